// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/catalog/Catalog.h>
#include <ace/catalog/EventImport.h>

#include <ace/base/TimeText.h>

namespace ace::catalog {

namespace {

constexpr const char* kEvent = R"(
[event]
slug = "summer-fair"
name = "Summer Fair"
venue = "Old Mill"
time_zone = "America/New_York"
starts = "2027-06-05T10:00"
ends = "2027-06-05T23:00"

[[quota]]
name = "ground"
size = 500
[[quota]]
name = "vip"
size = 20

[[zone]]
name = "Ground"
[[zone]]
name = "Lounge"

[[ticket_type]]
name = "General"
price = 2500
tax_ppm = 88750
zones = ["Ground"]
quotas = ["ground"]
[[ticket_type]]
name = "VIP"
price = 9000
entries = "unlimited"
zones = ["Ground", "Lounge"]
quotas = ["ground", "vip"]

[[gate]]
name = "North gate"
zone = "Ground"
[[gate]]
name = "Lounge door"
zone = "Lounge"
types = ["VIP"]
)";

std::string with(std::string_view from, std::string_view to)
{
    std::string text = kEvent;
    const std::size_t at = text.find(from);
    CPPUNIT_ASSERT(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

} // namespace

class EventImportTest : public CppUnit::TestFixture
{
public:
    void mustComplain(const std::string& toml, const std::string& expected)
    {
        const auto result = parseEvent(toml, "fair.toml", ids_);
        CPPUNIT_ASSERT_MESSAGE("accepted", !result);
        CPPUNIT_ASSERT_EQUAL("fair.toml: " + expected, result.error().describe());
    }

protected:
    test::FakeIdSource ids_;
};

CPPUNIT_TEST_FIXTURE(EventImportTest, readsAWholeEvent)
{
    const EventSetup setup = test::valueOf(parseEvent(kEvent, "fair.toml", ids_));
    CPPUNIT_ASSERT_EQUAL(std::string("Summer Fair"), setup.event.name);
    CPPUNIT_ASSERT_EQUAL(std::string("2027-06-05T14:00:00Z"), formatUtc(setup.event.startsAt));
    const TicketType* vip = setup.findType(2);
    CPPUNIT_ASSERT(vip && vip->name == "VIP" && vip->entries == kUnlimitedEntries);
    CPPUNIT_ASSERT(vip->quotas == std::vector({setup.quotas[0].id, setup.quotas[1].id}));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2722}, setup.findType(1)->allInPrice().minor); // 25.00 + 2.21875
    const Gate* lounge = setup.findGate("Lounge door");
    CPPUNIT_ASSERT(lounge && lounge->onlyTypes == std::vector({vip->id}) &&
                   lounge->zone == setup.zones[1].id);
}

CPPUNIT_TEST_FIXTURE(EventImportTest, customersCancelOnlyWhereTheEventSaysUntilWhen)
{
    CPPUNIT_ASSERT(!test::valueOf(parseEvent(kEvent, "fair.toml", ids_)).event.cancelUntil);
    const std::string text = with("ends = ", "cancel_until = \"2027-06-04T18:00\"\nends = ");
    const EventSetup setup = test::valueOf(parseEvent(text, "fair.toml", ids_));
    CPPUNIT_ASSERT(setup.event.cancelUntil == test::valueOf(parseRfc3339("2027-06-04T22:00:00Z")));
}

CPPUNIT_TEST_FIXTURE(EventImportTest, namesTheKeyOfEachMistake)
{
    mustComplain(with("size = 500", "size = -1"),
                 "quota[1].size: must be a whole number from 0 to 100000000");
    mustComplain(with("size = 500", "seize = 500"), "quota[1].size: is missing");
    mustComplain(with("price = 9000", "price = 90.00"),
                 "ticket_type[2].price: must be a whole number from 0 to 100000000");
    mustComplain(with("[\"Ground\"]", "[\"Grund\"]"), "ticket_type[1].zones: there is no zone \"Grund\"");
    mustComplain(with("zone = \"Lounge\"", "zone = \"Cellar\""), "gate[2].zone: there is no zone \"Cellar\"");
    mustComplain(with("New_York", "Gotham"),
                 "event.time_zone: no such time zone; use a name such as America/New_York");
    mustComplain(with("T23:00", "T09:00"), "event.ends: must be after starts");
    mustComplain(with("summer-fair", "Summer Fair"), "event.slug: may hold a-z, 0-9 and hyphens, up to 60");
    mustComplain(with("name = \"VIP\"", "name = \"General\""),
                 "ticket_type[2].name: there are two of this name");
    mustComplain(with("North gate", "North/gate"), "gate[1].name: a gate's name has no slash");
    mustComplain(with("10:00", "25:00"),
                 "event.starts: \"2027-06-05T25:00\" is not a time such as 2026-11-22T19:30:00Z");
}

CPPUNIT_TEST_FIXTURE(EventImportTest, refusesAKeyThatItDoesNotKnow)
{
    mustComplain(with("venue =", "colour = \"red\"\nvenue ="),
                 "event.colour: no such key is known here; check its spelling");
}

CPPUNIT_TEST_FIXTURE(EventImportTest, refusesWhatIsNotToml)
{
    const auto result = parseEvent("[event\nslug=", "fair.toml", ids_);
    CPPUNIT_ASSERT(!result);
    CPPUNIT_ASSERT_EQUAL(std::string("fair.toml: line 1"), result.error().describe().substr(0, 17));
}

CPPUNIT_TEST_FIXTURE(EventImportTest, anEmptyFileSaysWhatIsMissing) { mustComplain("", "event: is missing"); }

CPPUNIT_TEST_FIXTURE(EventImportTest, aTypeIsAsAvailableAsItsScarcestQuota)
{
    const EventSetup setup = test::valueOf(parseEvent(kEvent, "fair.toml", ids_));
    const std::vector<QuotaLevel> levels = {{setup.quotas[0].id, 500, 10, 5, 100},
                                            {setup.quotas[1].id, 20, 0, 0, 13}};
    CPPUNIT_ASSERT_EQUAL(std::int64_t{385}, availableOf(*setup.findType(1), levels));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, availableOf(*setup.findType(2), levels));
}

} // namespace ace::catalog
