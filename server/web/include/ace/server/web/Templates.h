// SPDX-License-Identifier: MIT
#pragma once

#include <ace/server/web/Words.h>

#include <kainjow/mustache.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace ace::server::web {

// What a template shows. {{name}} is escaped for HTML text and quoted attributes; what has no value is left
// out.
using Data = kainjow::mustache::data;

// The page templates of server/web/templates in one language, each inside layout.html, parsed once.
// Thread-safe.
class Templates
{
public:
    // A template that does not parse is a programmer's mistake.
    explicit Templates(const Words& words = Words::of(Language::English));

    const Words& words() const { return words_; }

    // `page` is a template's name without ".html". The layout wants a "title".
    std::string render(std::string_view page, Data data) const;

private:
    const Words& words_;
    // render() is not const, but changes nothing without partials and lambdas, and ours have neither.
    mutable std::map<std::string, kainjow::mustache::mustache, std::less<>> pages_;
};

} // namespace ace::server::web
