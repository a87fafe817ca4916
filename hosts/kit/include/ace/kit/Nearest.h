// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace ace::kit {

// The candidate that takes the fewest edits (Levenshtein) to become: for "did you mean …?". Empty without
// candidates.
std::string nearestOf(std::string_view text, std::span<const std::string> candidates);

} // namespace ace::kit
