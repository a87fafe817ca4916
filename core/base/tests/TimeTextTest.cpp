// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/TimeText.h>

namespace ace {

class TimeTextTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(TimeTextTest, readsAndWritesRfc3339)
{
    for (const std::string text :
         {"1970-01-01T00:00:00Z", "2026-11-22T19:30:00Z", "2026-11-22T19:30:00.250000Z",
          "9999-12-31T23:59:59.999999Z", "2028-02-29T00:00:00Z"})
        CPPUNIT_ASSERT_EQUAL(text, formatUtc(test::valueOf(parseRfc3339(text))));
}

CPPUNIT_TEST_FIXTURE(TimeTextTest, takesOffsetsIntoAccount)
{
    CPPUNIT_ASSERT_EQUAL(std::string("2026-11-23T00:30:00Z"),
                         formatUtc(test::valueOf(parseRfc3339("2026-11-22T19:30:00-05:00"))));
    CPPUNIT_ASSERT_EQUAL(std::string("2026-11-22T13:45:00Z"),
                         formatUtc(test::valueOf(parseRfc3339("2026-11-22T19:30:00+05:45"))));
    CPPUNIT_ASSERT_EQUAL(std::string("2026-11-22T19:30:00.123456Z"),
                         formatUtc(test::valueOf(parseRfc3339("2026-11-22t19:30:00.123456789z"))));
}

CPPUNIT_TEST_FIXTURE(TimeTextTest, refusesWhatIsNotATime)
{
    for (const std::string bad :
         {"", "now", "2026-11-22", "2026-11-22T19:30:00", "2026-13-22T19:30:00Z", "2026-02-29T00:00:00Z",
          "2026-11-22T24:00:00Z", "2026-11-22T19:60:00Z", "2026-11-22T19:30:00.Z", "2026-11-22T19:30:00ZZ",
          "2026-11-22T19:30:00+5:00", "2026-11-22T19:30:00+24:00", "1969-12-31T23:59:59Z",
          " 2026-11-22T19:30:00Z", "+026-11-22T19:30:00Z", "2026-11-22T19:30:00 +01:00",
          "2026--1-22T19:30:00Z"})
        CPPUNIT_ASSERT_MESSAGE(bad, !parseRfc3339(bad));
}

CPPUNIT_TEST_FIXTURE(TimeTextTest, showsTimesInTheZoneOfTheEvent)
{
    const Instant instant = test::valueOf(parseRfc3339("2026-07-01T18:00:00Z"));
    CPPUNIT_ASSERT_EQUAL(std::string("Wed  1 Jul 2026, 14:00"), formatLocal(instant, "America/New_York"));
    CPPUNIT_ASSERT_EQUAL(std::string("Wed  1 Jul 2026, 18:00 UTC"), formatLocal(instant, "Mars/Olympus"));
}

CPPUNIT_TEST_FIXTURE(TimeTextTest, readsAWallClockOnBothSidesOfTheChange)
{
    const auto utcOf = [](const char* text) {
        return formatUtc(test::valueOf(parseLocal(text, "America/New_York")));
    };
    CPPUNIT_ASSERT_EQUAL(std::string("2026-07-01T18:00:00Z"), utcOf("2026-07-01T14:00"));
    CPPUNIT_ASSERT_EQUAL(std::string("2026-12-01T19:00:00Z"), utcOf("2026-12-01T14:00"));
    CPPUNIT_ASSERT_EQUAL(std::string("2026-11-01T05:30:00Z"),
                         utcOf("2026-11-01T01:30")); // twice that night: the first
    CPPUNIT_ASSERT_EQUAL(std::string("2026-03-08T07:00:00Z"),
                         utcOf("2026-03-08T02:30")); // never that night: the jump
    CPPUNIT_ASSERT(!parseLocal("2026-07-01T14:00Z", "America/New_York"));
    CPPUNIT_ASSERT(!parseLocal("2026-07-01T14:00", "Mars/Olympus"));
}

} // namespace ace
