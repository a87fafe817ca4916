// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ace::kit {

enum class Language { English, Spanish };

std::optional<Language> parseLanguage(std::string_view code); // "en", "es"

// Replaces the first {mark} in the text.
std::string filledIn(std::string text, const std::string& mark, const std::string& value);

} // namespace ace::kit
