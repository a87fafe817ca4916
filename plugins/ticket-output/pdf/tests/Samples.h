// SPDX-License-Identifier: MIT
// Tickets as core puts them together.
#pragma once

#include <ace/sdk/Document.h>

#include <string>
#include <string_view>
#include <vector>

namespace ace::pdf {

inline std::string sampleToken(int number = 1)
{
    constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string token;
    unsigned state = static_cast<unsigned>(number) * 2654435761u;
    while (token.size() < 154) {
        state = state * 1664525u + 1013904223u;
        token += kBase32[state >> 27];
    }
    return token;
}

struct Sample
{
    std::string event = "Harbour Lights Festival";
    std::string holder = "Ana Müller";
    std::string token = sampleToken();
};

inline std::vector<sdk::Block> ticketBlocks(const Sample& sample)
{
    using enum sdk::TextStyle;
    return {sdk::TextBlock{sample.event, Title, sdk::TextAlign::Start, 2},
            sdk::TextBlock{"General admission", Heading, sdk::TextAlign::Start, 2},
            sdk::RuleBlock{},
            sdk::ColumnsBlock{{"Doors", "Sat 28 Nov 2026, 18:30"}},
            sdk::ColumnsBlock{{"Venue", "Old Granary, 12 Wharf Street, Portland"}},
            sdk::ColumnsBlock{{"Holder", sample.holder}},
            sdk::ColumnsBlock{{"Price", "$24.00"}},
            sdk::ColumnsBlock{{"Order", "K7RQ-2MPX"}},
            sdk::RuleBlock{},
            sdk::TextBlock{"Show this code at the gate, on paper or on a screen. It admits one person once.",
                           Small, sdk::TextAlign::Start, 3},
            sdk::QrBlock{sample.token, "K7RQ-2MPX · 1 of 2"}};
}

inline sdk::Document ticket(const Sample& sample) { return {sample.event, "en", ticketBlocks(sample)}; }

} // namespace ace::pdf
