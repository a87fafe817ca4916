// SPDX-License-Identifier: MIT
#include "Bearer.h"

#include <ace/base/Bytes.h>

#include <array>

namespace ace::staffing {

namespace {

constexpr std::size_t kBearerBytes = 32;
constexpr std::size_t kBearerLength = 43;

} // namespace

std::string newBearer(IdSource& ids)
{
    std::array<std::uint8_t, kBearerBytes> random{};
    ids.fill(random);
    return toBase64Url(asText(random));
}

bool isBearer(std::string_view text) { return text.size() == kBearerLength && fromBase64Url(text); }

} // namespace ace::staffing
