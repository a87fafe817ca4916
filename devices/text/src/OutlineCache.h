// SPDX-License-Identifier: MIT
#pragma once

#include <ace/text/Layout.h>

#include <hb.h>
#include <pango/pango.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <unordered_map>

namespace ace::text {

struct GlyphShape
{
    std::shared_ptr<const Outline> outline; // never null
    bool drawable = true; // false: the font paints something that is no outline, as colour emoji do
};

// Glyphs of fonts at their size. Bounded: when it is full it starts anew.
class OutlineCache
{
public:
    explicit OutlineCache(std::size_t maxGlyphs);
    ~OutlineCache();
    OutlineCache(const OutlineCache&) = delete;
    OutlineCache& operator=(const OutlineCache&) = delete;

    // Valid until the next call.
    const GlyphShape& shape(PangoFont* font, PangoGlyph glyph);
    void clear();
    std::size_t size() const { return shapes_.size(); }

private:
    struct Unref
    {
        void operator()(PangoFont* font) const { g_object_unref(font); }
    };
    struct Key
    {
        PangoFont* font;
        PangoGlyph glyph;
        bool operator==(const Key&) const = default;
    };
    struct Hash
    {
        std::size_t operator()(const Key& key) const
        {
            return std::hash<PangoFont*>()(key.font) ^
                   (static_cast<std::size_t>(key.glyph) * 0x9E3779B97F4A7C15u);
        }
    };

    GlyphShape draw(PangoFont* font, PangoGlyph glyph) const;

    const std::size_t maxGlyphs_;
    hb_draw_funcs_t* const pen_;
    std::unordered_map<Key, GlyphShape, Hash> shapes_;
    std::unordered_map<PangoFont*, std::unique_ptr<PangoFont, Unref>>
        fonts_; // a freed font's address may come back
};

} // namespace ace::text
