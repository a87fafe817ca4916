// SPDX-License-Identifier: MIT
#include "StepPattern.h"

#include "TestSupport.h"

namespace ace::headless {

namespace {

class StepPatternTest : public CppUnit::TestFixture
{
protected:
    static std::optional<Arguments> match(const std::string& pattern, const std::string& line)
    {
        return StepPattern(pattern).match(test::valueOf(splitWords(line)));
    }

    const std::string sell_ = "sell N \"TYPE\" by METHOD [tendered AMOUNT] [with key \"KEY\"]";
};

CPPUNIT_TEST_FIXTURE(StepPatternTest, givesItsArguments)
{
    const auto arguments = match(sell_, "sell 2 \"Day ticket\" by cash tendered 50.05");
    CPPUNIT_ASSERT(arguments.has_value());
    CPPUNIT_ASSERT_EQUAL(2, arguments->number("N"));
    CPPUNIT_ASSERT_EQUAL(std::string("Day ticket"), arguments->text("TYPE"));
    CPPUNIT_ASSERT_EQUAL(std::string("cash"), arguments->text("METHOD"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(5005), arguments->minorUnits("AMOUNT"));
    CPPUNIT_ASSERT(!arguments->has("KEY"));
    CPPUNIT_ASSERT_EQUAL(std::string("none"), arguments->text("KEY", "none"));
}

CPPUNIT_TEST_FIXTURE(StepPatternTest, mayLeaveOutWhatIsInBrackets)
{
    CPPUNIT_ASSERT(match(sell_, "sell 1 \"T\" by cash"));
    CPPUNIT_ASSERT(match(sell_, "sell 1 \"T\" by cash with key \"k\""));
    CPPUNIT_ASSERT(match(sell_, "sell 1 \"T\" by cash tendered 1.00 with key \"k\""));
    CPPUNIT_ASSERT(!match(sell_, "sell 1 \"T\" by cash tendered"));
    CPPUNIT_ASSERT(!match(sell_, "sell 1 \"T\" by cash with key \"k\" tendered 1.00"));
    CPPUNIT_ASSERT(!match(sell_, "sell 1 \"T\" by cash please"));
}

CPPUNIT_TEST_FIXTURE(StepPatternTest, findsAnOptionalPartBeforeOneThatBeginsAlike)
{
    const auto arguments = match("scan [last A] last B", "scan last ticket");
    CPPUNIT_ASSERT(arguments.has_value());
    CPPUNIT_ASSERT(!arguments->has("A"));
    CPPUNIT_ASSERT_EQUAL(std::string("ticket"), arguments->text("B"));
}

CPPUNIT_TEST_FIXTURE(StepPatternTest, wantsNumbersWhereItSaysSo)
{
    for (const char* bad : {"two", "-1", "1.5", "1000001", "99999999999999999999", "\"2\"", "2x"})
        CPPUNIT_ASSERT_MESSAGE(bad, !match("expect sold N", std::string("expect sold ") + bad));
    CPPUNIT_ASSERT(match("expect sold N", "expect sold 0"));
    CPPUNIT_ASSERT(match("expect sold N", "expect sold 1000000"));
}

CPPUNIT_TEST_FIXTURE(StepPatternTest, wantsAmountsWithTwoDecimals)
{
    for (const char* bad :
         {"50", "50.", "50.0", "50.000", ".50", "-1.00", "1.-1", "a.00", "9999999999.00", "$1.00"})
        CPPUNIT_ASSERT_MESSAGE(bad, !match("expect change AMOUNT", std::string("expect change ") + bad));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0),
                         match("expect change AMOUNT", "expect change 0.00")->minorUnits("AMOUNT"));
}

CPPUNIT_TEST_FIXTURE(StepPatternTest, takesOneOfItsChoices)
{
    const std::string pattern = "expect order STATE=paid|expired";
    CPPUNIT_ASSERT_EQUAL(std::string("expired"), match(pattern, "expect order expired")->text("STATE"));
    CPPUNIT_ASSERT(!match(pattern, "expect order lost"));
    CPPUNIT_ASSERT(!match(pattern, "expect order paid|expired"));
}

CPPUNIT_TEST_FIXTURE(StepPatternTest, takesAWordInCapitalsAsItStandsAfterABackslash)
{
    const StepPattern pattern("scan the \\QR");
    CPPUNIT_ASSERT_EQUAL(std::string("scan the QR"), pattern.text());
    CPPUNIT_ASSERT(match("scan the \\QR", "scan the QR"));
    CPPUNIT_ASSERT(!match("scan the \\QR", "scan the ABC"));
}

CPPUNIT_TEST_FIXTURE(StepPatternTest, keepsBlanksAndQuotesOfATextInQuotes)
{
    const auto words = test::valueOf(splitWords("a  \"b  \\\"c\\\\\"\t\"\""));
    CPPUNIT_ASSERT(words == std::vector<Word>({{"a", false}, {"b  \"c\\", true}, {"", true}}));
    CPPUNIT_ASSERT(!splitWords("a \"b"));
    CPPUNIT_ASSERT(!splitWords("a \"b\\\""));
}

} // namespace

} // namespace ace::headless
