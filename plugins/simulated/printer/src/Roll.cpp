// SPDX-License-Identifier: MIT
#include "Roll.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace ace::simulatedprinter {

namespace {

constexpr int kMargin = 8; // dots, at each edge
constexpr double kWidth = kRollDots - 2 * kMargin;
constexpr double kCellGap = 16, kLabelLeast = 96;
constexpr int kCodeDots = 400; // 50 mm: a ticket's code then has modules of 0.75 mm
constexpr int kModuleLeast = 3, kModuleMost = 8;
constexpr int kLinesMost = 24;
constexpr std::size_t kCellsMost = 6; // side by side; more go on below

struct Look
{
    double size; // points
    int weight;
    double gap; // dots, to what is above
};

Look lookOf(sdk::TextStyle style)
{
    switch (style) {
    case sdk::TextStyle::Title:
        return {18, 700, 20};
    case sdk::TextStyle::Heading:
        return {12, 700, 14};
    case sdk::TextStyle::Small:
        return {8, 400, 12};
    case sdk::TextStyle::Body:
        break;
    }
    return {9.5, 400, 10};
}

text::Alignment alignmentOf(sdk::TextAlign align)
{
    return align == sdk::TextAlign::Center ? text::Alignment::Center
           : align == sdk::TextAlign::End  ? text::Alignment::End
                                           : text::Alignment::Start;
}

// Each gets what it wants where there is room; who wants more than an equal share of the rest gets that.
std::vector<double> shared(double room, const std::vector<double>& wanted)
{
    std::vector<double> widths = wanted;
    std::vector<bool> served(wanted.size());
    std::size_t left = wanted.size();
    for (bool changed = true; changed && left > 0;) {
        changed = false;
        const double share = room / static_cast<double>(left);
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (!served[i] && wanted[i] <= share) {
                served[i] = changed = true;
                room -= wanted[i];
                --left;
            }
    }
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (!served[i])
            widths[i] = room / static_cast<double>(left);
    return widths;
}

class Composer
{
public:
    Composer(const std::string& language, text::Shaper& shaper) : language_(language), shaper_(shaper) {}

    void operator()(const sdk::TextBlock& block)
    {
        add(block.text, lookOf(block.style), alignmentOf(block.align), block.maxLines);
    }
    void operator()(const sdk::ColumnsBlock& block)
    {
        const std::span cells(block.cells);
        for (std::size_t first = 0; first < cells.size(); first += kCellsMost)
            addRow(cells.subspan(first, std::min(kCellsMost, cells.size() - first)));
    }
    void operator()(const sdk::QrBlock& block);
    void operator()(const sdk::RuleBlock&) { addRule(16, false); }
    void operator()(const sdk::PageBlock&) { addRule(40, true); }
    void operator()(const sdk::LinkBlock& block)
    {
        add(block.text, {9.5, 700, 10}, text::Alignment::Start, 2);
        add(block.url, {8, 400, 2}, text::Alignment::Start, kLinesMost);
    }

    Result<Roll> take()
    {
        roll_.height = static_cast<int>(std::ceil(y_)) + 3 * kMargin;
        if (!problem_.empty())
            return Failure({ErrorCode::Invalid, problem_, {}});
        if (isTooLong())
            return Failure(
                {ErrorCode::Invalid, "The slip would be longer than 3.7 m. Print less on it.", {}});
        return std::move(roll_);
    }
    bool isTooLong() const { return y_ + 3 * kMargin > kSlipDotsMost; }

private:
    text::Layout layOut(const std::string& text, const Look& look, double width, int maxLines,
                        text::Alignment alignment = text::Alignment::Start);
    void add(const std::string& text, const Look& look, text::Alignment alignment, int maxLines);
    void addRow(std::span<const std::string> texts);
    void addRule(double gap, bool isCut);

