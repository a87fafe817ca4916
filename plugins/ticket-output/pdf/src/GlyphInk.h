// SPDX-License-Identifier: MIT
#pragma once

#include <ace/text/Layout.h>

#include <memory>
#include <string>
#include <unordered_map>

namespace ace::pdf {

// Outlines as path operators in whole hundredths of a point, written once for each glyph. Bounded: starts
// anew when full.
class GlyphInk
{
public:
    // Valid until the next call.
    const std::string& path(const std::shared_ptr<const text::Outline>& outline);

private:
    struct Entry
    {
        std::shared_ptr<const text::Outline> outline; // shared: keeps the key's address from being used again
        std::string path;
    };
    std::unordered_map<const text::Outline*, Entry> paths_;
};

} // namespace ace::pdf
