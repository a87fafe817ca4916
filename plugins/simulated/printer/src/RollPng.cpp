// SPDX-License-Identifier: MIT
#include "RollPng.h"

#include <cairo.h>

#include <memory>
#include <stdexcept>

namespace ace::simulatedprinter {

namespace {

struct DestroySurface
{
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyContext
{
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};

void check(cairo_status_t status)
{
    if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string("the slip cannot be drawn: ") + cairo_status_to_string(status));
}

// A pixel of one bit takes what covers at least half of it. One that is set is white in the PNG, so black is
// drawn by taking away.
class Painter
{
public:
    explicit Painter(int height)
        : surface_(cairo_image_surface_create(CAIRO_FORMAT_A1, kRollDots, height)),
          context_(cairo_create(surface_.get()))
    {
        check(cairo_status(context_.get()));
        cairo_paint(context_.get());
    }

    void paint(const PlacedText& text)
    {
        black();
        for (const text::Line& line : text.layout.lines)
            for (const text::PlacedGlyph& glyph : line.glyphs)
                fill(*glyph.outline, text.x + glyph.at.x * kDotsOfPoint, text.y + glyph.at.y * kDotsOfPoint);
    }

    void paint(const PlacedRule& rule)
    {
        constexpr int kDash = 12;
        black();
        if (!rule.isCut)
            rectangle(0, rule.y, kRollDots, 2);
        for (int x = 0; rule.isCut && x < kRollDots; x += 2 * kDash)
            rectangle(x, rule.y, kDash, 2);
        cairo_fill(context_.get());
    }

    void paint(const PlacedCode& code)
    {
        white(); // no letter from elsewhere may stand in a code
        rectangle(code.x, code.y, code.side(), code.side());
        cairo_fill(context_.get());
        black();
        code.matrix.forEachDarkRun([&](int x, int y, int length) {
            rectangle(code.x + (x + barcode::kQuietZone) * code.module,
                      code.y + (y + barcode::kQuietZone) * code.module, length * code.module, code.module);
        });
        cairo_fill(context_.get());
    }

    std::string png()
    {
        check(cairo_status(context_.get()));
        std::string bytes;
        const auto append = [](void* target, const unsigned char* data, unsigned int size) {
            static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(data), size);
            return CAIRO_STATUS_SUCCESS;
        };
        check(cairo_surface_write_to_png_stream(surface_.get(), append, &bytes));
        return bytes;
    }

private:
    void black() { cairo_set_operator(context_.get(), CAIRO_OPERATOR_DEST_OUT); }
    void white() { cairo_set_operator(context_.get(), CAIRO_OPERATOR_OVER); }
    void rectangle(int x, int y, int width, int height)
    {
        cairo_rectangle(context_.get(), x, y, width, height);
    }

    void fill(const text::Outline& outline, double x, double y)
    {
        using Verb = text::Outline::Verb;
        auto point = outline.points.begin();
        const auto next = [&] {
            const text::Point at{x + point->x * kDotsOfPoint, y - point->y * kDotsOfPoint};
            ++point;
            return at;
        };
        for (const Verb verb : outline.verbs) {
            if (verb == Verb::Close) {
                cairo_close_path(context_.get());
                continue;
            }
            const text::Point first = next();
            if (verb == Verb::Move) {
                cairo_move_to(context_.get(), first.x, first.y);
            } else if (verb == Verb::Line) {
                cairo_line_to(context_.get(), first.x, first.y);
            } else {
                const text::Point second = next(), end = next();
                cairo_curve_to(context_.get(), first.x, first.y, second.x, second.y, end.x, end.y);
            }
        }
        cairo_fill(context_.get());
    }

    const std::unique_ptr<cairo_surface_t, DestroySurface> surface_;
    const std::unique_ptr<cairo_t, DestroyContext> context_;
};

} // namespace

std::string pngOf(const Roll& roll)
{
    Painter painter(roll.height);
    for (const PlacedText& text : roll.texts)
        painter.paint(text);
    for (const PlacedRule& rule : roll.rules)
        painter.paint(rule);
    for (const PlacedCode& code : roll.codes)
        painter.paint(code);
    return painter.png();
}

} // namespace ace::simulatedprinter
