// SPDX-License-Identifier: MIT
#include <ace/kit/StationKey.h>

#include <Poco/Crypto/ECKey.h>
#include <Poco/Exception.h>
#include <Poco/JWT/Signer.h>
#include <Poco/JWT/Token.h>

#include <sstream>

namespace ace::kit {

namespace {

constexpr const char* kCurve = "prime256v1";

Poco::Int64 secondsOf(Instant instant)
{
    return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

} // namespace

struct StationKey::Pair
{
    Poco::SharedPtr<Poco::Crypto::ECKey> key; // shared with Poco's signer while it signs
};

StationKey::StationKey(std::unique_ptr<Pair> pair) : pair_(std::move(pair)) {}
StationKey::~StationKey() = default;
StationKey::StationKey(StationKey&&) noexcept = default;
StationKey& StationKey::operator=(StationKey&&) noexcept = default;

StationKey StationKey::make()
{
    return StationKey(std::make_unique<Pair>(Pair{new Poco::Crypto::ECKey(kCurve)}));
}

Result<StationKey> StationKey::parse(const std::string& privatePem)
{
    try {
        std::istringstream text(privatePem);
        return StationKey(std::make_unique<Pair>(Pair{new Poco::Crypto::ECKey(nullptr, &text)}));
    } catch (const Poco::Exception& problem) {
        return failure(ErrorCode::Corrupt, "this is no private key (" + problem.displayText() + ")");
    }
}

std::string StationKey::privatePem() const
{
    std::ostringstream text;
    pair_->key->save(nullptr, &text);
    return text.str();
}

std::string StationKey::publicPem() const
{
    std::ostringstream text;
    pair_->key->save(&text, nullptr);
    return text.str();
}

std::string StationKey::sign(const Claims& claims) const
{
    Poco::JWT::Token token;
    token.setType("JWT");
    token.header().set("kid", claims.station);
    token.setIssuer(claims.station);
    token.setAudience(claims.installation);
    token.payload().set("iat", secondsOf(claims.issuedAt)); // Poco's own setters write fractions
    token.payload().set("nbf", secondsOf(claims.issuedAt));
    token.payload().set("exp", secondsOf(claims.expiresAt));
    return Poco::JWT::Signer(pair_->key).sign(token, Poco::JWT::Signer::ALGO_ES256);
}

} // namespace ace::kit
