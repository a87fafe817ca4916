// SPDX-License-Identifier: MIT
#include <ace/kit/AmountEntry.h>

namespace ace::kit {

void AmountEntry::press(char digit)
{
    if (digit < '0' || digit > '9')
        return;
    const std::int64_t next = minor_ * 10 + (digit - '0');
    if (next <= kMost)
        minor_ = next;
}

void AmountEntry::pressDoubleZero()
{
    if (minor_ * 100 <= kMost)
        minor_ *= 100;
}

} // namespace ace::kit
