// SPDX-License-Identifier: MIT
#include "HiddenText.h"

#include "Operators.h"
#include "Utf16.h"

#include <limits>

namespace ace::pdf {

namespace {

constexpr std::size_t kMaxTextOfCode = 256; // bytes; a ToUnicode string holds 512

int thousandths(double width, double size) { return static_cast<int>(std::lround(width * 1000 / size)); }

} // namespace

void HiddenText::show(std::string& content, const text::Line& line, text::Point origin, double size)
{
    if (line.clusters.empty())
        return;
    content += "BT ";
    std::size_t font = std::numeric_limits<std::size_t>::max();
    const auto put = [&](const std::string& text, int width) {
        const Place place = placeOf(text, width);
        if (place.font != font) {
            if (font == std::numeric_limits<std::size_t>::max()) {
                content += "1 0 0 1 ";
                appendLength(content, origin.x + line.left);
                appendLength(content, origin.y - line.baseline);
                content += "Tm ";
            } else {
                content += ">Tj ";
            }
            font = place.font;
            content += "/T" + std::to_string(font) + " ";
            appendLength(content, size);
            content += "Tf <";
        }
        const char code = static_cast<char>(place.code);
        appendHex(content, {&code, 1});
    };
    for (const text::Cluster& cluster : line.clusters) {
        if (!cluster.rightToLeft) {
            put(utf16(cluster.text).substr(0, kMaxTextOfCode), thousandths(cluster.width, size));
            continue;
        }
        // Readers turn a right-to-left word around code by code; so each character is a code, the last one
        // leftmost.
        auto characters = utf16Characters(cluster.text);
        const int share = thousandths(cluster.width / static_cast<double>(characters.size()), size);
        for (auto character = characters.rbegin(); character != characters.rend(); ++character)
            put(*character, share);
    }
    content += ">Tj ET\n";
}

HiddenText::Place HiddenText::placeOf(std::string utf16, int width)
{
    const auto [found, isNew] = places_.try_emplace({utf16, width});
    if (isNew) {
        if (fonts_.empty() || fonts_.back().size() == kMaxCodes)
            fonts_.emplace_back();
        fonts_.back().push_back({std::move(utf16), width});
        found->second = {fonts_.size() - 1, fonts_.back().size()};
    }
    return found->second;
}

} // namespace ace::pdf
