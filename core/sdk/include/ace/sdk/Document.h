// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace ace::sdk {

// What is to be put on paper or a page, without saying how: PDF, receipt and e-mail render the same document.
// All text is UTF-8; a renderer must keep its layout whatever the text is: empty, very long, or not valid
// UTF-8.

enum class TextStyle { Title, Heading, Body, Small };
enum class TextAlign { Start, Center, End }; // start: by the text's own direction

struct TextBlock {
    std::string text;
    TextStyle style = TextStyle::Body;
    TextAlign align = TextAlign::Start;
    int maxLines = 2; // then an ellipsis
};

// A line of cells: a label and its value.
struct ColumnsBlock {
    std::vector<std::string> cells;
};

struct QrBlock {
    std::string payload; // QR alphanumeric where the characters allow it
    std::string caption; // may be empty
};

struct RuleBlock {}; // a thin line across

struct LinkBlock {
    std::string url;  // https://…
    std::string text; // what stands on it: "Open the tickets"
};

struct PageBlock {}; // what follows starts on a new page or a new slip

using Block = std::variant<TextBlock, ColumnsBlock, QrBlock, RuleBlock, PageBlock, LinkBlock>;

struct Document {
    std::string title;
    std::string language = "en"; // BCP 47
    std::vector<Block> blocks;
};

} // namespace ace::sdk
