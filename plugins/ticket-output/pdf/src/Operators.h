// SPDX-License-Identifier: MIT
// Numbers as a PDF content stream has them. Lengths go in hundredths of a point: 1/7200 inch, finer than any
// printer.
#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace ace::pdf {

inline std::int64_t hundredths(double points) { return std::llround(points * 100); }

inline void appendInteger(std::string& out, std::int64_t number)
{
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end).push_back(' ');
}

inline void appendLength(std::string& out, double points)
{
    char digits[32];
    const auto end = std::to_chars(digits, digits + sizeof digits,
                                   static_cast<double>(hundredths(points)) / 100, std::chars_format::fixed, 2)
                         .ptr;
    out.append(digits, end).push_back(' ');
}

inline void appendHex(std::string& out, std::string_view bytes)
{
    constexpr const char* kDigits = "0123456789ABCDEF";
    for (const char byte : bytes) {
        out.push_back(kDigits[static_cast<unsigned char>(byte) >> 4]);
        out.push_back(kDigits[static_cast<unsigned char>(byte) & 15]);
    }
}

} // namespace ace::pdf
