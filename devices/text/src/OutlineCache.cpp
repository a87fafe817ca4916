// SPDX-License-Identifier: MIT
#include "OutlineCache.h"

#include <algorithm>
#include <limits>

namespace ace::text {

namespace {

class Recorder
{
public:
    void put(Outline::Verb verb) { outline_.verbs.push_back(verb); }
    void put(float x, float y)
    {
        const Point point{x / double(PANGO_SCALE), y / double(PANGO_SCALE)};
        Box& ink = outline_.ink;
        if (outline_.points.empty())
            ink = {point.x, point.y, point.x, point.y};
        ink = {std::min(ink.left, point.x), std::max(ink.top, point.y), std::max(ink.right, point.x),
               std::min(ink.bottom, point.y)};
        outline_.points.push_back(point);
    }
    Outline take() { return std::move(outline_); }

private:
    Outline outline_;
};

Recorder& recorder(void* data) { return *static_cast<Recorder*>(data); }

void moveTo(hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x, float y, void*)
{
    recorder(data).put(Outline::Verb::Move);
    recorder(data).put(x, y);
}

void lineTo(hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x, float y, void*)
{
    recorder(data).put(Outline::Verb::Line);
    recorder(data).put(x, y);
}

void curveTo(hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x1, float y1, float x2, float y2, float x,
             float y, void*)
{
    recorder(data).put(Outline::Verb::Curve);
    recorder(data).put(x1, y1);
    recorder(data).put(x2, y2);
    recorder(data).put(x, y);
}

void closePath(hb_draw_funcs_t*, void* data, hb_draw_state_t*, void*)
{
    recorder(data).put(Outline::Verb::Close);
}

// HarfBuzz turns quadratic curves into cubic ones when nobody takes them.
hb_draw_funcs_t* makePen()
{
    hb_draw_funcs_t* pen = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(pen, moveTo, nullptr, nullptr);
    hb_draw_funcs_set_line_to_func(pen, lineTo, nullptr, nullptr);
    hb_draw_funcs_set_cubic_to_func(pen, curveTo, nullptr, nullptr);
    hb_draw_funcs_set_close_path_func(pen, closePath, nullptr, nullptr);
    hb_draw_funcs_make_immutable(pen);
    return pen;
}

} // namespace

OutlineCache::OutlineCache(std::size_t maxGlyphs) : maxGlyphs_(maxGlyphs), pen_(makePen()) {}

OutlineCache::~OutlineCache() { hb_draw_funcs_destroy(pen_); }

const GlyphShape& OutlineCache::shape(PangoFont* font, PangoGlyph glyph)
{
    const auto found = shapes_.find({font, glyph});
    if (found != shapes_.end())
        return found->second;
    if (shapes_.size() >= maxGlyphs_)
        clear();
    auto& kept = fonts_[font];
    if (!kept)
        kept.reset(PANGO_FONT(g_object_ref(font)));
    return shapes_.emplace(Key{font, glyph}, draw(font, glyph)).first->second;
}

void OutlineCache::clear()
{
    shapes_.clear();
    fonts_.clear();
}

GlyphShape OutlineCache::draw(PangoFont* font, PangoGlyph glyph) const
{
    Recorder pen;
    hb_font_get_glyph_shape(pango_font_get_hb_font(font), glyph, pen_, &pen);
    GlyphShape shape{std::make_shared<const Outline>(pen.take()), true};
    if (shape.outline->isBlank()) {
        PangoRectangle ink;
        pango_font_get_glyph_extents(font, glyph, &ink, nullptr);
        shape.drawable = ink.width <= 0 || ink.height <= 0;
    }
    return shape;
}

} // namespace ace::text
