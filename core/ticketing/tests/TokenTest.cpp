// SPDX-License-Identifier: MIT
#include "TokenFixture.h"

namespace ace::ticketing {

class TokenTest : public TokenFixture
{
};

CPPUNIT_TEST_FIXTURE(TokenTest, isOneHundredFiftyFourAlphanumericCharacters)
{
    const std::string encoded = text();
    CPPUNIT_ASSERT_EQUAL(Token::kTextSize, encoded.size());
    CPPUNIT_ASSERT_EQUAL(std::string::npos, encoded.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"));
}

CPPUNIT_TEST_FIXTURE(TokenTest, decodeOfEncodeIsIdentityForAnyBytes)
{
    test::FakeIdSource random(42);
    for (int round = 0; round < 2000; ++round) {
        TokenBytes bytes{};
        random.fill(bytes);
        const auto decoded = decode(encode(bytes));
        CPPUNIT_ASSERT(decoded.has_value());
        CPPUNIT_ASSERT(*decoded == bytes);
    }
}

CPPUNIT_TEST_FIXTURE(TokenTest, agreesWithTheBase32OfRfc4648)
{
    TokenBytes bytes{};
    const std::string_view sample = "foobar";
    std::ranges::copy(sample, bytes.begin());
    CPPUNIT_ASSERT_EQUAL(std::string("MZXW6YTBOI"),
                         encode(bytes).substr(0, 10)); // its test vector, before the padding
}

CPPUNIT_TEST_FIXTURE(TokenTest, fieldsSurviveTheTrip)
{
    const auto decoded = decode(text());
    CPPUNIT_ASSERT(decoded.has_value());
    const auto token = fromBytes(*decoded);
    CPPUNIT_ASSERT(token.has_value());
    CPPUNIT_ASSERT(*token == token_);
}

CPPUNIT_TEST_FIXTURE(TokenTest, isAdmittedFromItsFirstSecondToTheLastBeforeItsEnd)
{
    CPPUNIT_ASSERT(!check(text(), kFrom).refused);
    CPPUNIT_ASSERT(!check(text(), kUntil - 1).refused);
    mustRefuse(Reason::NotYetValid, text(), kFrom - 1);
    mustRefuse(Reason::Expired, text(), kUntil);
    mustRefuse(Reason::NotYetValid, text(), 0);
    mustRefuse(Reason::Expired, text(), 0xFFFFFFFFu);
}

CPPUNIT_TEST_FIXTURE(TokenTest, letsPeopleOutAfterItsEnd)
{
    CPPUNIT_ASSERT(!check(text(), kUntil + 1, Direction::Exit).refused);
}

CPPUNIT_TEST_FIXTURE(TokenTest, ofAnotherEventIsNamedSo)
{
    Signer(seeds_[202]).sign(token_);
    mustRefuse(Reason::WrongEvent, text());
}

CPPUNIT_TEST_FIXTURE(TokenTest, ofARotatedKeyIsAdmitted)
{
    events_[101].keys.front().state = KeyState::Rotated;
    CPPUNIT_ASSERT(!check(text()).refused);
}

CPPUNIT_TEST_FIXTURE(TokenTest, ofARetiredKeyIsNot)
{
    events_[101].keys.front().state = KeyState::Retired;
    mustRefuse(Reason::UnknownKey, text());
}

} // namespace ace::ticketing
