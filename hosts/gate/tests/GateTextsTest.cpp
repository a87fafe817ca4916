// SPDX-License-Identifier: MIT
#include "presenters/GateTexts.h"

#include "TestSupport.h"

#include <ace/base/TimeText.h>

#include <cstdlib>
#include <ctime>
#include <set>

namespace ace::gate {

namespace {

class GateTextsTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        ::setenv("TZ", "America/New_York", 1);
        ::tzset();
    }

protected:
    static Instant at(const char* time) { return test::valueOf(parseRfc3339(time)); }
};

CPPUNIT_TEST_FIXTURE(GateTextsTest, hasWordsOfItsOwnForEveryReason)
{
    for (const auto language : {kit::Language::English, kit::Language::Spanish}) {
        std::set<std::string> words;
        for (int i = 0; i <= static_cast<int>(Reason::AlreadyRedeemed); ++i)
            words.insert(gateTexts(language).reason(static_cast<Reason>(i)));
        CPPUNIT_ASSERT_EQUAL(std::size_t(12), words.size());
        CPPUNIT_ASSERT(!words.contains("Refused") && !words.contains("No pasa"));
    }
}

CPPUNIT_TEST_FIXTURE(GateTextsTest, tellsTimesInTheStationsZone)
{
    CPPUNIT_ASSERT_EQUAL(std::string("14:42"),
                         stationTime(at("2026-11-22T19:42:59Z"), at("2026-11-22T23:00:00Z")));
}

CPPUNIT_TEST_FIXTURE(GateTextsTest, tellsTheDateWhereItIsNotToday)
{
    CPPUNIT_ASSERT_EQUAL(std::string("2026-11-22 23:30"),
                         stationTime(at("2026-11-23T04:30:00Z"), at("2026-11-23T05:30:00Z")));
}

CPPUNIT_TEST_FIXTURE(GateTextsTest, fillsInOnlyItsMark)
{
    CPPUNIT_ASSERT_EQUAL(std::string("at {time}, East"), filledIn("at {time}, {gate}", "gate", "East"));
    CPPUNIT_ASSERT_EQUAL(std::string("nothing"), filledIn("nothing", "gate", "East"));
}

} // namespace

} // namespace ace::gate
