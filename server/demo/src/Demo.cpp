// SPDX-License-Identifier: MIT
#include <ace/server/demo/Demo.h>

#include <ace/base/Embedded.h>
#include <ace/catalog/EventImport.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace ace::embedded {
std::span<const File> demo_events();
}

namespace ace::server::demo {

namespace {

constexpr auto kRunsFor = std::chrono::days(30);

// What one type can sell at most: its smallest quota.
std::int64_t capacityOf(const TicketType& type, const EventSetup& setup)
{
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (const QuotaId id : type.quotas)
        if (const Quota* quota = setup.findQuota(id))
            least = std::min(least, quota->size);
    return least;
}

} // namespace

Result<EventSetup> demoEvent(Instant now, IdSource& ids)
{
    const embedded::File& file = embedded::demo_events().front();
    auto setup = catalog::parseEvent(file.content, std::string(file.name), ids);
    if (!setup)
        return setup;
    const Instant from = std::chrono::floor<std::chrono::seconds>(now);
    const TimeWindow window{from, from + kRunsFor};
    setup->event.sale = window;
    setup->event.startsAt = window.from;
    setup->event.endsAt = window.until;
    for (TicketType& type : setup->types)
        type.validity = window;
    return setup;
}

Result<catalog::EventPtr> ensureDemoEvent(catalog::LocalCatalog& catalog, const Clock& clock, IdSource& ids)
{
    auto setup = demoEvent(clock.now(), ids);
    if (!setup)
        return failure(std::move(setup));
    auto known = catalog.findEvent(setup->event.slug);
    if (!known || *known)
        return known;
    return catalog.importEvent(std::move(*setup));
}

std::string describe(const EventSetup& setup, const DemoPeople& people, std::string_view baseUrl)
{
    nlohmann::ordered_json types = nlohmann::ordered_json::array();
    for (const TicketType& type : setup.types)
        types.push_back({{"id", type.id.toString()},
                         {"name", type.name},
                         {"price", type.price.minor},
                         {"quota", capacityOf(type, setup)}});
    nlohmann::ordered_json gates = nlohmann::ordered_json::array();
    for (const Gate& gate : setup.gates)
        gates.push_back(gate.name);
    nlohmann::ordered_json staff = nlohmann::ordered_json::array();
    for (const DemoPerson& person : people.staff)
        staff.push_back({{"name", person.name},
                         {"login", person.login},
                         {"pin", person.pin},
                         {"role", name(person.role)},
                         {"password", person.password}});
    nlohmann::ordered_json stations = nlohmann::ordered_json::array();
    for (const DemoStation& station : people.stations)
        stations.push_back({{"name", station.name}, {"kind", name(station.kind)}, {"code", station.code}});
    const nlohmann::ordered_json body = {{"base_url", baseUrl},   {"event", setup.event.slug},
                                         {"ticket_types", types}, {"gates", gates},
                                         {"staff", staff},        {"stations", stations}};
    return body.dump(2) + "\n";
}

} // namespace ace::server::demo
