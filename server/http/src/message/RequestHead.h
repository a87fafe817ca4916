// SPDX-License-Identifier: MIT
#pragma once

#include <ace/server/http/Problem.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ace::server::http {

// The head of a request that has one reading only.
struct RequestHead
{
    std::string method;
    std::string target; // origin-form, or "*" with OPTIONS; absolute-form is turned into origin-form
    Headers fields;     // as they came, in order
    bool http10 = false;
    bool keepAlive = true;
    bool expectsContinue = false;
    bool chunked = false;
    std::uint64_t length = 0; // of the body, without `chunked`

    // The first field of this name (in any case); null: none.
    const std::string* find(std::string_view name) const;
    std::string_view field(std::string_view name) const; // empty: none
    std::size_t count(std::string_view name) const;
};

bool sameText(std::string_view a, std::string_view b); // ASCII, in any case

} // namespace ace::server::http
