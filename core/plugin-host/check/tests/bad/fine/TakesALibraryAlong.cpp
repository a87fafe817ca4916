// SPDX-License-Identifier: MIT
#include "BadScanner.h"

extern "C" const char* aceTestCompanion();

namespace {
class Fine : public bad::Scanner
{
    std::string checkHealth(ace::sdk::HealthLevel) override { return aceTestCompanion(); }
};
} // namespace

ACE_BAD(Fine);
