// SPDX-License-Identifier: MIT
#include <ace/staffing/StaffDirectory.h>

#include "ClaimOnce.h"
#include "LoginText.h"
#include "SecretNeeds.h"

#include <ace/base/Bytes.h>
#include <ace/staffing/AuditLog.h>

#include <algorithm>

namespace ace::staffing {

namespace {

constexpr std::size_t kLongestPersonName = 200;
constexpr std::size_t kMostAssignments = 100;
constexpr std::size_t kStaffAtOnce = 200;
constexpr int kMostStaffPages = 500;

Failure unfitStaff(std::string message) { return failure(ErrorCode::Invalid, std::move(message)); }

std::string staffSubject(StaffId id) { return "staff:" + id.toString(); }

// "cashier@<event>, organiser": for the audit log.
std::string rolesOf(const Staff& staff)
{
    std::string text;
    for (const Assignment& assignment : staff.assignments)
        text += (text.empty() ? "" : ", ") + std::string(domain::name(assignment.role)) +
                (assignment.event ? "@" + assignment.event->toString() : "");
    return text;
}

Result<void> checkStaff(const Staff& staff)
{
    if (staff.name.empty() || staff.name.size() > kLongestPersonName || cleanUtf8(staff.name) != staff.name)
        return unfitStaff("a name is 1 to 200 bytes of text");
    if (!isLogin(staff.login))
        return unfitStaff("a login is 2 to 64 of a-z, 0-9, '.', '_', '-', '@', '+'; \"" +
                          cleanUtf8(staff.login.substr(0, 80)) + "\" is none");
    if (staff.assignments.size() > kMostAssignments)
        return unfitStaff("a person has at most 100 roles");
    for (auto one = staff.assignments.begin(); one != staff.assignments.end(); ++one)
        if (std::find(std::next(one), staff.assignments.end(), *one) != staff.assignments.end())
            return unfitStaff("the role " + std::string(domain::name(one->role)) + " is given twice");
    return {};
}

Result<void> checkEvents(const Staff& staff, const sdk::WriteAccess& access)
{
    if (std::ranges::none_of(staff.assignments, [](const Assignment& one) { return one.event.has_value(); }))
        return {};
    const auto events = access.events.list();
    for (const Assignment& assignment : staff.assignments)
        if (assignment.event && std::ranges::none_of(events, [&](const EventSetup& setup) {
                return setup.event.id == *assignment.event;
            }))
            return unfitStaff("no event has the id " + assignment.event->toString());
    return {};
}

// Without anybody who may manage staff everywhere, only the command line could bring one back.
bool someoneElseManages(StaffId but, const sdk::WriteAccess& access)
{
    sdk::Page page{std::nullopt, kStaffAtOnce};
    for (int i = 0; i < kMostStaffPages; ++i) {
        const auto staff = access.staff.list(page);
        for (const Staff& one : staff)
            if (one.id != but && one.mayEverywhere(Permission::ManageStaff))
                return true;
        if (staff.size() < kStaffAtOnce)
            return false;
        page.after = staff.back().id.value;
    }
    return false;
}

// All that `wanted` allows, one of the roles allows already: an organiser may everything.
bool holds(const Staff& staff, const Assignment& wanted)
{
    return std::ranges::any_of(staff.assignments, [&](const Assignment& held) {
        return (held.role == wanted.role || held.role == Role::Organiser) &&
               (!held.event || held.event == wanted.event);
    });
}

enum class Lost { None, Pin, Both };

Lost secretsLost(const Staff& before, const Staff& after)
{
    for (const Assignment& given : after.assignments)
        if ((given.role == Role::Organiser || !given.event) && !holds(before, given))
            return Lost::Both;
    return needsLongPin(after) && !needsLongPin(before) ? Lost::Pin : Lost::None;
}

} // namespace

Result<std::vector<Staff>> StaffDirectory::list(const sdk::Page& page)
{
    return parts_.storage.readValue([&](const sdk::ReadAccess& access) { return access.staff.list(page); });
}

Result<std::optional<Staff>> StaffDirectory::find(StaffId id)
{
    return parts_.storage.readValue([&](const sdk::ReadAccess& access) { return access.staff.find(id); });
}

Result<std::optional<Staff>> StaffDirectory::findByLogin(std::string_view login)
{
    return parts_.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.staff.findByLogin(login); });
}

