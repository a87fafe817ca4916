// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ace::inline base {

// One field of RFC 4180, in quotes where it needs them. Text that a spreadsheet would run as a formula
// (= + - @ and their full-width forms first, also behind blanks) gets an apostrophe before it.
std::string csvCell(std::string_view text);
std::string csvCell(std::int64_t number);

// Cells that csvCell() made, with commas between and CR LF at the end.
std::string csvLine(const std::vector<std::string>& cells);

} // namespace ace::inline base
