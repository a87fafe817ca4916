// SPDX-License-Identifier: MIT
#include "AccessFixture.h"

#include <ace/base/Thread.h>

namespace ace::server::access {

namespace {

using std::chrono::seconds;
using test::StationKey;

class StationJwtTest : public test::AccessFixture
{
public:
    void setUp() override
    {
        AccessFixture::setUp();
        station_ = paired("Counter 1");
        jwt_ = std::make_unique<StationJwt>(people_->stations, clock_, test::kInstallation);
    }

protected:
    std::optional<JwtRefusal> refusalOf(const std::string& token)
    {
        const auto answer = test::valueOf(jwt_->verify(token));
        const auto* refused = std::get_if<StationJwt::Refused>(&answer);
        if (!refused)
            CPPUNIT_ASSERT(std::get<Station>(answer).id == station_.id);
        return refused ? std::optional(refused->why) : std::nullopt;
    }
    std::string withClaims(const std::string& claims) { return key_.jwt(headerOf(station_), claims); }
    std::string withHeader(const std::string& header) { return key_.jwt(header, claimsOf(station_)); }
    std::string kid() const { return station_.id.toString(); }
    // The good claims with one thing another.
    std::string changed(std::string claims, const std::string& what, const std::string& by) const
    {
        const std::size_t at = claims.find(what);
        CPPUNIT_ASSERT_MESSAGE(what, at != std::string::npos);
        return claims.replace(at, what.size(), by);
    }

    Station station_;
    std::unique_ptr<StationJwt> jwt_;
};

CPPUNIT_TEST_FIXTURE(StationJwtTest, knowsAStationByItsSignature)
{
    CPPUNIT_ASSERT(!refusalOf(jwtOf(station_)));
    for (int i = 0; i < 50; ++i) // some R and S begin with zeros
        CPPUNIT_ASSERT(!refusalOf(jwtOf(station_)));
}

CPPUNIT_TEST_FIXTURE(StationJwtTest, takesNoOtherAlgorithm)
{
    const std::string claims = claimsOf(station_);
    const auto headed = [&](const char* alg) {
        return R"({"alg":")" + std::string(alg) + R"(","typ":"JWT","kid":")" + kid() + "\"}";
    };
    const std::string none = toBase64Url(headed("none")) + "." + toBase64Url(claims);
    CPPUNIT_ASSERT(refusalOf(none + ".") == JwtRefusal::NotAToken);
    CPPUNIT_ASSERT(refusalOf(none) == JwtRefusal::NotAToken);
    CPPUNIT_ASSERT(refusalOf(none + "." + toBase64Url(key_.sign(none))) == JwtRefusal::NotAToken);

    // HS256 with the public key as its secret, as it stands on record.
    const std::string hs256 = toBase64Url(headed("HS256")) + "." + toBase64Url(claims);
    const Digest mac = hmacSha256(sha256(station_.publicKey), hs256);
    CPPUNIT_ASSERT(refusalOf(hs256 + "." + toBase64Url(asText(mac))) == JwtRefusal::NotAToken);

    CPPUNIT_ASSERT(refusalOf(StationKey::ofRsa().jwt(headed("RS256"), claims)) == JwtRefusal::NotAToken);
    CPPUNIT_ASSERT(refusalOf(StationKey::ofRsa().jwt(headed("ES256"), claims)) == JwtRefusal::Unknown);
    CPPUNIT_ASSERT(refusalOf(key_.jwt(headed("es256"), claims)) == JwtRefusal::NotAToken);
    CPPUNIT_ASSERT(refusalOf(key_.jwt(headed("ES384"), claims)) == JwtRefusal::NotAToken);
}

CPPUNIT_TEST_FIXTURE(StationJwtTest, takesNoOtherHeader)
{
    for (const std::string& header :
         {R"({"alg":"ES256","kid":")" + kid() + "\"}",
          R"({"alg":"ES256","typ":"JWS","kid":")" + kid() + "\"}", R"({"typ":"JWT","kid":")" + kid() + "\"}",
          std::string(R"({"alg":"ES256","typ":"JWT"})"),
          std::string(R"({"alg":"ES256","typ":"JWT","kid":7})"),
          std::string(R"({"alg":"ES256","typ":"JWT","kid":"x"})"),
          R"({"alg":"ES256","typ":"JWT","crit":["exp"],"kid":")" + kid() + "\"}", std::string("[]"),
          std::string("{"), std::string()})
        CPPUNIT_ASSERT_MESSAGE(header, refusalOf(withHeader(header)) == JwtRefusal::NotAToken);
}

