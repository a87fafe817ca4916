// SPDX-License-Identifier: MIT
// A slip whose every piece has its place on the roll. Dots from the left top corner, y downwards.
#pragma once

#include <ace/barcode/QrMatrix.h>
#include <ace/base/Result.h>
#include <ace/sdk/Document.h>
#include <ace/text/Shaper.h>

#include <string>
#include <vector>

namespace ace::simulatedprinter {

inline constexpr int kRollDots = 576; // across: 72 mm of paper of 80 mm, at 203 dots an inch
inline constexpr double kDotsOfPoint = 203.0 / 72;
inline constexpr int kSlipDotsMost = 30'000; // along: under 4 m

struct PlacedText
{
    text::Layout layout; // points
    double x = 0, y = 0;
};

struct PlacedCode
{
    barcode::QrMatrix matrix;
    int x = 0, y = 0; // of the quiet zone's corner
    int module = 0;   // dots

    int side() const { return module * (matrix.size() + 2 * barcode::kQuietZone); }
};

struct PlacedRule
{
    int y = 0;
    bool isCut = false; // here the paper is cut
};

struct Roll
{
    int height = 0; // 1 to kSlipDotsMost
    std::vector<PlacedText> texts;
    std::vector<PlacedCode> codes;
    std::vector<PlacedRule> rules;
    std::vector<std::string> missingScripts; // that no font has, in words
};

// Invalid when a code cannot hold its payload, or the slip would be longer than kSlipDotsMost.
Result<Roll> layOutRoll(const sdk::Document& document, text::Shaper& shaper);

} // namespace ace::simulatedprinter
