// SPDX-License-Identifier: MIT
#include "Painter.h"

#include "Operators.h"

namespace ace::pdf {

namespace {

constexpr double kCorner = 12;
constexpr double kNotch = 9;
constexpr double kAccentBarWidth = 8;
constexpr double kQuarter = 0.5522847; // of a circle, as a cubic curve

} // namespace

std::string Painter::paint(const Sheet& sheet, const Card& card)
{
    const double height = sheet.bottom + kPadding;
    content_.clear();
    content_.reserve(96 * 1024);
    paintCard(card.width, height);
    if (card.stubLeft < card.width)
        paintStub(card.stubLeft, card.width, height);
    for (const PlacedRule& rule : sheet.rules)
        paint(rule);
    for (const PlacedCode& code : sheet.codes)
        paint(code);
    for (const PlacedText& text : sheet.texts)
        paint(text);
    return std::move(content_);
}

void Painter::paintCard(double width, double height)
{
    const text::Point top = onPage({0, 0}), bottom = onPage({width, height});
    const text::Box box{top.x, top.y, bottom.x, bottom.y};
    content_ += "q ";
    roundedRectangle(box, kCorner);
    content_ += "W n ";
    fillWith(kAccent);
    operation({box.left, box.bottom, kAccentBarWidth, height}, "re f Q\n");
    strokeWith(kHairline, 0.8);
    roundedRectangle(box, kCorner);
    content_ += "S\n";
}

// Tinted, torn off along a dotted line between two notches.
void Painter::paintStub(double left, double right, double height)
{
    const text::Point top = onPage({left, 0}), bottom = onPage({right, height});
    content_ += "q ";
    roundedRectangle({top.x - kCorner, top.y - 0.4, bottom.x - 0.4, bottom.y + 0.4}, kCorner);
    content_ += "W n ";
    fillWith(kStubTint);
    operation({top.x, bottom.y, right - left, height}, "re f Q\n");
    fillWith(kWhite);
    strokeWith(kHairline, 0.8);
    for (const double y : {top.y, bottom.y}) {
        circle({top.x, y}, kNotch);
        content_ += "B ";
    }
    content_ += "q [0.01 4] 0 d 1 J ";
    strokeWith(kMuted, 1.2);
    operation({top.x, top.y - kNotch - 4}, "m");
    operation({top.x, bottom.y + kNotch + 4}, "l");
    content_ += "S Q\n";
    // The half of each notch outside the card goes back to paper.
    fillWith(kWhite);
    operation({top.x - kNotch - 1, top.y + 0.4, 2 * kNotch + 2, kNotch + 1}, "re f");
    operation({top.x - kNotch - 1, bottom.y - 0.4 - kNotch - 1, 2 * kNotch + 2, kNotch + 1}, "re f\n");
}

// All dark runs as one path, so that no seam shows between modules.
void Painter::paint(const PlacedCode& code)
{
    constexpr double kFrame = 3;
    const text::Point corner = onPage(code.at);
    const double side = code.side();
    fillWith(kWhite);
    strokeWith(kHairline, 0.8);
    roundedRectangle(
        {corner.x - kFrame, corner.y + kFrame, corner.x + side + kFrame, corner.y - side - kFrame}, 6);
    content_ += "B\nq ";
    fillWith(kBlack);
    char scale[32];
    const auto end = std::to_chars(scale, scale + sizeof scale, code.module, std::chars_format::fixed, 5).ptr;
    const std::string module(scale, end);
    content_ += module + " 0 0 -" + module + " ";
    operation({corner.x, corner.y}, "cm");
    code.matrix.forEachDarkRun([&](int x, int y, int length) {
        appendInteger(content_, x + barcode::kQuietZone);
        appendInteger(content_, y + barcode::kQuietZone);
        appendInteger(content_, length);
        content_ += "1 re\n";
    });
    content_ += "f Q\n";
}

void Painter::paint(const PlacedRule& rule)
{
    strokeWith(kHairline, 0.8);
    const text::Point from = onPage(rule.at);
    operation({from.x, from.y}, "m");
    operation({from.x + rule.width, from.y}, "l S\n");
}

void Painter::paint(const PlacedText& text)
{
    const text::Point corner = onPage(text.at);
    content_ += "q ";
    clip(text.layout, corner);
    fillWith(text.colour);
    content_ += ".01 0 0 .01 0 0 cm\n";
    std::int64_t penX = 0, penY = 0;
    for (const text::Line& line : text.layout.lines)
        for (const text::PlacedGlyph& glyph : line.glyphs) {
            const std::int64_t x = hundredths(corner.x + glyph.at.x), y = hundredths(corner.y - glyph.at.y);
            content_ += "1 0 0 1 ";
            appendInteger(content_, x - penX);
            appendInteger(content_, y - penY);
            content_ += "cm ";
            content_ += glyphs_.path(glyph.outline);
            penX = x;
            penY = y;
        }
    content_ += "Q\n";
    for (const text::Line& line : text.layout.lines)
        hiddenText_.show(content_, line, corner, text.size);
}

// Letters may reach a little beyond their lines, but towers of marks must not run over what stands around
// them.
void Painter::clip(const text::Layout& layout, text::Point corner)
{
    constexpr double kReach = 3;
    const text::Box& ink = layout.ink;
    const bool reachesTooFar = ink.left < -kReach || ink.right > layout.width + kReach || ink.top < -kReach ||
                               ink.bottom > layout.height + kReach;
    if (!ink.isEmpty() && reachesTooFar)
        operation({corner.x - kReach, corner.y - layout.height - kReach, layout.width + 2 * kReach,
                   layout.height + 2 * kReach},
                  "re W n");
}

void Painter::fillWith(Colour colour)
{
    for (const int part : {colour.red, colour.green, colour.blue})
        appendLength(content_, part / 255.0);
    content_ += "rg ";
}

void Painter::strokeWith(Colour colour, double width)
{
    for (const int part : {colour.red, colour.green, colour.blue})
        appendLength(content_, part / 255.0);
    content_ += "RG ";
    operation({width}, "w");
}

void Painter::roundedRectangle(text::Box box, double radius)
{
    const double bend = radius * (1 - kQuarter);
    const auto& [left, top, right, bottom] = box;
    operation({left + radius, bottom}, "m");
    operation({right - radius, bottom}, "l");
    operation({right - bend, bottom, right, bottom + bend, right, bottom + radius}, "c");
    operation({right, top - radius}, "l");
    operation({right, top - bend, right - bend, top, right - radius, top}, "c");
    operation({left + radius, top}, "l");
    operation({left + bend, top, left, top - bend, left, top - radius}, "c");
    operation({left, bottom + radius}, "l");
    operation({left, bottom + bend, left + bend, bottom, left + radius, bottom}, "c h");
}

void Painter::circle(text::Point centre, double radius)
{
    roundedRectangle({centre.x - radius, centre.y + radius, centre.x + radius, centre.y - radius}, radius);
}

void Painter::operation(std::initializer_list<double> lengths, const char* name)
{
    for (const double length : lengths)
        appendLength(content_, length);
    content_ += name;
    content_ += ' ';
}

} // namespace ace::pdf