CPPUNIT_TEST_FIXTURE(StationJwtTest, refusesGarbage)
{
    std::string deep;
    for (int i = 0; i < 400; ++i)
        deep += "[";
    for (const std::string& garbage :
         {std::string(), std::string("."), std::string(".."), std::string("..."), std::string("a.b.c"),
          std::string("\0.\0.\0", 5), std::string(2049, '.'), std::string(100'000, 'A'),
          jwtOf(station_) + ".x", " " + jwtOf(station_), jwtOf(station_) + "=",
          key_.jwt(deep, claimsOf(station_))})
        CPPUNIT_ASSERT(refusalOf(garbage) == JwtRefusal::NotAToken);
}

CPPUNIT_TEST_FIXTURE(StationJwtTest, refusesAnotherKeysSignature)
{
    CPPUNIT_ASSERT(refusalOf(StationKey().jwt(headerOf(station_), claimsOf(station_))) ==
                   JwtRefusal::Unknown);
    const auto wrongCurve = StationKey::onCurve("secp256k1");
    CPPUNIT_ASSERT(refusalOf(wrongCurve.jwt(headerOf(station_), claimsOf(station_))) == JwtRefusal::Unknown);
    std::string token = jwtOf(station_);
    const std::size_t claims = token.find('.') + 5;
    token[claims] = token[claims] == 'A' ? 'B' : 'A';
    CPPUNIT_ASSERT(refusalOf(token) == JwtRefusal::Unknown);
    const std::string unsignedPart = jwtOf(station_).substr(0, jwtOf(station_).rfind('.') + 1);
    CPPUNIT_ASSERT(refusalOf(unsignedPart + toBase64Url(std::string(64, '\0'))) == JwtRefusal::Unknown);
    CPPUNIT_ASSERT(refusalOf(unsignedPart + toBase64Url(std::string(70, 'x'))) == JwtRefusal::Unknown);
    CPPUNIT_ASSERT(refusalOf(unsignedPart) == JwtRefusal::Unknown);
}

CPPUNIT_TEST_FIXTURE(StationJwtTest, refusesTheNameOfAnotherStation)
{
    const StationKey otherKey;
    const Station other = pairAgain(aStation("Counter 2"), otherKey);
    // Another's name over one's own signature, in the header and in the claims.
    CPPUNIT_ASSERT(refusalOf(key_.jwt(headerOf(other), claimsOf(other))) == JwtRefusal::Unknown);
    CPPUNIT_ASSERT(refusalOf(key_.jwt(headerOf(station_), claimsOf(other))) == JwtRefusal::NotAToken);
    CPPUNIT_ASSERT(refusalOf(key_.jwt(headerOf(aStation("New")), claimsOf(station_))) == JwtRefusal::Unknown);
    Station unknown;
    unknown.id = ids_.next<StationId>();
    CPPUNIT_ASSERT(refusalOf(key_.jwt(headerOf(unknown), claimsOf(unknown))) == JwtRefusal::Unknown);
}

CPPUNIT_TEST_FIXTURE(StationJwtTest, refusesAnotherInstallation)
{
    CPPUNIT_ASSERT(refusalOf(withClaims(claimsOf(station_, 300, "elsewhere"))) == JwtRefusal::WrongPlace);
    CPPUNIT_ASSERT(refusalOf(withClaims(claimsOf(station_, 300, ""))) == JwtRefusal::WrongPlace);
    const std::string audience = "\"" + std::string(test::kInstallation) + "\"";
    const std::string several = changed(claimsOf(station_), audience, "[" + audience + ",\"x\"]");
    CPPUNIT_ASSERT(refusalOf(withClaims(several)) == JwtRefusal::WrongPlace);
}

CPPUNIT_TEST_FIXTURE(StationJwtTest, refusesWhatLivesTooLong)
{
    CPPUNIT_ASSERT(!refusalOf(withClaims(claimsOf(station_, 600))));
    CPPUNIT_ASSERT(refusalOf(withClaims(claimsOf(station_, 601))) == JwtRefusal::LivesTooLong);
    CPPUNIT_ASSERT(refusalOf(withClaims(claimsOf(station_, 1 << 30))) == JwtRefusal::LivesTooLong);
}

CPPUNIT_TEST_FIXTURE(StationJwtTest, allowsAMinuteOfSkewAndNoMore)
{
    const std::string token = withClaims(claimsOf(station_, 100));
    clock_.advance(seconds(-60));
    CPPUNIT_ASSERT(!refusalOf(token));
    clock_.advance(seconds(-1));
    CPPUNIT_ASSERT(refusalOf(token) == JwtRefusal::OutOfTime);
    clock_.advance(seconds(61 + 159));
    CPPUNIT_ASSERT(!refusalOf(token));
    clock_.advance(seconds(1));
    CPPUNIT_ASSERT(refusalOf(token) == JwtRefusal::OutOfTime); // the memory knows it, and does not help it
    jwt_ = std::make_unique<StationJwt>(people_->stations, clock_, test::kInstallation);
    CPPUNIT_ASSERT(refusalOf(token) == JwtRefusal::OutOfTime);
}

CPPUNIT_TEST_FIXTURE(StationJwtTest, refusesTimesThatAreNone)
{
    const auto now = std::to_string(std::chrono::floor<seconds>(clock_.now()).time_since_epoch().count());
    for (const char* key : {"iat", "nbf"})
        for (const char* value : {"\"1\"", "-1", "1.5e9", "null", "0", "99999999999999999999", "[1]"})
            CPPUNIT_ASSERT_MESSAGE(
                value, refusalOf(withClaims(changed(claimsOf(station_), std::string("\"") + key + "\":" + now,
                                                    std::string("\"") + key + "\":" + value))) ==
                           JwtRefusal::NotAToken);
    CPPUNIT_ASSERT(refusalOf(withClaims(changed(claimsOf(station_), "\"exp\"", "\"xyz\""))) ==
                   JwtRefusal::NotAToken);
    CPPUNIT_ASSERT(refusalOf(withClaims(changed(claimsOf(station_), "\"iss\"", "\"xyz\""))) ==
                   JwtRefusal::NotAToken);
}

CPPUNIT_TEST_FIXTURE(StationJwtTest, theMemoryDoesNotOutliveARevocation)
{
    const std::string token = jwtOf(station_);
    CPPUNIT_ASSERT(!refusalOf(token));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, jwt_->remembered());
    test::mustSucceed(people_->stations.revoke(station_.id, {}));
    CPPUNIT_ASSERT(refusalOf(token) == JwtRefusal::Revoked);
    CPPUNIT_ASSERT(refusalOf(withClaims(claimsOf(station_, 200))) == JwtRefusal::Revoked); // a new one
    CPPUNIT_ASSERT(refusalOf(StationKey().jwt(headerOf(station_), claimsOf(station_))) ==
                   JwtRefusal::Unknown);
}

