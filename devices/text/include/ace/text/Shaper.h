// SPDX-License-Identifier: MIT
#pragma once

#include <ace/text/Layout.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace ace::text {

enum class Alignment { Start, Center, End }; // start: where the text's own direction begins

// Noto first, for one look across scripts; the last resort is what fontconfig finds.
inline constexpr const char* kNotoFamilies =
    "Noto Sans,Noto Sans Arabic,Noto Sans Hebrew,Noto Sans Devanagari,Noto Sans Thai";

struct Style
{
    std::string family = "sans-serif"; // one or more, separated by commas; then whatever font has the letter
    double size = 10;                  // points
    int weight = 400;                  // 100 to 900
    double width = 0;                  // points to wrap at; 0: never
    int maxLines = 1;                  // then an ellipsis; only with a width
    Alignment alignment = Alignment::Start;
    std::string language =
        "en"; // BCP 47: chooses between the forms of one Han character, where the text does not say
};

// Longer texts are cut, and marked by the ellipsis.
inline constexpr std::size_t kMaxCharacters = 2000;

// Lays out text of any script by Pango, with the fonts that fontconfig knows. Any bytes are text: invalid
// UTF-8 becomes U+FFFD, control characters and line ends spaces, and what would reorder its surroundings
// (bidi overrides) is dropped. Outlines are cached. One thread at a time; a thread of its own for each shaper
// is fine.
class Shaper
{
public:
    Shaper();
    ~Shaper();
    Shaper(const Shaper&) = delete;
    Shaper& operator=(const Shaper&) = delete;

    Layout layOut(std::string_view text, const Style& style);

private:
    struct Pango;
    std::unique_ptr<Pango> pango_;
};

} // namespace ace::text
