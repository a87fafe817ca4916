// SPDX-License-Identifier: MIT
#include <ace/server/access/StationJwt.h>

#include "Es256.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace ace::server::access {

namespace {

using nlohmann::json;

constexpr std::size_t kTokenMost = 2048;
constexpr std::size_t kDepthMost = 4;
constexpr std::chrono::seconds kLifeMost{600};
constexpr std::chrono::seconds kSkew{60};
constexpr std::int64_t kSecondsMost = 1ll << 40; // far beyond any life, far below overflow as microseconds

struct Parts
{
    std::string_view header;
    std::string_view claims;
    std::string_view signature;
    std::string_view signedText; // header and claims with their dot
};

std::optional<Parts> split(std::string_view token)
{
    if (token.size() > kTokenMost || std::ranges::count(token, '.') != 2)
        return std::nullopt;
    const std::size_t first = token.find('.');
    const std::size_t second = token.find('.', first + 1);
    return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1),
                 token.substr(second + 1), token.substr(0, second)};
}

std::optional<json> readObject(std::string_view encoded)
{
    const auto text = fromBase64Url(encoded);
    if (!text)
        return std::nullopt;
    bool shallow = true;
    auto object = json::parse(
        *text,
        [&](int depth, json::parse_event_t, json&) {
            shallow = shallow && static_cast<std::size_t>(depth) <= kDepthMost;
            return shallow;
        },
        false);
    return shallow && object.is_object() ? std::optional(std::move(object)) : std::nullopt;
}

bool isText(const json& object, const char* key, std::string_view value)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() && found->get_ref<const std::string&>() == value;
}

std::optional<Instant> secondsOf(const json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_integer())
        return std::nullopt;
    const auto seconds = found->is_number_unsigned()
                             ? std::min<std::uint64_t>(found->get<std::uint64_t>(), kSecondsMost + 1)
                             : 0u;
    if (seconds == 0 || seconds > static_cast<std::uint64_t>(kSecondsMost))
        return std::nullopt;
    return Instant(std::chrono::seconds(seconds));
}

// The station that the header names, if it is of the one form that counts.
std::optional<StationId> signerOf(const json& header)
{
    if (!isText(header, "alg", "ES256") || !isText(header, "typ", "JWT") || header.contains("crit"))
        return std::nullopt;
    const auto kid = header.find("kid");
    return kid != header.end() && kid->is_string() ? StationId::parse(kid->get_ref<const std::string&>())
                                                   : std::nullopt;
}

} // namespace

StationJwt::StationJwt(staffing::StationRegistry& stations, const Clock& clock, std::string installation,
                       std::size_t rememberedMost)
    : stations_(stations), clock_(clock), installation_(std::move(installation)),
      rememberedMost_(rememberedMost)
{
}

Result<StationJwt::Answer> StationJwt::verify(std::string_view token)
{
    if (token.size() > kTokenMost)
        return Answer(Refused{JwtRefusal::NotAToken});
    const Digest digest = sha256(token);
    if (const auto known = recall(digest)) {
        auto station = stations_.find(known->station);
        if (!station)
            return failure(std::move(station));
        if (*station && sha256((*station)->publicKey) == known->key)
            return judge(**station, known->times);
    }
    return verifyAnew(token, digest);
}

Result<StationJwt::Answer> StationJwt::verifyAnew(std::string_view token, const Digest& digest)
{
    const auto parts = split(token);
    const auto header = parts ? readObject(parts->header) : std::nullopt;
    const auto signer = header ? signerOf(*header) : std::nullopt;
    const auto signature = signer ? fromBase64Url(parts->signature) : std::nullopt;
    if (!signature)
        return Answer(Refused{JwtRefusal::NotAToken});
    auto station = stations_.find(*signer);
    if (!station)
        return failure(std::move(station));
    // Nothing of the claims is looked at, and nothing of the station is told, before the signature is good.
    if (!*station || !verifyEs256((*station)->publicKey, parts->signedText, *signature))
        return Answer(Refused{JwtRefusal::Unknown});
    const auto claims = readObject(parts->claims);
    const auto issuedAt = claims ? secondsOf(*claims, "iat") : std::nullopt;
    const auto notBefore = claims ? secondsOf(*claims, "nbf") : std::nullopt;
    const auto expiresAt = claims ? secondsOf(*claims, "exp") : std::nullopt;
    if (!issuedAt || !notBefore || !expiresAt || !isText(*claims, "iss", signer->toString()))
        return Answer(Refused{JwtRefusal::NotAToken, **station});
    if (!isText(*claims, "aud", installation_))
        return Answer(Refused{JwtRefusal::WrongPlace, **station});
    if (*expiresAt - *issuedAt > kLifeMost)
        return Answer(Refused{JwtRefusal::LivesTooLong, **station});
    const Known known{*signer, sha256((*station)->publicKey), {std::max(*issuedAt, *notBefore), *expiresAt}};
    Answer answer = judge(**station, known.times);
    if (std::holds_alternative<Station>(answer))
        remember(digest, known);
    return answer;
}

StationJwt::Answer StationJwt::judge(const Station& station, const Times& times) const
{
    const Instant now = clock_.now();
    if (now + kSkew < times.notBefore || now >= times.expiresAt + kSkew)
        return Refused{JwtRefusal::OutOfTime, station};
    if (!station.trusted())
        return Refused{JwtRefusal::Revoked, station};
    return station;
}

std::optional<StationJwt::Known> StationJwt::recall(const Digest& token) const
{
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(token);
    return found == known_.end() ? std::nullopt : std::optional(found->second);
}

void StationJwt::remember(const Digest& token, const Known& known)
{
    const std::lock_guard lock(mutex_);
    if (known_.size() >= rememberedMost_) {
        const Instant now = clock_.now();
        std::erase_if(known_, [&](const auto& one) { return now >= one.second.times.expiresAt + kSkew; });
    }
    if (known_.size() >= rememberedMost_)
        known_.erase(known_.begin()); // as good as any: the map is sorted by a hash
    known_.insert_or_assign(token, known);
}

std::size_t StationJwt::remembered() const
{
    const std::lock_guard lock(mutex_);
    return known_.size();
}

} // namespace ace::server::access
