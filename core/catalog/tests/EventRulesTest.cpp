// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/catalog/EventRules.h>

#include <functional>

namespace ace::catalog {

class EventRulesTest : public CppUnit::TestFixture
{
public:
    EventRulesTest()
    {
        Event& event = setup_.event;
        event.id = ids_.next<EventId>();
        event.slug = "fair";
        event.name = "Fair";
        event.timeZone = "UTC";
        event.startsAt = Instant(std::chrono::hours(1000));
        event.endsAt = Instant(std::chrono::hours(1010));
        event.sale = {Instant{}, event.endsAt};
        setup_.quotas = {{ids_.next<QuotaId>(), "ground", 500}};
        setup_.zones = {{ids_.next<ZoneId>(), "Ground"}};
        TicketType type;
        type.id = ids_.next<TicketTypeId>();
        type.number = 1;
        type.name = "General";
        type.validity = {event.startsAt, event.endsAt};
        type.zones = {setup_.zones[0].id};
        type.quotas = {setup_.quotas[0].id};
        setup_.types = {type};
        setup_.gates = {{ids_.next<GateId>(), "North gate", setup_.zones[0].id, {}}};
    }

    void mustComplain(const std::string& expected, const std::function<void(EventSetup&)>& change)
    {
        EventSetup changed = setup_;
        change(changed);
        std::string said;
        for (const Complaint& complaint : complaintsOf(changed))
            said += complaint.key + ": " + complaint.message + "\n";
        CPPUNIT_ASSERT_EQUAL(expected + "\n", said);
    }

protected:
    test::FakeIdSource ids_;
    EventSetup setup_;
};

CPPUNIT_TEST_FIXTURE(EventRulesTest, aGoodEventHasNoComplaint)
{
    CPPUNIT_ASSERT(complaintsOf(setup_).empty());
}

CPPUNIT_TEST_FIXTURE(EventRulesTest, theEventsOwnFields)
{
    mustComplain("event.slug: may hold a-z, 0-9 and hyphens, up to 60",
                 [](EventSetup& setup) { setup.event.slug = "../x"; });
    mustComplain("event.name: must have 1 to 200 bytes", [](EventSetup& setup) { setup.event.name = ""; });
    mustComplain("event.name: must be UTF-8 on one line",
                 [](EventSetup& setup) { setup.event.name = "a\r\nSet-Cookie: x"; });
    mustComplain("event.time_zone: no such time zone; use a name such as America/New_York",
                 [](EventSetup& setup) { setup.event.timeZone = "Gotham"; });
    mustComplain("event.ends: must be after starts",
                 [](EventSetup& setup) { setup.event.endsAt = setup.event.startsAt; });
    mustComplain("event.sale_until: must be after sale_from",
                 [](EventSetup& setup) { setup.event.sale.until = setup.event.sale.from; });
    mustComplain("event.cancel_until: must not be after starts",
                 [](EventSetup& setup) { setup.event.cancelUntil = setup.event.startsAt + Microseconds(1); });
}

CPPUNIT_TEST_FIXTURE(EventRulesTest, ticketTypes)
{
    const auto ofType = [&](const std::string& expected, const std::function<void(TicketType&)>& change) {
        mustComplain("ticket_type[1]." + expected, [&](EventSetup& setup) { change(setup.types[0]); });
    };
    ofType("price: must be a whole number from 0 to 100000000",
           [](TicketType& type) { type.price.minor = -1; });
    ofType("price: is not in the event's currency",
           [](TicketType& type) { type.price.currency = *Currency::parse("CHF"); });
    ofType("tax_ppm: must be a whole number from 0 to 1000000",
           [](TicketType& type) { type.taxRatePpm = 1'000'001; });
    ofType("max_per_order: is less than min_per_order", [](TicketType& type) { type.minPerOrder = 11; });
    ofType("valid_until: must be after valid_from",
           [](TicketType& type) { type.validity.until = type.validity.from; });
    ofType("valid_from: is in whole seconds",
           [](TicketType& type) { type.validity.from += Microseconds(1); });
    ofType("entries: must be a whole number from 1 to 1000000", [](TicketType& type) { type.entries = 0; });
    ofType("quotas: a ticket type must draw from at least one quota",
           [](TicketType& type) { type.quotas.clear(); });
    ofType("quotas: names one that this event does not have",
           [&](TicketType& type) { type.quotas = {ids_.next<QuotaId>()}; });
    ofType("zones: names one of them twice", [](TicketType& type) { type.zones.push_back(type.zones[0]); });
    ofType("number: is 0 or another type's", [](TicketType& type) { type.number = 0; });
    mustComplain("ticket_type: there must be at least one", [](EventSetup& setup) { setup.types.clear(); });
}

CPPUNIT_TEST_FIXTURE(EventRulesTest, quotasZonesAndGates)
{
    mustComplain("quota[1].size: must be a whole number from 0 to 100000000",
                 [](EventSetup& setup) { setup.quotas[0].size = -1; });
    mustComplain("zone[2].name: there are two of this name", [&](EventSetup& setup) {
        setup.zones.push_back({ids_.next<ZoneId>(), "Ground"});
    });
    mustComplain("gate[1].name: a gate's name has no slash",
                 [](EventSetup& setup) { setup.gates[0].name = "North/gate"; });
    mustComplain("gate[1].zone: there is no such zone",
                 [&](EventSetup& setup) { setup.gates[0].zone = ids_.next<ZoneId>(); });
    mustComplain("gate[1].types: names one that this event does not have",
                 [&](EventSetup& setup) { setup.gates[0].onlyTypes = {ids_.next<TicketTypeId>()}; });
}

CPPUNIT_TEST_FIXTURE(EventRulesTest, vouchers)
{
    Voucher good;
    good.code = "EARLY-25";
    good.effect = VoucherEffect::PercentOff;
    good.value = 250'000;
    good.validity = {Instant{}, setup_.event.endsAt};
    CPPUNIT_ASSERT(complaintsOf(good, setup_).empty());
    const auto mustSay = [&](const std::string& key, const std::function<void(Voucher&)>& change) {
        Voucher changed = good;
        change(changed);
        const auto said = complaintsOf(changed, setup_);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(key, std::size_t{1}, said.size());
        CPPUNIT_ASSERT_EQUAL(key, said.front().key);
    };
    mustSay("code", [](Voucher& voucher) { voucher.code = ""; });
    mustSay("code", [](Voucher& voucher) { voucher.code = "early"; });
    mustSay("code", [](Voucher& voucher) { voucher.code = "A' OR 1=1"; });
    mustSay("value", [](Voucher& voucher) { voucher.value = 1'000'001; });
    mustSay("value", [](Voucher& voucher) { voucher.value = -1; });
    mustSay("effect", [](Voucher& voucher) { voucher.effect = VoucherEffect::None, voucher.value = 0; });
    mustSay("uses_most", [](Voucher& voucher) { voucher.usesMost = 0; });
    mustSay("valid_until", [](Voucher& voucher) { voucher.validity.until = Instant{}; });
    mustSay("types", [&](Voucher& voucher) { voucher.types = {ids_.next<TicketTypeId>()}; });
}

} // namespace ace::catalog
