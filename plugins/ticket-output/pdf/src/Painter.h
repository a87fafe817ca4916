// SPDX-License-Identifier: MIT
#pragma once

#include "GlyphInk.h"
#include "HiddenText.h"
#include "Sheet.h"

#include <string>

namespace ace::pdf {

struct Paper
{
    double width, height, margin; // points
};

// Writes the content stream of a page.
class Painter
{
public:
    Painter(GlyphInk& glyphs, HiddenText& hiddenText, Paper paper)
        : glyphs_(glyphs), hiddenText_(hiddenText), paper_(paper)
    {
    }

    // The text of the sheet in reading order, above a card that is as high as it must be.
    std::string paint(const Sheet& sheet, const Card& card);

private:
    void paintCard(double width, double height);
    void paintStub(double left, double right, double height);
    void paint(const PlacedCode& code);
    void paint(const PlacedRule& rule);
    void paint(const PlacedText& text);
    void clip(const text::Layout& layout, text::Point corner);

    void fillWith(Colour colour);
    void strokeWith(Colour colour, double width);
    void roundedRectangle(text::Box box, double radius);
    void circle(text::Point centre, double radius);
    void operation(std::initializer_list<double> lengths, const char* name);
    text::Point onPage(text::Point onCard) const
    {
        return {paper_.margin + onCard.x, paper_.height - paper_.margin - onCard.y};
    }

    GlyphInk& glyphs_;
    HiddenText& hiddenText_;
    const Paper paper_;
    std::string content_;
};

} // namespace ace::pdf
