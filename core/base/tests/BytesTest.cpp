// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/Bytes.h>

namespace ace {

class BytesTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(BytesTest, hashesAsFips180Says)
{
    CPPUNIT_ASSERT_EQUAL(std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                         toHex(sha256("abc")));
}

CPPUNIT_TEST_FIXTURE(BytesTest, authenticatesAsAnotherProgramDoes)
{
    Digest key{};
    key.fill('k'); // printf message | openssl dgst -sha256 -hmac kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk
    CPPUNIT_ASSERT_EQUAL(std::string("63a375b8a62b7025b0b00fb07b716b44a608692b5ff609e31bdc7e2219548646"),
                         toHex(hmacSha256(key, "message")));
}

CPPUNIT_TEST_FIXTURE(BytesTest, base64UrlHasOneSpelling)
{
    CPPUNIT_ASSERT_EQUAL(std::string("-_8"), toBase64Url("\xfb\xff"));
    CPPUNIT_ASSERT(fromBase64Url("-_8") == std::string("\xfb\xff"));
    for (const char* bad : {"-_9", "-_8=", "+/8", "-_8 ", "A", "-_8\n"})
        CPPUNIT_ASSERT_MESSAGE(bad, !fromBase64Url(bad));
    CPPUNIT_ASSERT(fromBase64Url("") == std::string());
}

CPPUNIT_TEST_FIXTURE(BytesTest, base64UrlIsThatOfRfc4648)
{
    const char* const kSpellings[][2] = {{"f", "Zg"},        {"fo", "Zm8"},        {"foo", "Zm9v"},
                                         {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : kSpellings) {
        CPPUNIT_ASSERT_EQUAL(std::string(text), toBase64Url(bytes));
        CPPUNIT_ASSERT(fromBase64Url(text) == std::string(bytes));
    }
    std::string every; // byte at every place of a group
    for (int i = 0; i < 1024; ++i)
        every += static_cast<char>(i * 7 + i / 256);
    for (std::size_t length = every.size() - 3; length <= every.size(); ++length)
        CPPUNIT_ASSERT(fromBase64Url(toBase64Url(every.substr(0, length))) == every.substr(0, length));
}

CPPUNIT_TEST_FIXTURE(BytesTest, mendsTextThatIsNotUtf8)
{
    CPPUNIT_ASSERT_EQUAL(std::string("a\xEF\xBF\xBD z"), cleanUtf8("a\xff\x01z"));
    // U+0080 to U+009F are control characters too: a terminal takes U+009B for the beginning of a command.
    CPPUNIT_ASSERT_EQUAL(std::string("a 2J  \xC2\xA0"), cleanUtf8("a\xC2\x9B"
                                                                  "2J\xC2\x80\x7f\xC2\xA0"));
    CPPUNIT_ASSERT_EQUAL(std::string("\xE2\x82\xAC"), cleanUtf8("\xE2\x82\xAC"));
    CPPUNIT_ASSERT(isValidUtf8(cleanUtf8("\xE2\x82\xF0\x9F\x98\xC3")));
}

CPPUNIT_TEST_FIXTURE(BytesTest, refusesOverlongSurrogateAndTooLargeSequences)
{
    for (const char* bad :
         {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xE2\x82"})
        CPPUNIT_ASSERT(!isValidUtf8(bad));
    for (const char* good : {"\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"})
        CPPUNIT_ASSERT(isValidUtf8(good));
}

} // namespace ace
