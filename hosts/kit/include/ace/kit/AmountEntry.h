// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Money.h>

#include <cstdint>

namespace ace::kit {

// An amount that is typed from the right, as on a cash register: 1, 2, 5, 0 is 12.50.
class AmountEntry
{
public:
    static constexpr std::int64_t kMost = 99'999'999; // minor units

    void press(char digit); // others than 0 to 9 do nothing; neither does what would be too much
    void pressDoubleZero();
    void erase() { minor_ /= 10; }
    void clear() { minor_ = 0; }

    std::int64_t minor() const { return minor_; }

private:
    std::int64_t minor_ = 0;
};

} // namespace ace::kit
