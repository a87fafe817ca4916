// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    std::string checkHealth(ace::sdk::HealthLevel) override { bad::hang(); }
};
} // namespace

ACE_BAD(Bad);
