// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void trigger() override { throw ace::sdk::DeviceError(4711, "a status of its own"); }
};
} // namespace

ACE_BAD(Bad);