CPPUNIT_TEST_FIXTURE(StationJwtTest, theMemoryDoesNotOutliveAKey)
{
    const std::string token = jwtOf(station_);
    CPPUNIT_ASSERT(!refusalOf(token));
    pairAgain(station_, StationKey());
    CPPUNIT_ASSERT(refusalOf(token) == JwtRefusal::Unknown);
}

CPPUNIT_TEST_FIXTURE(StationJwtTest, remembersOnlyWhatWasGoodAndOnlySoMuch)
{
    constexpr std::size_t kMost = 100;
    jwt_ = std::make_unique<StationJwt>(people_->stations, clock_, test::kInstallation, kMost);
    for (int i = 0; i < 100; ++i)
        refusalOf(withClaims(claimsOf(station_, 300, "elsewhere " + std::to_string(i))));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, jwt_->remembered());
    const auto fill = [&](std::size_t tokens) {
        for (std::size_t i = 0; i < tokens; ++i) { // each signature is another
            CPPUNIT_ASSERT(!refusalOf(jwtOf(station_)));
        }
    };
    fill(kMost + 10);
    CPPUNIT_ASSERT_EQUAL(kMost, jwt_->remembered());
    clock_.advance(seconds(360)); // all of them are over
    fill(1);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, jwt_->remembered());
}

CPPUNIT_TEST_FIXTURE(StationJwtTest, answersManyThreadsAtOnce)
{
    std::vector<std::string> tokens;
    for (int i = 0; i < 8; ++i)
        tokens.push_back(jwtOf(station_));
    std::atomic<int> good = 0;
    {
        std::vector<Thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back("verify", [&] {
                for (int round = 0; round < 20; ++round)
                    for (const std::string& token : tokens) {
                        const auto answer = jwt_->verify(token);
                        good += answer && std::holds_alternative<Station>(*answer);
                    }
            });
    }
    CPPUNIT_ASSERT_EQUAL(4 * 20 * 8, good.load());
}

CPPUNIT_TEST_FIXTURE(StationJwtTest, takesKeysOfThisCurveOnly)
{
    CPPUNIT_ASSERT(isP256PublicKey(key_.publicPem()));
    for (const char* curve : {"P-384", "P-521", "secp256k1"})
        CPPUNIT_ASSERT_MESSAGE(curve, !isP256PublicKey(StationKey::onCurve(curve).publicPem()));
    CPPUNIT_ASSERT(!isP256PublicKey(StationKey::ofRsa().publicPem()));
    CPPUNIT_ASSERT(!isP256PublicKey(""));
    CPPUNIT_ASSERT(!isP256PublicKey("key"));
    // A point beside the curve, in the right form.
    CPPUNIT_ASSERT(!isP256PublicKey("-----BEGIN PUBLIC KEY-----\n"
                                    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7\n"
                                    "Yfps5mliLmDyn7Z5A/4QCLi8maQa6elWKLxk8vGyDC0+n1F6o8KU1EYimQ==\n"
                                    "-----END PUBLIC KEY-----\n"));
}

} // namespace

} // namespace ace::server::access
