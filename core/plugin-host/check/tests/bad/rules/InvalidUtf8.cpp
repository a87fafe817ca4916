// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void trigger() override { throw ace::sdk::DeviceError(ACE_FAILURE, "no light \xff\xfe"); }
};
} // namespace

ACE_BAD(Bad);
