// SPDX-License-Identifier: MIT
#include <ace/base/Csv.h>

namespace ace::inline base {

namespace {

// Spreadsheets also take the full-width forms: U+FF1D ＝, U+FF0B ＋, U+FF0D －, U+FF20 ＠.
constexpr std::string_view kFormulaStarts[] = {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
constexpr std::string_view kBlanks = " \t\r\n\v\f";

bool isFormula(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return false;
    for (const std::string_view start : kFormulaStarts)
        if (text.substr(first).starts_with(start))
            return true;
    return false;
}

} // namespace

std::string csvCell(std::string_view text)
{
    std::string cell = isFormula(text) ? "'" : "";
    cell += text;
    const bool blankEdge = !cell.empty() && (kBlanks.find(cell.front()) != std::string_view::npos ||
                                             kBlanks.find(cell.back()) != std::string_view::npos);
    if (!blankEdge && cell.find_first_of(",\";\r\n\t") == std::string::npos)
        return cell;
    for (std::size_t at = 0; (at = cell.find('"', at)) != std::string::npos; at += 2)
        cell.insert(at, 1, '"');
    return '"' + cell + '"';
}

std::string csvCell(std::int64_t number) { return std::to_string(number); }

std::string csvLine(const std::vector<std::string>& cells)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i != 0)
            line += ',';
        line += cells[i];
    }
    return line + "\r\n";
}

} // namespace ace::inline base
