// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
public:
    void open(std::string_view) override {}
};
} // namespace

ACE_BAD(Bad);
