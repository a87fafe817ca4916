// SPDX-License-Identifier: MIT
#include "PlainText.h"

#include <ace/base/Bytes.h>

#include <TestSupport.h>

namespace ace::text {

class PlainTextTest : public CppUnit::TestFixture
{
protected:
    static std::string plain(std::string_view bytes) { return plainText(bytes, "en", 100).utf8; }
    static std::string language(std::string_view bytes, std::string_view given = "en")
    {
        return plainText(bytes, given, 100).language;
    }
};

CPPUNIT_TEST_FIXTURE(PlainTextTest, ordinaryTextStaysAsItIs)
{
    for (const std::string text :
         {"", "Ana", "Zoë Łukasz", "שָׁלוֹם", "محمد", "नमस्ते", "สวัสดี", "李小龍", "e\u0301", "👍🏽"})
        CPPUNIT_ASSERT_EQUAL(text, plain(text));
}

CPPUNIT_TEST_FIXTURE(PlainTextTest, invalidUtf8BecomesTheReplacementCharacter)
{
    CPPUNIT_ASSERT_EQUAL(std::string("a\uFFFDb"), plain("a\xFF"
                                                        "b"));
    CPPUNIT_ASSERT_EQUAL(std::string("\uFFFD"), plain("\xC3"));
    CPPUNIT_ASSERT(plain("\xC0\x80").find('\0') == std::string::npos);
    CPPUNIT_ASSERT(isValidUtf8(plain("\xED\xA0\x80 \xF4\x90\x80\x80 \x80")));
}

CPPUNIT_TEST_FIXTURE(PlainTextTest, controlsAndLineEndsBecomeSpaces)
{
    using namespace std::string_literals;
    CPPUNIT_ASSERT_EQUAL("a b c d e f g"s, plain("a\0b\nc\td\x7f"
                                                 "e\u2028f\u0085g"s));
}

CPPUNIT_TEST_FIXTURE(PlainTextTest, bidiOverridesAreDropped)
{
    CPPUNIT_ASSERT_EQUAL(std::string("evil.exe"), plain("\u202Eevil\u202C\u2066.exe\u2069\u202A\u2068"));
}

CPPUNIT_TEST_FIXTURE(PlainTextTest, towersOfMarksAreCutToEight)
{
    std::string tower = "a";
    std::string eight = "a";
    for (int i = 0; i < 50; ++i) {
        tower += "\u0301";
        eight += i < 8 ? "\u0301" : "";
    }
    CPPUNIT_ASSERT_EQUAL(eight + "b", plain(tower + "b"));
}

CPPUNIT_TEST_FIXTURE(PlainTextTest, longTextIsCutAtACharacterAndMarked)
{
    std::string han;
    for (int i = 0; i < 300; ++i)
        han += "李";
    const std::string cut = plainText(han, "en", 100).utf8;
    CPPUNIT_ASSERT_EQUAL(han.substr(0, 300) + "…", cut);
    CPPUNIT_ASSERT_EQUAL(std::string(100, 'x'), plain(std::string(100, 'x')));
    CPPUNIT_ASSERT_EQUAL(std::string(100, 'x') + "…", plain(std::string(10'000'000, 'x')));
    CPPUNIT_ASSERT(isValidUtf8(plain(std::string(10'000'000, '\xF0'))));
}

CPPUNIT_TEST_FIXTURE(PlainTextTest, theLettersSayWhichHanIsMeant)
{
    CPPUNIT_ASSERT_EQUAL(std::string("ja"), language("山田はなこ"));
    CPPUNIT_ASSERT_EQUAL(std::string("ko"), language("李 김민준"));
    CPPUNIT_ASSERT_EQUAL(std::string("zh-cn"), language("李小龙"));
    CPPUNIT_ASSERT_EQUAL(std::string("ja-JP"), language("山田", "ja-JP"));
    CPPUNIT_ASSERT_EQUAL(std::string("zh-TW"), language("李小龍", "zh-TW"));
    CPPUNIT_ASSERT_EQUAL(std::string("es"), language("Ana Żółć", "es"));
}

} // namespace ace::text
