// SPDX-License-Identifier: MIT
#include "BadScanner.h"

#include <cstdlib>

namespace {
class Bad : public bad::Scanner
{
    std::string checkHealth(ace::sdk::HealthLevel level) override
    {
        if (level == ace::sdk::HealthLevel::External)
            std::abort();
        return "It works.";
    }
};
} // namespace

ACE_BAD(Bad);
