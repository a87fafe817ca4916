// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
    // Only where a setting has an odd name.
public:
    void open(std::string_view settings) override
    {
        if (settings.find('\xff') != std::string_view::npos)
            std::raise(SIGSEGV);
        Scanner::open(settings);
    }
};
} // namespace

ACE_BAD(Bad);
