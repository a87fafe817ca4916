// SPDX-License-Identifier: MIT
#pragma once

#include <ace/text/Layout.h>

#include <map>
#include <string>
#include <vector>

namespace ace::pdf {

// The text layer for search and copying. PDF readers take text from fonts, and our letters are outlines; so
// there are fonts whose glyphs are all blank. A code of theirs is one piece of text with the width that its
// outline has on the page, and its text is in the font's ToUnicode table.
class HiddenText
{
public:
    static constexpr std::size_t kMaxCodes = 255; // to a font; code 0 stays unused

    struct Code
    {
        std::string utf16; // big endian
        int width;         // thousandths of the font size
    };

    // Shows the line's clusters by PDF text operators, from (x, baseline) on, y upwards.
    void show(std::string& content, const text::Line& line, text::Point origin, double size);

    // Font i is called "/Ti" and has the codes 1, 2, ….
    const std::vector<std::vector<Code>>& fonts() const { return fonts_; }

private:
    struct Place
    {
        std::size_t font;
        std::size_t code;
    };
    Place placeOf(std::string utf16, int width);

    std::vector<std::vector<Code>> fonts_;
    std::map<std::pair<std::string, int>, Place> places_;
};

} // namespace ace::pdf
