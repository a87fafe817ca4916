// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/Document.h>

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>

namespace ace::pdf {

// The yardstick: a page of the same blocks, card and code, painted straight by Pango on cairo's PDF surface,
// which embeds a subset of each font. Fonts and layout objects are kept from page to page, as ours are.
class PangoPage
{
public:
    PangoPage();
    ~PangoPage();
    PangoPage(const PangoPage&) = delete;
    PangoPage& operator=(const PangoPage&) = delete;

    std::string draw(const sdk::Document& document);

private:
    void card(double height);
    void text(const std::string& text, double size, int weight, double left, double width);
    double textHeight() const;
    void code(const sdk::QrBlock& block);
    void block(const sdk::Block& block, double& y);

    PangoFontMap* fonts_;
    PangoContext* context_;
    PangoLayout* layout_;
    cairo_t* cairo_ = nullptr;
};

} // namespace ace::pdf
