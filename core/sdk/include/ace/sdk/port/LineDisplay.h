// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <cstdint>
#include <string>

namespace ace::sdk {

struct DisplayDimensions
{
    std::uint32_t rows = 0;
    std::uint32_t columns = 0;
};

// How core sees what the customer reads at the counter: rows of characters of one width. Thread-safe.
class LineDisplay
{
public:
    virtual ~LineDisplay() = default;
    virtual Result<DisplayDimensions> dimensions() = 0; // never change while it is open; both at least 1
    // UTF-8, from that place on, counted from 0; the rest of the row stays. What is too long is cut. Invalid:
    // there is no such place.
    virtual Result<void> show(std::uint32_t row, std::uint32_t column, const std::string& text) = 0;
    virtual Result<void> clear() = 0;
};

} // namespace ace::sdk
