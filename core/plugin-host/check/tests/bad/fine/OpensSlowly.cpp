// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Fine : public bad::Scanner
{
    void opened() override { std::this_thread::sleep_for(std::chrono::milliseconds(300)); }
};
} // namespace

ACE_BAD(Fine);
