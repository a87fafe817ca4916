// SPDX-License-Identifier: MIT
#include <ace/text/Shaper.h>

#include "OutlineCache.h"
#include "PlainText.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>

namespace ace::text {

namespace {

constexpr std::size_t kMaxOutlines = 8192; // some 10 MB of Han
constexpr const char* kEllipsis = "\xE2\x80\xA6";

template <class T> struct Unref
{
    void operator()(T* object) const { g_object_unref(object); }
};
template <class T> using Owned = std::unique_ptr<T, Unref<T>>;

struct FreeIter
{
    void operator()(PangoLayoutIter* iter) const { pango_layout_iter_free(iter); }
};
struct FreeDescription
{
    void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
};

double points(int pangoUnits) { return pangoUnits / double(PANGO_SCALE); }

// Within what Pango's integers hold, whatever the caller asks for.
int pangoUnits(double lengthPt)
{
    return static_cast<int>(std::lround(std::clamp(lengthPt, 0.0, 100'000.0) * PANGO_SCALE));
}

std::string scriptName(gunichar c)
{
    const GUnicodeScript script = g_unichar_get_script(c);
    if (script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED)
        return "symbols";
    auto* names = static_cast<GEnumClass*>(g_type_class_ref(PANGO_TYPE_SCRIPT));
    const GEnumValue* value = g_enum_get_value(names, static_cast<int>(script));
    std::string name = value ? value->value_nick : "unknown";
    g_type_class_unref(names);
    return name;
}

// What stands in for a letter that cannot be drawn: an upright frame, `width` wide with its side bearings.
Outline frame(double width, double size)
{
    const double side = width * 0.1, stroke = size * 0.04, top = size * 0.7;
    const Box outer{side, top, width - side, 0};
    const Box inner{side + stroke, top - stroke, width - side - stroke, stroke};
    using enum Outline::Verb;
    Outline outline;
    outline.verbs = {Move, Line, Line, Line, Close, Move, Line, Line, Line, Close};
    outline.points = {{outer.left, outer.bottom}, {outer.right, outer.bottom}, {outer.right, outer.top},
                      {outer.left, outer.top},    {inner.left, inner.bottom},  {inner.left, inner.top},
                      {inner.right, inner.top},   {inner.right, inner.bottom}};
    outline.ink = outer;
    return outline;
}

// Takes one run after the other out of Pango's lines into ours.
class Collector
{
public:
    Collector(OutlineCache& outlines, const char* text, double size)
        : outlines_(outlines), text_(text), size_(size)
    {
    }

    void beginLine(double baseline, const PangoRectangle& logical)
    {
        layout_.lines.push_back({baseline, points(logical.x), points(logical.width), {}, {}});
    }

    void add(const PangoGlyphItem& run, double left)
    {
        const PangoGlyphString& glyphs = *run.glyphs;
        const bool rightToLeft = run.item->analysis.level % 2 != 0;
        const bool isEllipsis = (run.item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS) != 0;
        int textEnd = run.item->length; // of the cluster, when the text runs from right to left
        for (int i = 0; i < glyphs.num_glyphs;) {
            int next = i;
            const int start = glyphs.log_clusters[i];
            Cluster cluster{{}, left, 0, rightToLeft};
            for (; next < glyphs.num_glyphs && (isEllipsis || glyphs.log_clusters[next] == start); ++next) {
                addGlyph(run.item->analysis.font, glyphs.glyphs[next], left + cluster.width);
                cluster.width += points(glyphs.glyphs[next].geometry.width);
            }
            if (!rightToLeft)
                textEnd = next < glyphs.num_glyphs ? glyphs.log_clusters[next] : run.item->length;
            cluster.text = isEllipsis ? std::string(kEllipsis)
                                      : std::string(text_ + run.item->offset + start,
                                                    static_cast<std::size_t>(std::max(0, textEnd - start)));
            textEnd = start;
            left += cluster.width;
            i = next;
            if (!cluster.text.empty())
                layout_.lines.back().clusters.push_back(std::move(cluster));
        }
    }

    Layout take() { return std::move(layout_); }

private:
    void addGlyph(PangoFont* font, const PangoGlyphInfo& info, double left)
    {
        if (info.glyph == PANGO_GLYPH_EMPTY)
            return;
        const Point at{left + points(info.geometry.x_offset),
                       layout_.lines.back().baseline + points(info.geometry.y_offset)};
        const double width = points(info.geometry.width);
        if (info.glyph & PANGO_GLYPH_UNKNOWN_FLAG)
            return placeFrame(scriptName(info.glyph & ~PANGO_GLYPH_UNKNOWN_FLAG), width, at);
        const GlyphShape& shape = outlines_.shape(font, info.glyph);
        if (!shape.drawable)
            return placeFrame("colour pictures", width, at);
        if (!shape.outline->isBlank())
            place(shape.outline, at);
    }

    void placeFrame(std::string missingScript, double width, Point at)
    {
        ++layout_.missing;
        auto& scripts = layout_.missingScripts;
        if (std::find(scripts.begin(), scripts.end(), missingScript) == scripts.end())
            scripts.push_back(std::move(missingScript));
        place(std::make_shared<const Outline>(frame(width, size_)), at);
    }

    void place(std::shared_ptr<const Outline> outline, Point at)
    {
        const Box ink{at.x + outline->ink.left, at.y - outline->ink.top, at.x + outline->ink.right,
                      at.y - outline->ink.bottom};
        Box& all = layout_.ink;
        all = all.isEmpty() ? ink
                            : Box{std::min(all.left, ink.left), std::min(all.top, ink.top),
                                  std::max(all.right, ink.right), std::max(all.bottom, ink.bottom)};
        layout_.lines.back().glyphs.push_back({std::move(outline), at});
    }

    OutlineCache& outlines_;
    const char* text_;
    double size_;
    Layout layout_;
};

} // namespace

// Our own font map: the default one belongs to a thread, and would outlive us.
struct Shaper::Pango
{
    Owned<PangoFontMap> fonts{pango_cairo_font_map_new()};
    Owned<PangoContext> context;
    Owned<PangoLayout> layout;
    OutlineCache outlines{kMaxOutlines};

    Pango()
    {
        pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts.get()), 72); // a pixel is a point
        context.reset(pango_font_map_create_context(fonts.get()));
        cairo_font_options_t* options = cairo_font_options_create();
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
        pango_cairo_context_set_font_options(context.get(), options);
        cairo_font_options_destroy(options);
        pango_context_set_round_glyph_positions(context.get(), FALSE);
        layout.reset(pango_layout_new(context.get()));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
        // A name that is broken over two lines must not get a hyphen that is not its own.
        PangoAttrList* attributes = pango_attr_list_new();
        pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
        pango_layout_set_attributes(layout.get(), attributes);
        pango_attr_list_unref(attributes);
    }

    void apply(const Style& style, const PlainText& plain)
    {
        PangoLanguage* language = pango_language_from_string(plain.language.c_str());
        if (pango_context_get_language(context.get()) != language)
            pango_context_set_language(context.get(), language);
        const std::unique_ptr<PangoFontDescription, FreeDescription> font(pango_font_description_new());
        pango_font_description_set_family_static(font.get(), style.family.c_str());
        pango_font_description_set_absolute_size(font.get(), std::max(1, pangoUnits(style.size)));
        pango_font_description_set_weight(font.get(),
                                          static_cast<PangoWeight>(std::clamp(style.weight, 100, 900)));
        pango_layout_set_font_description(layout.get(), font.get());
        const bool wraps = style.width > 0;
        pango_layout_set_width(layout.get(), wraps ? pangoUnits(style.width) : -1);
        pango_layout_set_height(layout.get(), -std::max(1, style.maxLines));
        pango_layout_set_ellipsize(layout.get(), wraps ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
        // Pango swaps left and right for a paragraph that runs from right to left.
        pango_layout_set_alignment(layout.get(), style.alignment == Alignment::Start    ? PANGO_ALIGN_LEFT
                                                 : style.alignment == Alignment::Center ? PANGO_ALIGN_CENTER
                                                                                        : PANGO_ALIGN_RIGHT);
        pango_layout_set_text(layout.get(), plain.utf8.data(), static_cast<int>(plain.utf8.size()));
    }
};

Shaper::Shaper() : pango_(std::make_unique<Pango>()) {}

Shaper::~Shaper() = default;

Layout Shaper::layOut(std::string_view text, const Style& style)
{
    const PlainText plain = plainText(text, style.language, kMaxCharacters);
    pango_->apply(style, plain);
    PangoLayout* const source = pango_->layout.get();
    Collector collector(pango_->outlines, pango_layout_get_text(source), style.size);
    const std::unique_ptr<PangoLayoutIter, FreeIter> iter(pango_layout_get_iter(source));
    PangoLayoutLine* line = nullptr;
    do {
        PangoRectangle logical;
        if (pango_layout_iter_get_line_readonly(iter.get()) != line) {
            line = pango_layout_iter_get_line_readonly(iter.get());
            pango_layout_iter_get_line_extents(iter.get(), nullptr, &logical);
            collector.beginLine(points(pango_layout_iter_get_baseline(iter.get())), logical);
        }
        if (const PangoLayoutRun* run = pango_layout_iter_get_run_readonly(iter.get())) {
            pango_layout_iter_get_run_extents(iter.get(), nullptr, &logical);
            collector.add(*run, points(logical.x));
        }
    } while (pango_layout_iter_next_run(iter.get()));

    Layout layout = collector.take();
    PangoRectangle logical;
    pango_layout_get_extents(source, nullptr, &logical);
    layout.width = style.width > 0 ? style.width : points(logical.width);
    layout.height = points(logical.height);
    layout.rightToLeft = pango_layout_line_get_resolved_direction(
                             pango_layout_get_line_readonly(source, 0)) == PANGO_DIRECTION_RTL;
    layout.shortened = pango_layout_is_ellipsized(source);
    return layout;
}

} // namespace ace::text
