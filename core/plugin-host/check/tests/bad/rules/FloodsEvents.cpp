// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void enable(bool on) override
    {
        for (int i = 0; on && i < 1'000'000; ++i)
            scanned("QR", "1");
    }
};
} // namespace

ACE_BAD(Bad);
