// SPDX-License-Identifier: MIT
#include <ace/pdf/TicketRenderer.h>

#include "Composer.h"
#include "Painter.h"
#include "PdfFile.h"

#include <algorithm>
#include <span>

namespace ace::pdf {

namespace {

constexpr double kMargin = 36;
constexpr double kStubWidth = 174;

Paper paperOf(PageSize size)
{
    return size == PageSize::Letter ? Paper{612, 792, kMargin} : Paper{595.28, 841.89, kMargin};
}

// The blocks between page breaks; pages without a block are left out, but one always remains.
std::vector<std::span<const sdk::Block>> pagesOf(const std::vector<sdk::Block>& blocks)
{
    std::vector<std::span<const sdk::Block>> pages;
    const auto isBreak = [](const sdk::Block& block) {
        return std::holds_alternative<sdk::PageBlock>(block);
    };
    for (auto start = blocks.begin(); start != blocks.end();) {
        const auto end = std::find_if(start, blocks.end(), isBreak);
        if (end != start)
            pages.emplace_back(start, end);
        start = end == blocks.end() ? end : end + 1;
    }
    if (pages.empty())
        pages.emplace_back();
    return pages;
}

} // namespace

struct TicketRenderer::Parts
{
    Paper paper;
    text::Shaper shaper;
    GlyphInk glyphs;
};

TicketRenderer::TicketRenderer(PageSize pageSize) : parts_(new Parts{paperOf(pageSize), {}, {}}) {}

TicketRenderer::~TicketRenderer() = default;

Result<Rendered> TicketRenderer::render(const sdk::Document& document)
{
    const Paper& paper = parts_->paper;
    const double width = paper.width - 2 * paper.margin;
    const Card card{width, paper.height - 2 * paper.margin, width - kStubWidth};
    HiddenText hiddenText;
    PdfFile file(document.title, document.language);
    Composer composer(parts_->shaper, document.language, card);
    Painter painter(parts_->glyphs, hiddenText, paper);
    for (const auto page : pagesOf(document.blocks)) {
        const auto sheets = composer.compose(page);
        if (!sheets)
            return tl::unexpected(sheets.error());
        for (const Sheet& sheet : *sheets)
            file.addPage(paper.width, paper.height,
                         painter.paint(sheet, {card.width, card.heightMax, composer.stubLeft()}));
    }
    file.addFonts(hiddenText);
    auto bytes = file.finish();
    if (!bytes)
        return failure(std::move(bytes));
    return Rendered{std::move(*bytes), composer.missingScripts()};
}

} // namespace ace::pdf
