// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
public:
    ~Bad() override { scanned("QR", "too late"); }
};
} // namespace

ACE_BAD(Bad);
