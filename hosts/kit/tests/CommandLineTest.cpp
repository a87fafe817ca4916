// SPDX-License-Identifier: MIT
#include <ace/kit/CommandLine.h>

#include "TestSupport.h"

namespace ace::kit {

namespace {

class CommandLineTest : public CppUnit::TestFixture
{
protected:
    static Result<CommandLine> parsed(const std::vector<std::string>& arguments)
    {
        return CommandLine::parse(arguments, {.values = {"data", "config"}, .flags = {"steps"}});
    }
    static std::string problemOf(const std::vector<std::string>& arguments)
    {
        const auto line = parsed(arguments);
        CPPUNIT_ASSERT(!line);
        CPPUNIT_ASSERT(line.error().code == ErrorCode::Invalid);
        return line.error().message;
    }
};

CPPUNIT_TEST_FIXTURE(CommandLineTest, readsOptionsFlagsAndWords)
{
    const auto line = test::valueOf(parsed({"one", "--data", "DIR", "--steps", "--config=a=b", "two"}));
    CPPUNIT_ASSERT_EQUAL(std::string("DIR"), line.value("data"));
    CPPUNIT_ASSERT_EQUAL(std::string("a=b"), line.value("config"));
    CPPUNIT_ASSERT(line.has("steps"));
    CPPUNIT_ASSERT(line.words() == std::vector<std::string>({"one", "two"}));
}

CPPUNIT_TEST_FIXTURE(CommandLineTest, takesTheLastOfAnOptionGivenTwiceAndTheDefaultOfOneNotGiven)
{
    const auto line = test::valueOf(parsed({"--data", "a", "--data", "b"}));
    CPPUNIT_ASSERT_EQUAL(std::string("b"), line.value("data", ".ace"));
    CPPUNIT_ASSERT_EQUAL(std::string(".ace"), line.value("config", ".ace"));
}

CPPUNIT_TEST_FIXTURE(CommandLineTest, takesEverythingAfterTwoDashesAsWords)
{
    const auto line = test::valueOf(parsed({"--", "--data", "--"}));
    CPPUNIT_ASSERT(line.words() == std::vector<std::string>({"--data", "--"}));
}

CPPUNIT_TEST_FIXTURE(CommandLineTest, refusesWhatItDoesNotKnowAndNamesTheNearest)
{
    CPPUNIT_ASSERT_EQUAL(std::string("there is no option --date; did you mean --data?"),
                         problemOf({"--date", "x"}));
    CPPUNIT_ASSERT_EQUAL(std::string("--data needs a value"), problemOf({"--data"}));
    CPPUNIT_ASSERT_EQUAL(std::string("--steps takes no value"), problemOf({"--steps=1"}));
}

} // namespace

} // namespace ace::kit
