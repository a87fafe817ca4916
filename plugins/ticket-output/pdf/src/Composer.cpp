// SPDX-License-Identifier: MIT
#include "Composer.h"

#include <algorithm>

namespace ace::pdf {

namespace {

constexpr double kMillimetre = 72 / 25.4;
constexpr double kModuleMin = 0.8 * kMillimetre;
constexpr double kModuleMax = 1.0 * kMillimetre;

constexpr double kAccentBar = 8;
constexpr double kTextLeft = kAccentBar + kPadding;
constexpr double kStubPadding = 18;
constexpr double kLabelWidth = 80;
constexpr double kColumnGap = 10;
constexpr double kRowGap = 7;
constexpr std::size_t kMaxValuesInRow = 4;
constexpr int kMaxLinesOfBlock = 24; // less than a page, in the tallest of scripts

struct Look
{
    double size;
    int weight;
    Colour colour;
    double gap; // to what is above
};

Look lookOf(sdk::TextStyle style)
{
    switch (style) {
    case sdk::TextStyle::Title:
        return {24, 700, kInk, 14};
    case sdk::TextStyle::Heading:
        return {13, 700, kAccent, 6};
    case sdk::TextStyle::Small:
        return {8, 400, kMuted, 7};
    case sdk::TextStyle::Body:
        break;
    }
    return {10.5, 400, kInk, 7};
}

text::Alignment alignmentOf(sdk::TextAlign align)
{
    return align == sdk::TextAlign::Center ? text::Alignment::Center
           : align == sdk::TextAlign::End  ? text::Alignment::End
                                           : text::Alignment::Start;
}

} // namespace

Result<std::vector<Sheet>> Composer::compose(std::span<const sdk::Block> blocks)
{
    std::vector<barcode::QrMatrix> codes;
    int modulesMax = 0;
    for (const sdk::Block& block : blocks)
        if (const auto* qr = std::get_if<sdk::QrBlock>(&block)) {
            auto code = barcode::encodeQr(qr->payload);
            if (!code)
                return failure(std::move(code));
            modulesMax = std::max(modulesMax, code->size() + 2 * barcode::kQuietZone);
            codes.push_back(std::move(*code));
        }
    const double stubWidth = card_.width - card_.stubLeft - 2 * kStubPadding;
    hasStub_ = !codes.empty() && modulesMax * kModuleMin <= stubWidth;
    textWidth_ = stubLeft() - kTextLeft - kPadding;
    sheets_.assign(1, {});
    main_ = stub_ = {};
    auto nextCode = codes.begin();
    for (const sdk::Block& block : blocks) {
        if (const auto* text = std::get_if<sdk::TextBlock>(&block))
            addText(*text);
        else if (const auto* columns = std::get_if<sdk::ColumnsBlock>(&block))
            addColumns(*columns);
        else if (const auto* qr = std::get_if<sdk::QrBlock>(&block))
            addCode(std::move(*nextCode++), qr->caption);
        else if (std::holds_alternative<sdk::RuleBlock>(block))
            addRule();
    }
    return std::move(sheets_);
}

void Composer::addText(const sdk::TextBlock& block)
{
    const Look look = lookOf(block.style);
    text::Style wanted =
        style(look.size, look.weight, textWidth_, std::clamp(block.maxLines, 1, kMaxLinesOfBlock));
    wanted.alignment = alignmentOf(block.align);
    text::Layout layout = layOut(block.text, wanted);
    Sheet& sheet = claim(main_, look.gap, layout.height);
    sheet.texts.push_back({std::move(layout), {kTextLeft, main_.y}, look.size, look.colour});
    main_.y += sheet.texts.back().layout.height;
}

void Composer::addColumns(const sdk::ColumnsBlock& block)
{
    const std::span cells(block.cells);
    if (cells.size() == 1)
        return addRow("", cells);
    for (std::size_t first = 1; first < cells.size(); first += kMaxValuesInRow)
        addRow(first == 1 ? cells[0] : std::string(),
               cells.subspan(first, std::min(kMaxValuesInRow, cells.size() - first)));
}

void Composer::addRow(const std::string& label, std::span<const std::string> values)
{
    constexpr double kLabelSize = 8.5, kValueSize = 10.5;
    std::vector<PlacedText> cells;
    cells.push_back({layOut(label, style(kLabelSize, 400, kLabelWidth - kColumnGap, 2)),
                     {kTextLeft, 0},
                     kLabelSize,
                     kMuted});
    const double column = (textWidth_ - kLabelWidth) / static_cast<double>(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool isLast = i + 1 == values.size();
        text::Layout value = layOut(values[i], style(kValueSize, 700, column - (isLast ? 0 : kColumnGap), 2));
        const double left = kTextLeft + kLabelWidth + static_cast<double>(i) * column;
        cells.push_back({std::move(value), {left, 0}, kValueSize, kInk});
    }
    double baseline = 0; // one for the first lines of all cells
    for (const PlacedText& cell : cells)
        baseline = std::max(baseline, cell.layout.lines.front().baseline);
    double height = 0;
    for (PlacedText& cell : cells) {
        cell.at.y = baseline - cell.layout.lines.front().baseline;
        height = std::max(height, cell.at.y + cell.layout.height);
    }
    Sheet& sheet = claim(main_, kRowGap, height);
    for (PlacedText& cell : cells) {
        cell.at.y += main_.y;
        sheet.texts.push_back(std::move(cell));
    }
    main_.y += height;
}

void Composer::addRule()
{
    constexpr double kRuleGap = 13, kRuleHeight = 4;
    Sheet& sheet = claim(main_, kRuleGap, kRuleHeight);
    sheet.rules.push_back({{kTextLeft, main_.y}, textWidth_});
    main_.y += kRuleHeight;
}

// On the stub, or below the text on a page whose codes are too wide for one.
void Composer::addCode(barcode::QrMatrix matrix, const std::string& caption)
{
    constexpr double kCodeGap = 18;
    Cursor& cursor = hasStub_ ? stub_ : main_;
    const double left = hasStub_ ? card_.stubLeft + kStubPadding : kTextLeft;
    const double width = hasStub_ ? card_.width - card_.stubLeft - 2 * kStubPadding : textWidth_;
    const int modules = matrix.size() + 2 * barcode::kQuietZone;
    const double module = hasStub_ ? std::clamp(width / modules, kModuleMin, kModuleMax) : kModuleMin;
    const double side = module * modules;
    Sheet& sheet = claim(cursor, kCodeGap, side);
    sheet.codes.push_back({std::move(matrix), {left + (width - side) / 2, cursor.y}, module});
    cursor.y += side;
    addCaption(caption, cursor, left, width);
}

void Composer::addCaption(const std::string& caption, Cursor& cursor, double left, double width)
{
    if (caption.empty())
        return;
    constexpr double kCaptionSize = 8.5, kCaptionGap = 9;
    text::Style wanted = style(kCaptionSize, 400, width, 3);
    wanted.alignment = text::Alignment::Center;
    text::Layout layout = layOut(caption, wanted);
    Sheet& sheet = claim(cursor, kCaptionGap, layout.height);
    sheet.texts.push_back({std::move(layout), {left, cursor.y}, kCaptionSize, kInk});
    cursor.y += sheet.texts.back().layout.height;
}

Sheet& Composer::claim(Cursor& cursor, double gap, double height)
{
    if (!cursor.isAtTop)
        cursor.y += gap;
    if (!cursor.isAtTop && cursor.y + height > card_.heightMax - kPadding) {
        cursor = {cursor.sheet + 1, kPadding, true};
        if (cursor.sheet == sheets_.size())
            sheets_.emplace_back();
    }
    cursor.isAtTop = false;
    Sheet& sheet = sheets_[cursor.sheet];
    sheet.bottom = std::max(sheet.bottom, cursor.y + height);
    return sheet;
}

text::Layout Composer::layOut(const std::string& text, const text::Style& style)
{
    text::Layout layout = shaper_.layOut(text, style);
    for (const std::string& script : layout.missingScripts)
        if (std::find(missingScripts_.begin(), missingScripts_.end(), script) == missingScripts_.end())
            missingScripts_.push_back(script);
    return layout;
}

text::Style Composer::style(double size, int weight, double width, int maxLines) const
{
    text::Style wanted;
    wanted.family = text::kNotoFamilies;
    wanted.size = size;
    wanted.weight = weight;
    wanted.width = width;
    wanted.maxLines = maxLines;
    wanted.language = language_;
    return wanted;
}

} // namespace ace::pdf
