// SPDX-License-Identifier: MIT
#include "BadScanner.h"

namespace {
class Bad : public bad::Scanner
{
public:
    void open(std::string_view settings) override
    {
        const int port = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        Scanner::open(settings);
        ::close(port);
    }
};
} // namespace

ACE_BAD(Bad);
