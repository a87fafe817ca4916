// SPDX-License-Identifier: MIT
#include <ace/server/demo/DemoPeople.h>

#include <ace/box-office/Tills.h>
#include <ace/staffing/People.h>

#include <algorithm>

namespace ace::server::demo {

namespace {

const char* const kTill = "Till 1";
const char* const kCounter = "Counter 1";

std::vector<DemoPerson> demoStaff()
{
    return {{"Dana Cashier", "dana", "7391", Role::Cashier, ""},
            {"Gus Gate", "gus", "8264", Role::Scanner, ""},
            {"Sam Supervisor", "sam", "590246", Role::Supervisor, ""},
            {"Olga Organiser", "olga", "615839", Role::Organiser, "turnstile-marmalade-42"}};
}

Result<void> mustBeSet(const Result<std::optional<staffing::SecretRefusal>>& refused,
                       const std::string& login)
{
    if (!refused)
        return Failure(refused.error());
    if (*refused)
        return failure(ErrorCode::Internal, std::string("its secret is refused: ") + explain(**refused),
                       login);
    return {};
}

Result<void> ensurePerson(staffing::StaffDirectory& directory, const DemoPerson& person, EventId event)
{
    auto known = directory.findByLogin(person.login);
    if (!known)
        return failure(std::move(known));
    if (*known)
        return {};
    Staff staff;
    staff.name = person.name;
    staff.login = person.login;
    staff.assignments = {{person.role, person.role == Role::Organiser ? std::nullopt : std::optional(event)}};
    auto added = directory.add(staff, Actor{});
    if (!added)
        return failure(std::move(added));
    if (auto ok = mustBeSet(directory.setPin(*added, person.pin, Actor{}), person.login); !ok)
        return ok;
    if (person.password.empty())
        return {};
    return mustBeSet(directory.setPassword(*added, person.password, Actor{}), person.login);
}

Result<TillId> ensureTill(boxoffice::Tills& tills, EventId event)
{
    auto known = tills.list(event);
    if (!known)
        return failure(std::move(known));
    if (!known->empty())
        return known->front().id;
    auto added = tills.add(event, kTill, {});
    if (!added)
        return failure(std::move(added));
    if (const auto* refused = std::get_if<boxoffice::Refused>(&*added))
        return failure(ErrorCode::Internal, refused->detail, kTill);
    return std::get<Till>(*added).id;
}

// The one of that name; where it was revoked, "NAME 2" and so on takes its place.
Result<Station> findOrAdd(staffing::StationRegistry& stations, Station wanted)
{
    auto known = stations.list(wanted.event, {std::nullopt, 200});
    if (!known)
        return failure(std::move(known));
    const std::string name = wanted.name;
    for (std::size_t count = 1; count <= known->size() + 1; ++count) {
        wanted.name = count == 1 ? name : name + " " + std::to_string(count);
        const auto found = std::ranges::find(*known, wanted.name, &Station::name);
        if (found == known->end())
            break;
        if (!found->revokedAt)
            return *found;
    }
    return stations.add(wanted, Actor{});
}

Result<DemoStation> ensureStation(staffing::StationRegistry& stations, const Station& wanted)
{
    const auto station = findOrAdd(stations, wanted);
    if (!station)
        return Failure(station.error());
    auto code = stations.newPairingCode(station->id, Actor{});
    if (!code)
        return failure(std::move(code));
    return DemoStation{station->name, station->kind, code->code};
}

} // namespace

Result<DemoPeople> ensureDemoPeople(staffing::People& people, boxoffice::Tills& tills,
                                    const EventSetup& setup)
{
    DemoPeople demo{demoStaff(), {}};
    for (const DemoPerson& person : demo.staff)
        if (auto ok = ensurePerson(people.directory, person, setup.event.id); !ok)
            return failure(std::move(ok));
    const auto till = ensureTill(tills, setup.event.id);
    if (!till)
        return Failure(till.error());
    Station counter;
    counter.name = kCounter;
    counter.kind = StationKind::Counter;
    counter.event = setup.event.id;
    counter.till = *till;
    Station gate;
    gate.kind = StationKind::Gate;
    gate.event = setup.event.id;
    std::vector<Station> wanted{counter};
    if (!setup.gates.empty()) {
        gate.name = setup.gates.front().name;
        gate.gate = setup.gates.front().id;
        wanted.push_back(gate);
    }
    for (const Station& station : wanted) {
        auto made = ensureStation(people.stations, station);
        if (!made)
            return failure(std::move(made));
        demo.stations.push_back(std::move(*made));
    }
    return demo;
}

} // namespace ace::server::demo
