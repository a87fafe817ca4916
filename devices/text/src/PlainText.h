// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ace::text {

struct PlainText
{
    std::string utf8;
    std::string language; // what its letters prove it to be in, else the one given
};

// One paragraph that is safe to lay out, of at most `maxCharacters`; an ellipsis follows where there was
// more.
PlainText plainText(std::string_view bytes, std::string_view language, std::size_t maxCharacters);

} // namespace ace::text
