// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace ace::barcode {

// White modules that must stand around a code on each side (ISO/IEC 18004).
inline constexpr int kQuietZone = 4;

// The square of modules of a QR code, without its quiet zone. Row 0 is the top one.
class QrMatrix
{
public:
    // `modules` holds size × size values row by row, not 0 where dark.
    QrMatrix(int size, std::vector<std::uint8_t> modules) : size_(size), modules_(std::move(modules)) {}

    int size() const { return size_; } // modules on a side: 21 to 177
    bool isDark(int x, int y) const
    {
        return modules_[static_cast<std::size_t>(y) * static_cast<std::size_t>(size_) +
                        static_cast<std::size_t>(x)] != 0;
    }

    // Calls run(x, y, length) for each horizontal run of dark modules, row by row from the top.
    template <class Run> void forEachDarkRun(Run run) const
    {
        for (int y = 0; y < size_; ++y) {
            for (int x = 0; x < size_; ++x) {
                const int start = x;
                while (x < size_ && isDark(x, y))
                    ++x;
                if (x > start)
                    run(start, y, x - start);
            }
        }
    }

private:
    int size_;
    std::vector<std::uint8_t> modules_;
};

// Error correction M, smallest version. Invalid when `text` is empty or more than a QR code holds. Any bytes
// are allowed.
Result<QrMatrix> encodeQr(std::string_view text);

} // namespace ace::barcode
