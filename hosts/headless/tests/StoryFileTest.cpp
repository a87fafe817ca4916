// SPDX-License-Identifier: MIT
#include "StoryFile.h"

#include "TestSupport.h"

#include <set>

namespace ace::headless {

namespace {

class StoryFileTest : public CppUnit::TestFixture
{
protected:
    static StoryFile parsed(const std::string& text) { return test::valueOf(parseStories("x.story", text)); }
    static std::string problemOf(const std::string& text)
    {
        const auto file = parseStories("x.story", text);
        CPPUNIT_ASSERT(!file);
        return file.error().describe();
    }
};

CPPUNIT_TEST_FIXTURE(StoryFileTest, readsStoriesWithTheirSteps)
{
    const auto file =
        parsed("# first\nstory \"One\"\n\n  restart   # again\n\trestart\nstory \"Two\"\nexpect sold 2\r\n");
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), file.stories.size());
    CPPUNIT_ASSERT_EQUAL(std::string("One"), file.stories[0].title);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), file.stories[0].lines.size());
    CPPUNIT_ASSERT_EQUAL(4, file.stories[0].lines[0].number);
    CPPUNIT_ASSERT_EQUAL(std::string("restart"), file.stories[0].lines[0].text);
    CPPUNIT_ASSERT_EQUAL(2, file.stories[1].lines[0].arguments.number("N"));
}

CPPUNIT_TEST_FIXTURE(StoryFileTest, takesAHashWithinQuotesForText)
{
    const auto file = parsed("story \"One\"\nscan text \"a # \\\" # b\" at \"Gate #1\" # comment\n");
    CPPUNIT_ASSERT_EQUAL(std::string("a # \" # b"), file.stories[0].lines[0].arguments.text("TEXT"));
    CPPUNIT_ASSERT_EQUAL(std::string("Gate #1"), file.stories[0].lines[0].arguments.text("GATE"));
}

CPPUNIT_TEST_FIXTURE(StoryFileTest, namesTheLineOfAnUnknownStepAndTheNearestOne)
{
    CPPUNIT_ASSERT_EQUAL(
        std::string("x.story:2: there is no step \"sell two \"General\" by cash\"; the nearest is: "
                    "sell N \"TYPE\" [of \"EVENT\"] [with voucher \"CODE\"] by METHOD [tendered AMOUNT] "
                    "[with key \"KEY\"]"),
        problemOf("story \"One\"\nsell two \"General\" by cash\n"));
    CPPUNIT_ASSERT_EQUAL(
        std::string("x.story:3: there is no step \"expect admited\"; the nearest is: expect admitted"),
        problemOf("story \"One\"\n\nexpect admited\n"));
}

CPPUNIT_TEST_FIXTURE(StoryFileTest, refusesWhatIsNoStory)
{
    CPPUNIT_ASSERT_EQUAL(std::string("x.story: holds no story"), problemOf("# nothing\n"));
    CPPUNIT_ASSERT_EQUAL(std::string("x.story:1: a story begins with: story \"TITLE\""),
                         problemOf("restart\n"));
    CPPUNIT_ASSERT_EQUAL(std::string("x.story:2: a quote is not closed"),
                         problemOf("story \"One\"\nscan text \"a\n"));
}

CPPUNIT_TEST_FIXTURE(StoryFileTest, writesEachStepInOneWayOnly)
{
    std::set<std::string> patterns;
    for (const Step& step : allSteps()) {
        CPPUNIT_ASSERT_MESSAGE(step.pattern.text(), patterns.insert(step.pattern.text()).second);
        CPPUNIT_ASSERT(!step.help.empty() && step.help.find('\n') == std::string::npos);
    }
}

} // namespace

} // namespace ace::headless
