// SPDX-License-Identifier: MIT
// Structured attacks on a token. Each must be refused for its own reason.
#include "TokenFixture.h"

namespace ace::ticketing {

using namespace std::string_view_literals;

namespace {

// The order of the Ed25519 base point, 2^252 + 27742317777372353535851937790883648493 (RFC 8032 section 5.1),
// little endian.
constexpr std::array<std::uint8_t, 32> kGroupOrder = {
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

// Points of order 1, 2, 4 and 8, encoded.
const std::array<std::array<std::uint8_t, 32>, 5> kSmallOrderPoints = {{
    {1},
    {},
    {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
    {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
     0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
    {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
     0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
}};

} // namespace

class TokenAttackTest : public TokenFixture
{
};

CPPUNIT_TEST_FIXTURE(TokenAttackTest, aSignatureByTheOtherEventsKeyIsRefused)
{
    Signer(seeds_[202]).sign(token_);
    token_.key = 101;
    mustRefuse(Reason::Invalid, text());
}

CPPUNIT_TEST_FIXTURE(TokenAttackTest, aKeyThatNobodyHasIsRefused)
{
    for (const KeyId id : {0u, 1u, 102u, 0xFFFFFFFFu}) {
        token_.key = id;
        mustRefuse(Reason::UnknownKey, text());
    }
}

CPPUNIT_TEST_FIXTURE(TokenAttackTest, addingTheGroupOrderToSIsRefused)
{
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        const unsigned sum = token_.signature[32 + i] + kGroupOrder[i] + carry;
        token_.signature[32 + i] = static_cast<std::uint8_t>(sum);
        carry = sum >> 8;
    }
    mustRefuse(Reason::Invalid, text());
}

CPPUNIT_TEST_FIXTURE(TokenAttackTest, aSmallOrderPublicKeyAcceptsNothing)
{
    for (const auto& point : kSmallOrderPoints) {
        events_[101].keys.front().publicKey = point;
        token_.signature.fill(0); // S = 0 and R = the same point verifies for such keys where nobody looks
        std::ranges::copy(point, token_.signature.begin());
        mustRefuse(Reason::Invalid, text());
    }
}

CPPUNIT_TEST_FIXTURE(TokenAttackTest, aSmallOrderRIsRefused)
{
    for (const auto& point : kSmallOrderPoints) {
        std::ranges::copy(point, token_.signature.begin());
        mustRefuse(Reason::Invalid, text());
    }
}

CPPUNIT_TEST_FIXTURE(TokenAttackTest, eachByteOffByOneIsRefused)
{
    const TokenBytes good = toBytes(token_);
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (const int change : {1, -1}) {
            TokenBytes bad = good;
            bad[i] = static_cast<std::uint8_t>(bad[i] + change);
            const bool inKeyId = i >= 1 && i <= 4;
            mustRefuse(inKeyId ? Reason::UnknownKey : Reason::Invalid, encode(bad));
        }
    }
}

CPPUNIT_TEST_FIXTURE(TokenAttackTest, eachBitFlippedIsRefused)
{
    const TokenBytes good = toBytes(token_);
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
        TokenBytes bad = good;
        bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ (1u << (bit % 8)));
        CPPUNIT_ASSERT(check(encode(bad)).refused.has_value());
    }
}

CPPUNIT_TEST_FIXTURE(TokenAttackTest, lowerCaseIsAnotherSpelling)
{
    std::string lower = text();
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    mustRefuse(Reason::Invalid, lower);
    std::string one = text();
    one[5] = 'a';
    mustRefuse(Reason::Invalid, one);
}

CPPUNIT_TEST_FIXTURE(TokenAttackTest, paddingAndWhiteSpaceAreOtherSpellings)
{
    for (const std::string_view extra : {"="sv, "======"sv, " "sv, "\n"sv, "\r\n"sv, "\t"sv, "\0"sv}) {
        mustRefuse(Reason::Invalid, text() + std::string(extra));
        mustRefuse(Reason::Invalid, std::string(extra) + text());
        mustRefuse(Reason::Invalid, text().substr(0, Token::kTextSize - extra.size()) + std::string(extra));
    }
}

CPPUNIT_TEST_FIXTURE(TokenAttackTest, theUnusedBitsMustBeZero)
{
    std::string encoded = text();
    const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const std::size_t last = alphabet.find(encoded.back());
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, last % 4);
    for (std::size_t low = 1; low < 4; ++low) {
        encoded.back() = alphabet[last + low];
        mustRefuse(Reason::Invalid, encoded);
    }
}

CPPUNIT_TEST_FIXTURE(TokenAttackTest, everyOtherLengthUpToTwoThousandIsRefused)
{
    const std::string endless = text() + std::string(2000, 'A');
    for (std::size_t length = 0; length <= 2000; ++length)
        if (length != Token::kTextSize)
            mustRefuse(Reason::Invalid, endless.substr(0, length));
    CPPUNIT_ASSERT(!check(endless.substr(0, Token::kTextSize)).refused);
}

CPPUNIT_TEST_FIXTURE(TokenAttackTest, everyForeignCharacterIsRefused)
{
    for (int c = 0; c < 256; ++c) {
        const auto foreign = static_cast<char>(c);
        if (std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").find(foreign) != std::string_view::npos)
            continue;
        std::string encoded = text();
        encoded[77] = foreign;
        mustRefuse(Reason::Invalid, encoded);
    }
}

CPPUNIT_TEST_FIXTURE(TokenAttackTest, anotherVersionIsRefusedEvenWhenSigned)
{
    TokenBytes bytes = toBytes(token_);
    for (int version = 0; version < 256; ++version) {
        if (version == Token::kVersion)
            continue;
        bytes[0] = static_cast<std::uint8_t>(version);
        mustRefuse(Reason::Invalid, encode(bytes));
    }
}

CPPUNIT_TEST_FIXTURE(TokenAttackTest, aFlagThatThisVersionDoesNotKnowIsRefusedEvenWhenSigned)
{
    for (int bit = 0; bit < 8; ++bit) {
        token_.flags = static_cast<std::uint8_t>(1u << bit);
        Signer(seeds_[101]).sign(token_);
        mustRefuse(Reason::Invalid, text());
    }
}

CPPUNIT_TEST_FIXTURE(TokenAttackTest, aWindowThatNeverOpensAdmitsNobody)
{
    token_.validUntil = token_.validFrom;
    Signer(seeds_[101]).sign(token_);
    mustRefuse(Reason::Expired, text(), kFrom);
    mustRefuse(Reason::NotYetValid, text(), kFrom - 1);
}

} // namespace ace::ticketing
