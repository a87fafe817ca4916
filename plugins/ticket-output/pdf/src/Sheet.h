// SPDX-License-Identifier: MIT
// A page whose every piece has its place. Points, y downwards from the card's left top corner.
#pragma once

#include <ace/barcode/QrMatrix.h>
#include <ace/text/Layout.h>

#include <cstdint>
#include <vector>

namespace ace::pdf {

struct Colour
{
    std::uint8_t red, green, blue;
};

inline constexpr Colour kInk{0x16, 0x1E, 0x2E};
inline constexpr Colour kMuted{0x5B, 0x67, 0x78};
inline constexpr Colour kAccent{0x24, 0x3F, 0x8F};
inline constexpr Colour kHairline{0xCF, 0xD6, 0xE0};
inline constexpr Colour kStubTint{0xF2, 0xF5, 0xFA};
inline constexpr Colour kWhite{0xFF, 0xFF, 0xFF};
inline constexpr Colour kBlack{0, 0, 0};

struct PlacedText
{
    text::Layout layout;
    text::Point at;
    double size;
    Colour colour;
};

struct PlacedCode
{
    barcode::QrMatrix matrix;
    text::Point at; // of the quiet zone's corner
    double module;

    double side() const { return module * (matrix.size() + 2 * barcode::kQuietZone); }
};

struct PlacedRule
{
    text::Point at;
    double width;
};

struct Sheet
{
    std::vector<PlacedText> texts;
    std::vector<PlacedCode> codes;
    std::vector<PlacedRule> rules;
    double bottom = 0; // of what is on it
};

// The card that everything stands on.
struct Card
{
    double width;
    double heightMax;
    double stubLeft; // equals width where there is no stub
};

inline constexpr double kPadding = 24;

} // namespace ace::pdf