    const std::string& language_;
    text::Shaper& shaper_;
    Roll roll_;
    double y_ = 2 * kMargin;
    std::string problem_; // empty: none
};

text::Layout Composer::layOut(const std::string& text, const Look& look, double width, int maxLines,
                              text::Alignment alignment)
{
    text::Style style;
    style.family = text::kNotoFamilies;
    style.size = look.size;
    style.weight = look.weight;
    style.width = width / kDotsOfPoint;
    style.maxLines = std::clamp(maxLines, 1, kLinesMost);
    style.alignment = alignment;
    style.language = language_;
    text::Layout layout = shaper_.layOut(text, style);
    auto& missing = roll_.missingScripts;
    for (const std::string& script : layout.missingScripts)
        if (std::find(missing.begin(), missing.end(), script) == missing.end())
            missing.push_back(script);
    return layout;
}

void Composer::add(const std::string& text, const Look& look, text::Alignment alignment, int maxLines)
{
    y_ += look.gap;
    roll_.texts.push_back({layOut(text, look, kWidth, maxLines, alignment), kMargin, y_});
    y_ += roll_.texts.back().layout.height * kDotsOfPoint;
}

// The first cell is a label. The last one ends at the right edge, unless it is more than a line. The first
// lines of all stand on one baseline.
void Composer::addRow(std::span<const std::string> texts)
{
    std::vector<text::Layout> cells;
    std::vector<double> widths;
    const auto look = [](std::size_t cell) { return Look{9.5, cell == 0 ? 400 : 700, 8}; };
    for (const std::string& cell : texts) {
        cells.push_back(layOut(cell, look(cells.size()), 0, 1));
        const double least = cells.size() == 1 ? kLabelLeast : 0;
        widths.push_back(std::max(cells.back().width * kDotsOfPoint, least));
    }
    const double room = kWidth - kCellGap * static_cast<double>(cells.size() - 1);
    const double equal = room / static_cast<double>(cells.size());
    const bool fitsEqually = std::all_of(widths.begin(), widths.end(), [&](double w) { return w <= equal; });
    widths = fitsEqually ? std::vector<double>(cells.size(), equal) : shared(room, widths);
    double x = kMargin, baseline = 0, height = 0;
    std::vector<PlacedText> placed;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const bool wraps = cells[i].width * kDotsOfPoint > widths[i] + 0.5;
        const bool isLast = i > 0 && i + 1 == cells.size();
        if (wraps)
            cells[i] = layOut(texts[i], look(i), widths[i], kLinesMost);
        const double right = kMargin + kWidth - cells[i].width * kDotsOfPoint;
        placed.push_back({std::move(cells[i]), isLast && !wraps ? right : x, 0});
        baseline = std::max(baseline, placed.back().layout.lines.front().baseline);
        x += widths[i] + kCellGap;
    }
    y_ += look(0).gap;
    for (PlacedText& cell : placed) {
        const double below = (baseline - cell.layout.lines.front().baseline) * kDotsOfPoint;
        cell.y = y_ + below;
        height = std::max(height, below + cell.layout.height * kDotsOfPoint);
        roll_.texts.push_back(std::move(cell));
    }
    y_ += height;
}

void Composer::operator()(const sdk::QrBlock& block)
{
    auto matrix = barcode::encodeQr(block.payload);
    if (!matrix) {
        problem_ = matrix.error().message;
        return;
    }
    const int modules = matrix->size() + 2 * barcode::kQuietZone;
    PlacedCode code{std::move(*matrix), 0, static_cast<int>(std::ceil(y_ + kMargin)),
                    std::clamp(kCodeDots / modules, kModuleLeast, kModuleMost)};
    code.x = (kRollDots - code.side()) / 2;
    y_ = code.y + code.side();
    roll_.codes.push_back(std::move(code));
    if (!block.caption.empty())
        add(block.caption, {9.5, 400, 0}, text::Alignment::Center, 3);
}

void Composer::addRule(double gap, bool isCut)
{
    y_ += gap;
    roll_.rules.push_back({static_cast<int>(std::ceil(y_)), isCut});
    y_ += isCut ? gap : 4;
}

} // namespace

Result<Roll> layOutRoll(const sdk::Document& document, text::Shaper& shaper)
{
    Composer composer(document.language, shaper);
    for (const sdk::Block& block : document.blocks)
        if (!composer.isTooLong())
            std::visit(composer, block);
    return composer.take();
}

} // namespace ace::simulatedprinter
