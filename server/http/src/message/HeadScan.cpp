// SPDX-License-Identifier: MIT
#include "HeadScan.h"

namespace ace::server::http {

bool HeadScan::isOdd(std::string_view bytes) const
{
    const char c = bytes[at_];
    const char before = at_ > 0 ? bytes[at_ - 1] : '\n';
    switch (c) {
    case '\r':
        return at_ == 0 || bytes[at_ + 1] != '\n';
    case '\n':
        return before != '\r';
    case ' ':
    case '\t':
        return before == '\n'; // a folded line
    default:
        return true; // any other control character
    }
}

std::size_t HeadScan::scan(std::string_view bytes)
{
    for (; !bad_ && at_ < bytes.size(); ++at_) {
        const auto c = static_cast<unsigned char>(bytes[at_]);
        if (c > ' ' && c != 0x7f)
            continue;
        if (c == '\r' && at_ + 1 == bytes.size())
            return 0; // what follows it is still on its way
        bad_ = isOdd(bytes);
        if (!bad_ && c == '\n' && at_ >= 3 && bytes[at_ - 2] == '\n')
            return at_ + 1;
    }
    return 0;
}

} // namespace ace::server::http
