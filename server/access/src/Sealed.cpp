// SPDX-License-Identifier: MIT
#include <ace/server/access/Sealed.h>

namespace ace::server::access {

std::string seal(const Digest& key, std::string_view text)
{
    return toBase64Url(text) + "." + toBase64Url(asText(hmacSha256(key, text)));
}

std::optional<std::string> unseal(const Digest& key, std::string_view sealed)
{
    const std::size_t dot = sealed.find('.');
    if (dot == std::string_view::npos || sealed.size() > kSealedMost)
        return std::nullopt;
    auto text = fromBase64Url(sealed.substr(0, dot));
    if (!text || !equalInConstantTime(toBase64Url(asText(hmacSha256(key, *text))), sealed.substr(dot + 1)))
        return std::nullopt;
    return text;
}

} // namespace ace::server::access
