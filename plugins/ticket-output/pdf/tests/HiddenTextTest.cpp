// SPDX-License-Identifier: MIT
#include "HiddenText.h"
#include "Utf16.h"

#include <TestSupport.h>

namespace ace::pdf {

class HiddenTextTest : public CppUnit::TestFixture
{
protected:
    static text::Cluster cluster(const char* text, double width, bool rightToLeft = false)
    {
        return {text, 0, width, rightToLeft};
    }
    std::string show(std::vector<text::Cluster> clusters)
    {
        std::string content;
        text.show(content, {10, 5, 100, {}, std::move(clusters)}, {100, 700}, 20);
        return content;
    }

    HiddenText text;
};

CPPUNIT_TEST_FIXTURE(HiddenTextTest, aLineIsOneStringAtItsBaseline)
{
    CPPUNIT_ASSERT_EQUAL(std::string("BT 1 0 0 1 105.00 690.00 Tm /T0 20.00 Tf <010201>Tj ET\n"),
                         show({cluster("a", 10), cluster("b", 12), cluster("a", 10)}));
    CPPUNIT_ASSERT_EQUAL(500, text.fonts().at(0).at(0).width);
    CPPUNIT_ASSERT_EQUAL(600, text.fonts()[0].at(1).width);
}

CPPUNIT_TEST_FIXTURE(HiddenTextTest, theSameTextInAnotherWidthIsAnotherCode)
{
    show({cluster("a", 10), cluster("a", 11)});
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), text.fonts().at(0).size());
}

CPPUNIT_TEST_FIXTURE(HiddenTextTest, aRightToLeftLigatureIsSplitWithTheLastLetterFirst)
{
    show({cluster("لا", 10, true)});
    const auto& codes = text.fonts().at(0);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), codes.size());
    CPPUNIT_ASSERT(codes[0].utf16 == utf16("ا") && codes[1].utf16 == utf16("ل"));
    CPPUNIT_ASSERT_EQUAL(250, codes[0].width);
}

CPPUNIT_TEST_FIXTURE(HiddenTextTest, aFullFontIsFollowedByAnother)
{
    std::vector<text::Cluster> clusters;
    for (int width = 0; width < 300; ++width)
        clusters.push_back(cluster("x", width));
    const std::string content = show(std::move(clusters));
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), text.fonts().size());
    CPPUNIT_ASSERT_EQUAL(HiddenText::kMaxCodes, text.fonts()[0].size());
    CPPUNIT_ASSERT(content.find(">Tj /T1 20.00 Tf <01") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(content.find("Tm"), content.rfind("Tm"));
}

CPPUNIT_TEST_FIXTURE(HiddenTextTest, anEmptyLineShowsNothing) { CPPUNIT_ASSERT(show({}).empty()); }

CPPUNIT_TEST_FIXTURE(HiddenTextTest, charactersBeyondTheBasicPlaneAreSurrogates)
{
    using namespace std::string_literals;
    CPPUNIT_ASSERT_EQUAL("\0A\x67\x4E\xD8\x3C\xDF\x89"s, utf16("A李🎉"));
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), utf16Characters("A李🎉").size());
}

} // namespace ace::pdf
