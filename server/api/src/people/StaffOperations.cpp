// SPDX-License-Identifier: MIT
#include "Operations.h"
#include "Refusals.h"
#include "StaffJson.h"

#include <ace/server/access/Rules.h>

namespace ace::server::api {

namespace {

Staff loadStaff(const Call& call)
{
    auto staff = http::valueOrThrow(call.services.people.directory.find(call.pathId<StaffId>(0)));
    if (!staff)
        throw call.missing();
    return std::move(*staff);
}

void sendStaff(const Call& call, int status, const Staff& staff)
{
    call.sendRevised(status, renderStaff(staff, call.events()), staff.revision);
}

void listStaff(Call& call)
{
    const auto rows = http::valueOrThrow(call.services.people.directory.list(call.page()));
    const EventNames events = call.events();
    // The cursor goes by all rows; what is shown is what the caller may manage.
    std::vector<std::string> items;
    const std::size_t limit = call.limit();
    for (std::size_t i = 0; i < rows.size() && i < limit; ++i)
        if (access::mayManage(call.who, rows[i]))
            items.push_back(renderStaff(rows[i], events));
    std::optional<std::string> next;
    if (rows.size() > limit)
        next = rows[limit - 1].id.toString();
    call.sendItems(items, next);
}

// What unfit secrets would undo must not happen first.
void requireFit(const NewStaffBody& body)
{
    if (body.password)
        if (const auto refusal = staffing::judgePassword(*body.password, body.staff))
            throw problemOf(*refusal);
    if (body.pin)
        if (const auto refusal = staffing::judgePin(*body.pin, body.staff))
            throw problemOf(*refusal);
}

// A repeated request finds them set and leaves them: setting one ends the log-ins of its owner.
void setFirstSecrets(const Call& call, const Staff& staff, const NewStaffBody& body)
{
    const StaffSecrets known = http::valueOrThrow(call.services.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.staff.secretsOf(staff.id); }));
    const Actor actor = call.who.actor();
    if (body.password && known.password.empty())
        (void)http::valueOrThrow(call.services.people.directory.setPassword(staff, *body.password, actor));
    if (body.pin && known.pin.empty())
        (void)http::valueOrThrow(call.services.people.directory.setPin(staff, *body.pin, actor));
}

void createStaff(Call& call)
{
    NewStaffBody body = parseNewStaff(call.body(), call.events());
    access::requireMayGive(call.who, body.staff.assignments);
    requireFit(body);
    const sdk::Act act = call.act();
    const Staff staff = keyedOrThrow(call.services.people.directory.add(body.staff, act.by, act.idempotency));
    setFirstSecrets(call, staff, body);
    call.setLocation("/api/v1/staff/" + staff.id.toString());
    sendStaff(call, 201, staff);
}

void showStaff(Call& call)
{
    const Staff staff = loadStaff(call);
    access::requireStaffRecord(call.who, call.operation, staff);
    sendStaff(call, 200, staff);
}

void editStaff(Call& call)
{
    Staff staff = loadStaff(call);
    access::requireStaffRecord(call.who, call.operation, staff);
    const std::int64_t revision = call.expectedRevision();
    if (staff.revision != revision)
        throw http::Problem("revision_changed",
                            "Somebody else has changed this person's record: read it again.");
    edit(staff, call.body(), call.events());
    access::requireMayGive(call.who, staff.assignments);
    sendStaff(call, 200,
              http::valueOrThrow(call.services.people.directory.edit(staff, revision, call.who.actor())));
}

void requireCurrentPassword(const Call& call, const Staff& staff, const std::optional<std::string>& current)
{
    if (!call.who.staff || call.who.staff->staff.id != staff.id)
        return;
    const staffing::PasswordLogin login{staff.login, current.value_or(""), call.who.address};
    const auto outcome = http::valueOrThrow(call.services.people.staffing.logIn(login));
    const auto* loggedIn = std::get_if<staffing::LoggedIn>(&outcome);
    if (!loggedIn)
        throw http::Problem("wrong_secret", "\"current\" is not your present password.");
    http::valueOrThrow(call.services.people.staffing.logOut(loggedIn->bearer));
}

void setPassword(Call& call)
{
    const Staff staff = loadStaff(call);
    access::requireStaffRecordOrOneself(call.who, call.operation, staff);
    const PasswordBody body = parsePassword(call.body());
    requireCurrentPassword(call, staff, body.current);
    if (const auto refusal = http::valueOrThrow(
            call.services.people.directory.setPassword(staff, body.password, call.who.actor())))
        throw problemOf(*refusal);
    call.sendNothing();
}

void setPin(Call& call)
{
    const Staff staff = loadStaff(call);
    access::requireStaffRecordOrOneself(call.who, call.operation, staff);
    const std::string pin = parsePin(call.body());
    if (const auto refusal =
            http::valueOrThrow(call.services.people.directory.setPin(staff, pin, call.who.actor())))
        throw problemOf(*refusal);
    call.sendNothing();
}

void listStaffHere(Call& call)
{
    std::vector<std::string> items;
    for (const auto& here : http::valueOrThrow(call.services.people.staffing.staffAt(call.who.station->id)))
        items.push_back(renderStaffHere(here.id, here.name, here.login));
    call.sendItems(items, std::nullopt);
}

constexpr OperationFunction kFunctions[] = {
    {"listStaff", listStaff},         {"createStaff", createStaff}, {"showStaff", showStaff},
    {"editStaff", editStaff},         {"setPassword", setPassword}, {"setPin", setPin},
    {"listStaffHere", listStaffHere},
};

} // namespace

std::span<const OperationFunction> staffOperations() { return kFunctions; }

} // namespace ace::server::api
