// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    void interrupt() noexcept override { scanned("QR", "too early"); }
};
} // namespace

ACE_BAD(Bad);
