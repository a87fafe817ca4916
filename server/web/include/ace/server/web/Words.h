// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>

#include <cstdint>
#include <initializer_list>
#include <locale>
#include <string>
#include <string_view>

namespace ace::server::web {

enum class Language { English, Spanish };

// Marks a text for xgettext that is looked up elsewhere.
constexpr const char* word(const char* english) { return english; }

// What people read, in one language. English stands in the code and in the templates, as gettext wants it;
// the others are in server/web/po. Thread-safe.
class Words
{
public:
    static const Words& of(Language language);

    std::string_view code() const;       // BCP 47: "en"
    std::string_view pathPrefix() const; // of the addresses of its pages: "", "/es"
    const Words& other() const;          // the language that a page offers beside its own

    // A message, with `values` for {1}, {2} …
    std::string operator()(const char* english, std::initializer_list<std::string> values = {}) const;
    // One of two messages, as the language counts; {1} is the count.
    std::string counted(const char* one, const char* many, std::int64_t count) const;
    // "Fri 11 Sep 2026, 18:00", in `zone`.
    std::string when(Instant instant, const std::string& zone) const;
    // A template whose messages stand between {{#t}} and {{/t}}.
    std::string translated(std::string_view page) const;

private:
    explicit Words(Language language);

    Language language_;
    std::locale locale_;
};

} // namespace ace::server::web
