// SPDX-License-Identifier: MIT
#include "Slip.h"

#include <ace/base/Bytes.h>

#include <algorithm>
#include <vector>

namespace ace::simulatedprinter {

namespace {

constexpr std::size_t kRowsMost = 24; // of a cell

using Row = std::vector<std::string>; // of characters, each as UTF-8

Row charactersOf(const std::string& text)
{
    Row row;
    for (const char c : cleanUtf8(text)) {
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 || row.empty())
            row.emplace_back();
        row.back() += c;
    }
    return row;
}

std::string joined(const Row& row)
{
    std::string text;
    for (const auto& character : row)
        text += character;
    return text;
}

// Broken at spaces where there are any; what is more than `most` rows ends with an ellipsis.
std::vector<Row> wrapped(const std::string& text, std::size_t width, std::size_t most)
{
    Row rest = charactersOf(text);
    std::vector<Row> rows;
    while (rest.size() > width && rows.size() + 1 < most) {
        std::size_t end = width;
        while (end > 0 && rest[end] != " ")
            --end;
        const std::size_t skip = end > 0 ? end + 1 : width;
        end = end > 0 ? end : width;
        rows.emplace_back(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(end));
        rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(skip));
    }
    if (rest.size() > width) {
        rest.resize(width - 1);
        rest.emplace_back("…");
    }
    rows.push_back(std::move(rest));
    return rows;
}

void add(std::string& slip, const std::string& text, sdk::TextAlign align, std::size_t most)
{
    for (const Row& row : wrapped(text, kColumns, most)) {
        const std::size_t free = kColumns - row.size();
        const std::size_t before = align == sdk::TextAlign::Start    ? 0
                                   : align == sdk::TextAlign::Center ? free / 2
                                                                     : free;
        slip += std::string(before, ' ') + joined(row) + "\n";
    }
}

struct Printer
{
    std::string& slip;

    void operator()(const sdk::TextBlock& block) const
    {
        add(slip, block.text, block.align, static_cast<std::size_t>(std::max(block.maxLines, 1)));
    }
    void operator()(const sdk::ColumnsBlock& block) const
    {
        if (block.cells.empty())
            return;
        const std::size_t width = std::max<std::size_t>(kColumns / block.cells.size(), 2);
        std::vector<std::vector<Row>> cells;
        std::size_t rows = 0;
        for (const std::string& cell : block.cells) {
            cells.push_back(wrapped(cell, width - 1, kRowsMost));
            rows = std::max(rows, cells.back().size());
        }
        for (std::size_t row = 0; row < rows; ++row) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const bool last = i > 0 && i + 1 == cells.size();
                const Row part = row < cells[i].size() ? cells[i][row] : Row();
                const std::string room(width - part.size(), ' ');
                slip += last ? room + joined(part) : joined(part) + room;
            }
            slip += "\n";
        }
    }
    void operator()(const sdk::QrBlock& block) const
    {
        slip += "[QR " + cleanUtf8(block.payload) + "]\n";
        if (!block.caption.empty())
            add(slip, block.caption, sdk::TextAlign::Center, 2);
    }
    void operator()(const sdk::RuleBlock&) const { slip += std::string(kColumns, '-') + "\n"; }
    void operator()(const sdk::PageBlock&) const { slip += std::string(kColumns, '=') + "\n"; }
    void operator()(const sdk::LinkBlock& block) const
    {
        add(slip, block.text, sdk::TextAlign::Start, 2);
        slip += cleanUtf8(block.url) + "\n";
    }
};

} // namespace

std::string slipOf(const sdk::Document& document)
{
    std::string slip;
    for (const auto& block : document.blocks)
        std::visit(Printer{slip}, block);
    return slip;
}

} // namespace ace::simulatedprinter
