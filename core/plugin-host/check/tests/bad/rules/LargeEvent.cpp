// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void trigger() override { scanned("QR", std::string(70'000, 'x')); }
};
} // namespace

ACE_BAD(Bad);
