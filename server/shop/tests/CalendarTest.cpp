// SPDX-License-Identifier: MIT
#include "Calendar.h"
#include "TestSupport.h"

#include <ace/base/Bytes.h>
#include <ace/base/TimeText.h>

namespace ace::server::shop {

namespace {

class CalendarTest : public CppUnit::TestFixture
{
public:
    CalendarTest()
    {
        event.name = "Fair; music, food \\ fun";
        event.venue = "Old Mill, Room 1";
        event.timeZone = "America/New_York";
        event.startsAt = test::valueOf(parseRfc3339("2027-06-05T14:00:00.250000Z"));
        event.endsAt = test::valueOf(parseRfc3339("2027-06-06T03:00:00Z"));
    }

protected:
    std::string text(const std::string& description = "See you")
    {
        return calendarOf({"C0DE@fair", test::valueOf(parseRfc3339("2027-01-01T00:00:00Z")), event,
                           description, "https://tickets.example/orders/C0DE/key"});
    }
    void expectLine(const std::string& line)
    {
        CPPUNIT_ASSERT_MESSAGE(line + " in\n" + text(),
                               text().find("\r\n" + line + "\r\n") != std::string::npos);
    }

    Event event;
};

CPPUNIT_TEST_FIXTURE(CalendarTest, saysWhenInUtcAndWhatInEscapedText)
{
    expectLine("DTSTART:20270605T140000Z");
    expectLine("DTEND:20270606T030000Z");
    expectLine("DTSTAMP:20270101T000000Z");
    expectLine("UID:C0DE@fair");
    expectLine("SUMMARY:Fair\\; music\\, food \\\\ fun");
    expectLine("LOCATION:Old Mill\\, Room 1");
    expectLine("URL:https://tickets.example/orders/C0DE/key");
    CPPUNIT_ASSERT(text().starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    CPPUNIT_ASSERT(text().ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
}

CPPUNIT_TEST_FIXTURE(CalendarTest, aNameCannotAddALine)
{
    event.name = "Fair\r\nATTENDEE:mailto:x@evil.example";
    CPPUNIT_ASSERT(text("one\ntwo").find("\r\nATTENDEE") == std::string::npos);
    CPPUNIT_ASSERT(text("one\ntwo").find("DESCRIPTION:one\\ntwo") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(CalendarTest, foldsLongLinesBetweenCharacters)
{
    std::string words;
    for (int i = 0; i < 60; ++i)
        words += "音楽祭é";
    const std::string folded = text(words);
    std::string unfolded = folded;
    for (std::size_t at; (at = unfolded.find("\r\n ")) != std::string::npos;)
        unfolded.erase(at, 3);
    CPPUNIT_ASSERT(unfolded.find("DESCRIPTION:" + words + "\r\n") != std::string::npos);
    for (std::size_t at = 0; at < folded.size();) {
        const std::size_t end = folded.find("\r\n", at);
        CPPUNIT_ASSERT(end - at <= 75);
        const std::string line = folded.substr(at, end - at);
        CPPUNIT_ASSERT_EQUAL(line, cleanUtf8(line)); // no half character
        at = end + 2;
    }
}

} // namespace

} // namespace ace::server::shop
