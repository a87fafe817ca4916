// SPDX-License-Identifier: MIT
#include "PangoPage.h"

#include <ace/barcode/QrMatrix.h>

#include <cairo-pdf.h>

#include <algorithm>
#include <utility>

namespace ace::pdf {

namespace {

constexpr double kLeft = 36, kTop = 36, kWidth = 523, kStub = 349, kTextLeft = 68, kTextWidth = 293,
                 kLabel = 80;
constexpr const char* kFonts =
    "Noto Sans,Noto Sans Arabic,Noto Sans Hebrew,Noto Sans Devanagari,Noto Sans Thai";

cairo_status_t collect(void* bytes, const unsigned char* data, unsigned size)
{
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

void roundedPath(cairo_t* cairo, double left, double top, double width, double height, double radius)
{
    constexpr double kQuarter = 1.5707963267948966;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, left + width - radius, top + radius, radius, -kQuarter, 0);
    cairo_arc(cairo, left + width - radius, top + height - radius, radius, 0, kQuarter);
    cairo_arc(cairo, left + radius, top + height - radius, radius, kQuarter, 2 * kQuarter);
    cairo_arc(cairo, left + radius, top + radius, radius, 2 * kQuarter, 3 * kQuarter);
    cairo_close_path(cairo);
}

} // namespace

PangoPage::PangoPage() : fonts_(pango_cairo_font_map_new()), context_(nullptr), layout_(nullptr)
{
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts_), 72);
    context_ = pango_font_map_create_context(fonts_);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context_, options);
    cairo_font_options_destroy(options);
    pango_context_set_language(context_, pango_language_from_string("en"));
    layout_ = pango_layout_new(context_);
}

PangoPage::~PangoPage()
{
    g_object_unref(layout_);
    g_object_unref(context_);
    g_object_unref(fonts_);
}

std::string PangoPage::draw(const sdk::Document& document)
{
    std::string bytes;
    cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(collect, &bytes, 595.28, 841.89);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, document.title.c_str());
    cairo_ = cairo_create(surface);
    card(340);
    double y = kTop + 24;
    for (const sdk::Block& next : document.blocks)
        block(next, y);
    cairo_destroy(std::exchange(cairo_, nullptr));
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    return bytes;
}

void PangoPage::block(const sdk::Block& next, double& y)
{
    if (const auto* words = std::get_if<sdk::TextBlock>(&next)) {
        const bool isTitle = words->style == sdk::TextStyle::Title,
                   isSmall = words->style == sdk::TextStyle::Small;
        cairo_move_to(cairo_, kTextLeft, y);
        text(words->text, isTitle ? 24 : isSmall ? 8 : 13, isSmall ? 400 : 700, kTextLeft, kTextWidth);
        y += textHeight() + 7;
    } else if (const auto* columns = std::get_if<sdk::ColumnsBlock>(&next)) {
        cairo_move_to(cairo_, kTextLeft, y);
        text(columns->cells.at(0), 8.5, 400, kTextLeft, kLabel - 10);
        cairo_move_to(cairo_, kTextLeft + kLabel, y);
        text(columns->cells.at(1), 10.5, 700, kTextLeft + kLabel, kTextWidth - kLabel);
        y += textHeight() + 7;
    } else if (const auto* qr = std::get_if<sdk::QrBlock>(&next)) {
        code(*qr);
    } else {
        cairo_move_to(cairo_, kTextLeft, y + 6);
        cairo_line_to(cairo_, kTextLeft + kTextWidth, y + 6);
        cairo_stroke(cairo_);
        y += 17;
    }
}

void PangoPage::card(double height)
{
    cairo_set_line_width(cairo_, 0.8);
    cairo_save(cairo_);
    roundedPath(cairo_, kLeft, kTop, kWidth, height, 12);
    cairo_clip(cairo_);
    cairo_set_source_rgb(cairo_, 0.14, 0.25, 0.56);
    cairo_rectangle(cairo_, kLeft, kTop, 8, height);
    cairo_fill(cairo_);
    cairo_set_source_rgb(cairo_, 0.95, 0.96, 0.98);
    cairo_rectangle(cairo_, kLeft + kStub, kTop, kWidth - kStub, height);
    cairo_fill(cairo_);
    cairo_restore(cairo_);
    cairo_set_source_rgb(cairo_, 0.81, 0.84, 0.88);
    roundedPath(cairo_, kLeft, kTop, kWidth, height, 12);
    cairo_stroke(cairo_);
    cairo_move_to(cairo_, kLeft + kStub, kTop);
    cairo_line_to(cairo_, kLeft + kStub, kTop + height);
    cairo_stroke(cairo_);
}

void PangoPage::text(const std::string& words, double size, int weight, double left, double width)
{
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family_static(font, kFonts);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_font_description_set_weight(font, static_cast<PangoWeight>(weight));
    pango_layout_set_font_description(layout_, font);
    pango_font_description_free(font);
    pango_layout_set_width(layout_, static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_height(layout_, -2);
    pango_layout_set_ellipsize(layout_, PANGO_ELLIPSIZE_END);
    pango_layout_set_text(layout_, words.data(), static_cast<int>(words.size()));
    cairo_set_source_rgb(cairo_, 0.09, 0.12, 0.18);
    double x = 0, y = 0;
    cairo_get_current_point(cairo_, &x, &y);
    cairo_move_to(cairo_, left, y);
    pango_cairo_show_layout(cairo_, layout_);
}

double PangoPage::textHeight() const
{
    int height = 0;
    pango_layout_get_size(layout_, nullptr, &height);
    return height / double(PANGO_SCALE);
}

void PangoPage::code(const sdk::QrBlock& block)
{
    const auto matrix = barcode::encodeQr(block.payload).value();
    const double module = 2.8, left = kLeft + kStub + 18, top = kTop + 24;
    const double side = module * (matrix.size() + 2 * barcode::kQuietZone);
    cairo_set_source_rgb(cairo_, 1, 1, 1);
    roundedPath(cairo_, left - 3, top - 3, side + 6, side + 6, 6);
    cairo_fill(cairo_);
    cairo_save(cairo_);
    cairo_translate(cairo_, left, top);
    cairo_scale(cairo_, module, module);
    matrix.forEachDarkRun([&](int x, int y, int length) {
        cairo_rectangle(cairo_, x + barcode::kQuietZone, y + barcode::kQuietZone, length, 1);
    });
    cairo_restore(cairo_);
    cairo_set_source_rgb(cairo_, 0, 0, 0);
    cairo_fill(cairo_);
    cairo_move_to(cairo_, left, top + side + 9);
    text(block.caption, 8.5, 400, left, side);
}

} // namespace ace::pdf
