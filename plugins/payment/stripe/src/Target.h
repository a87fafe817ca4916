// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ace::stripe {

// Where requests go.
struct Target
{
    bool secure = true;
    std::string host; // without brackets
    std::uint16_t port = 443;
};

// https://host[:port], or http:// to this machine; nothing behind it. None: it is something else.
std::optional<Target> parseTarget(std::string_view url);

} // namespace ace::stripe