Result<Staff> StaffDirectory::add(Staff staff, const Actor& actor,
                                  const std::optional<sdk::IdempotencyKey>& idempotency)
{
    staff.id = parts_.ids.next<StaffId>();
    staff.revision = 1;
    if (auto checked = checkStaff(staff); !checked)
        return failure(std::move(checked));
    auto done = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        auto known = claimOnce(access, idempotency, staff.id.toString());
        if (!known)
            return failure(std::move(known));
        if (!known->empty()) {
            if (auto first = access.staff.find(StaffId::parse(*known).value_or(staff.id)))
                staff = *first;
            return {};
        }
        if (auto checked = checkEvents(staff, access); !checked)
            return checked;
        access.staff.insert(staff);
        access.audit.append({parts_.clock.now(), actor, "staff.create", staffSubject(staff.id),
                             auditDetail({{"login", staff.login}, {"roles", rolesOf(staff)}})});
        return {};
    });
    if (!done)
        return failure(std::move(done));
    return staff;
}

Result<Staff> StaffDirectory::edit(const Staff& staff, std::int64_t expectedRevision, const Actor& actor)
{
    if (auto checked = checkStaff(staff); !checked)
        return failure(std::move(checked));
    auto done = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        const auto before = access.staff.find(staff.id);
        if (!before)
            return failure(ErrorCode::NotFound, "nobody on the staff has the id " + staff.id.toString());
        if (auto checked = checkEvents(staff, access); !checked)
            return checked;
        if (before->mayEverywhere(Permission::ManageStaff) && !staff.mayEverywhere(Permission::ManageStaff) &&
            !someoneElseManages(staff.id, access))
            return failure(ErrorCode::Conflict,
                           "this is the last organiser of all events; make another one first");
        access.staff.update(staff, expectedRevision);
        const Lost lost = secretsLost(*before, staff);
        if (lost != Lost::None) {
            const StaffSecrets kept = access.staff.secretsOf(staff.id);
            access.staff.setSecrets(staff.id, {lost == Lost::Pin ? kept.password : "", ""});
        }
        if (!staff.active || lost != Lost::None)
            access.staff.endSessionsOf(staff.id);
        access.audit.append({parts_.clock.now(), actor, "staff.edit", staffSubject(staff.id),
                             auditDetail({{"login_before", before->login},
                                          {"login", staff.login},
                                          {"roles_before", rolesOf(*before)},
                                          {"roles", rolesOf(staff)},
                                          {"active", staff.active ? "yes" : "no"},
                                          {"secrets_lost", lost == Lost::Both  ? "both"
                                                           : lost == Lost::Pin ? "pin"
                                                                               : ""}})});
        return {};
    });
    if (!done)
        return failure(std::move(done));
    Staff stored = staff;
    stored.revision = expectedRevision + 1;
    return stored;
}

Result<std::optional<SecretRefusal>>
StaffDirectory::setPassword(const Staff& owner, const std::string& password, const Actor& actor)
{
    if (const auto refusal = judgePassword(password, owner))
        return refusal;
    return store(owner, Secret::Password, password, actor);
}

Result<std::optional<SecretRefusal>> StaffDirectory::setPin(const Staff& owner, const std::string& pin,
                                                            const Actor& actor)
{
    if (const auto refusal = judgePin(pin, owner))
        return refusal;
    return store(owner, Secret::Pin, pin, actor);
}

// Hashing takes a while: who was promoted meanwhile must not get a secret from who may not set it any more.
Result<std::optional<SecretRefusal>> StaffDirectory::store(const Staff& owner, Secret kind,
                                                           const std::string& secret, const Actor& actor)
{
    auto hash = parts_.hasher.hash(secret);
    if (!hash)
        return failure(std::move(hash));
    auto done = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        const auto now = access.staff.find(owner.id);
        if (!now)
            return failure(ErrorCode::NotFound, "nobody on the staff has the id " + owner.id.toString());
        if (now->revision != owner.revision)
            return failure(ErrorCode::Conflict, "this person's record has changed; read it again");
        StaffSecrets secrets = access.staff.secretsOf(owner.id);
        (kind == Secret::Password ? secrets.password : secrets.pin) = *hash;
        access.staff.setSecrets(owner.id, secrets);
        access.staff.endSessionsOf(owner.id);
        access.audit.append({parts_.clock.now(), actor,
                             kind == Secret::Password ? "staff.set-password" : "staff.set-pin",
                             staffSubject(owner.id), "{}"});
        return {};
    });
    if (!done)
        return failure(std::move(done));
    return std::optional<SecretRefusal>();
}

} // namespace ace::staffing
