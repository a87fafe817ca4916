// SPDX-License-Identifier: MIT
#include "wire/Form.h"
#include "TestSupport.h"
#include "api/Faults.h"

namespace ace::stripesimulator {

class FormTest : public CppUnit::TestFixture
{
protected:
    static Json parsed(const std::string& text) { return test::valueOf(parseForm(text)); }
};

CPPUNIT_TEST_FIXTURE(FormTest, bracketsMakeObjectsAndLists)
{
    CPPUNIT_ASSERT_EQUAL(Json({{"a", {{"b", {{"c", "1"}}}}}, {"d", "x y"}}), parsed("a[b][c]=1&d=x+y"));
    CPPUNIT_ASSERT_EQUAL(Json({{"l", {{"0", "x"}, {"1", "y"}}}}), parsed("l[]=x&l[]=y"));
    CPPUNIT_ASSERT_EQUAL(parsed("l[]=x&l[]=y"), parsed("l%5B0%5D=x&l%5B1%5D=y"));
    CPPUNIT_ASSERT_EQUAL(Json({{"plus", "+"}, {"empty", ""}, {"bare", ""}}), parsed("plus=%2B&empty=&&bare"));
}

CPPUNIT_TEST_FIXTURE(FormTest, whatWasEncodedIsReadAgain)
{
    const Json object = {{"amount", 1250},
                         {"confirm", true},
                         {"text", "ä & = + % []"},
                         {"metadata", {{"odd key", "v"}}},
                         {"expand", Json::array({"latest_charge"})},
                         {"lines", Json::array({{{"quantity", 2}}})}};
    const std::string text = encodeForm(object);
    CPPUNIT_ASSERT(text.find("lines[0][quantity]=2") != std::string::npos);
    const Json again = parsed(encodeForm({{"amount", 1250}, {"text", "ä & = + % []"}}));
    CPPUNIT_ASSERT_EQUAL(Json({{"amount", "1250"}, {"text", "ä & = + % []"}}), again);
    CPPUNIT_ASSERT_EQUAL(std::string("2"), parsed(text)["lines"]["0"]["quantity"].get<std::string>());
}

CPPUNIT_TEST_FIXTURE(FormTest, refusesWhatIsNoForm)
{
    for (const char* wrong : {"a[b=1", "a]b=1", "[a]=1", "a[b]c=1", "a=1&a[b]=2", "a[b]=1&a=2", "a=1&a=2",
                              "a=%ff", "a[1][2][3][4][5][6][7][8][9]=x"})
        CPPUNIT_ASSERT_MESSAGE(wrong, !parseForm(wrong));
    std::string many;
    for (int i = 0; i < 2001; ++i)
        many += "p" + std::to_string(i) + "=1&";
    CPPUNIT_ASSERT(!parseForm(many));
}

CPPUNIT_TEST_FIXTURE(FormTest, aStarInAPatternIsAnyText)
{
    CPPUNIT_ASSERT(matchesPattern("/v1/refunds", "/v1/refunds*"));
    CPPUNIT_ASSERT(matchesPattern("/v1/payment_intents/pi_1/capture", "/v1/payment_intents/*/capture"));
    CPPUNIT_ASSERT(!matchesPattern("/v1/payment_intents/pi_1/cancel", "/v1/payment_intents/*/capture"));
    CPPUNIT_ASSERT(!matchesPattern("/v1/refunds/re_1", "/v1/refunds"));
}

} // namespace ace::stripesimulator
