// SPDX-License-Identifier: MIT
#include <ace/stripe/Signature.h>

#include <ace/base/Bytes.h>

#include <algorithm>
#include <charconv>

namespace ace::stripe {

namespace {

constexpr std::chrono::seconds kTolerance{300};
constexpr std::size_t kSignaturesMost = 16; // more than anybody has secrets

struct Header
{
    std::string_view time; // as it was signed
    Instant at;
    std::vector<std::string_view> signatures; // of v1, well formed
};

bool isHexDigest(std::string_view text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::optional<Instant> parseTime(std::string_view text)
{
    std::int64_t seconds = 0;
    if (text.empty() || text.size() > 11 || text.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return Instant(std::chrono::seconds(seconds));
}

std::optional<Header> parse(std::string_view text)
{
    Header header;
    bool timed = false;
    while (!text.empty()) {
        const auto part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        const auto equals = part.find('=');
        if (equals == std::string_view::npos)
            return std::nullopt;
        const auto scheme = part.substr(0, equals), value = part.substr(equals + 1);
        if (scheme == "t") {
            const auto at = parseTime(value);
            if (timed || !at)
                return std::nullopt;
            timed = true;
            header.time = value;
            header.at = *at;
        } else if (scheme == "v1" && isHexDigest(value) && header.signatures.size() < kSignaturesMost) {
            header.signatures.push_back(value);
        }
    }
    return timed && !header.signatures.empty() ? std::optional(std::move(header)) : std::nullopt;
}

bool isBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::string digestOf(std::string_view time, std::string_view body, std::string_view secret)
{
    std::string message(time);
    message += '.';
    message += body;
    return toHex(hmacSha256(secret, message));
}

} // namespace

SignatureVerdict checkSignature(std::string_view text, std::string_view body,
                                const std::vector<std::string>& secrets, Instant now)
{
    const auto header = parse(text);
    if (!header)
        return SignatureVerdict::Missing;
    bool genuine = false;
    for (const std::string& secret : secrets) {
        if (isBlank(secret))
            continue;
        const std::string expected = digestOf(header->time, body, secret);
        for (const auto signature : header->signatures)
            genuine = equalInConstantTime(expected, signature) || genuine;
    }
    if (!genuine)
        return SignatureVerdict::Wrong;
    const bool near = header->at >= now - kTolerance && header->at <= now + kTolerance;
    return near ? SignatureVerdict::Genuine : SignatureVerdict::TooOld;
}

std::optional<Instant> signedAt(std::string_view text)
{
    const auto header = parse(text);
    return header ? std::optional(header->at) : std::nullopt;
}

std::string signatureOf(std::string_view body, std::string_view secret, Instant at)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
    const std::string time = std::to_string(seconds);
    return "t=" + time + ",v1=" + digestOf(time, body, secret);
}

} // namespace ace::stripe
