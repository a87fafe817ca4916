// SPDX-License-Identifier: MIT
// What stands in documents for customers beside what an organiser writes. What is written around a document
// is its output's.
#pragma once

#include <ace/base/Clock.h>

#include <string>
#include <string_view>

namespace ace::ticketing {

struct Phrases
{
    const char* ticket;
    const char* name;
    const char* admits;
    const char* price;
    const char* taxIncluded;
    const char* order;
    const char* showCode;
    const char* amount;
    const char* openTickets;
};

const Phrases& phrasesOf(std::string_view language); // BCP 47; English where there are none

// "Sat 28 Nov 2026, 18:30" in the zone, in the language.
std::string whenText(Instant instant, const std::string& zone, std::string_view language);

} // namespace ace::ticketing
