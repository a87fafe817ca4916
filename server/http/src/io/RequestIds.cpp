// SPDX-License-Identifier: MIT
#include "RequestIds.h"

#include <ace/base/Bytes.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace ace::server::http {

RequestIds::RequestIds(IdSource& ids)
{
    std::array<std::uint8_t, 8> random{};
    ids.fill(random);
    prefix_ = toHex(random) + "-";
}

std::string RequestIds::next()
{
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), ++count_).ptr;
    return prefix_ + std::string(digits.data(), end);
}

bool RequestIds::isWellFormed(std::string_view id)
{
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    });
}

} // namespace ace::server::http
