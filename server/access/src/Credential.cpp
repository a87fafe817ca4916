// SPDX-License-Identifier: MIT
#include <ace/server/access/Credential.h>

#include <ace/base/Assert.h>

#include <algorithm>

namespace ace::server::access {

namespace {

constexpr Permission kAll[] = {Permission::Sell,  Permission::Scan,       Permission::Clock,
                               Permission::Undo,  Permission::Supervise,  Permission::Report,
                               Permission::SetUp, Permission::ManageStaff};

bool anyOf(const Permissions& permissions, auto holds)
{
    return permissions.empty() ||
           std::ranges::any_of(kAll, [&](Permission one) { return permissions.contains(one) && holds(one); });
}

} // namespace

std::string Credential::id() const
{
    switch (kind) {
    case Kind::Anonymous:
        return "anonymous";
    case Kind::Demo:
        return std::string("demo:") + runtime::name(*demo);
    case Kind::Station:
        return "station:" + station->id.toString();
    case Kind::BackOffice:
        return "staff:" + staff->staff.id.toString();
    }
    return "anonymous";
}

std::string Credential::scope(const Operation& operation) const
{
    return id() + "|" + std::string(operation.method) + " " + std::string(operation.pattern);
}

Actor Credential::actor() const
{
    return {staff ? std::optional(staff->staff.id) : std::nullopt,
            station ? std::optional(station->id) : std::nullopt};
}

bool Credential::may(const Permissions& permissions, EventId event) const
{
    if (kind == Kind::Demo)
        return true;
    if (station && station->event != event)
        return false;
    return anyOf(permissions, [&](Permission one) { return staff && staff->staff.may(one, event); });
}

bool Credential::mayEverywhere(const Permissions& permissions) const
{
    return !station && staff &&
           anyOf(permissions, [&](Permission one) { return staff->staff.mayEverywhere(one); });
}

bool Credential::maySomewhere(const Permissions& permissions) const
{
    if (kind == Kind::Demo)
        return true;
    if (station)
        return may(permissions, station->event);
    return anyOf(permissions, [&](Permission one) {
        return staff && staff->staff.active &&
               std::ranges::any_of(staff->staff.assignments, [&](const Assignment& assignment) {
                   return domain::may(assignment.role, one);
               });
    });
}

} // namespace ace::server::access
