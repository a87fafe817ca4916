// SPDX-License-Identifier: MIT
#include <ace/staffing/LocalStaffing.h>

#include "Bearer.h"
#include "ClaimOnce.h"
#include "LoginBackOff.h"
#include "LoginText.h"

#include <ace/staffing/AuditLog.h>

#include <algorithm>

namespace ace::staffing {

namespace {

constexpr std::chrono::minutes kTouchEvery{1};
constexpr std::chrono::hours kFailuresKept{24};
constexpr std::size_t kTidyAtOnce = 500;
constexpr std::size_t kLongestSecret = 256;

Failure loggedOut() { return failure(ErrorCode::NotFound, "this log-in has ended; log in again"); }

// What a key made when it came first, as it stands now.
Result<void> recall(const sdk::WriteAccess& access, const std::string& subject, TimeEntry& entry)
{
    const auto id = TimeEntryId::parse(subject);
    auto found = id ? access.timeEntries.find(*id) : std::nullopt;
    if (!found)
        return failure(ErrorCode::Corrupt, "a repeated request names no time entry: " + subject);
    entry = std::move(*found);
    return {};
}

// `entry`: the open one, or, where there is none, the one that clocking in would make.
Result<void> clockInto(TimeEntry& entry, bool open, ClockAction action, Instant now, sdk::WriteAccess& access)
{
    if (open) {
        if (auto applied = apply(action, now, entry); !applied)
            return applied;
        access.timeEntries.update(entry, entry.revision);
        ++entry.revision;
        return {};
    }
    if (action != ClockAction::In)
        return failure(ErrorCode::Conflict, "not clocked in; clock in first");
    const auto station = entry.station ? access.stations.find(*entry.station) : std::nullopt;
    if (!station)
        return failure(ErrorCode::Conflict, "this log-in is not at a station; clock in at one");
    entry.event = station->event;
    access.timeEntries.insert(entry);
    return {};
}

} // namespace

struct LocalStaffing::Attempt
{
    std::string login;
    std::string secret;
    std::string source;
    std::optional<Station> station;
    bool stationKnown = true;  // a PIN's: on record and not revoked
    LoginFailures before = {}; // those that this attempt came after

    bool byPin() const { return station || !stationKnown; }
    const std::string& secretOf(const StaffSecrets& secrets) const
    {
        return byPin() ? secrets.pin : secrets.password;
    }
    std::optional<StationId> at() const { return station ? std::optional(station->id) : std::nullopt; }
    // What failures are counted by. What is no login cannot be anybody's: such attempts share one count.
    std::string counter() const { return source + " " + (isLogin(login) ? login : "?"); }
};

Result<std::vector<StaffHere>> LocalStaffing::staffAt(StationId station)
{
    auto staff = parts_.storage.readValue([&](const sdk::ReadAccess& access) {
        const auto found = access.stations.find(station);
        return found ? access.staff.listAt(found->event) : std::vector<Staff>();
    });
    if (!staff)
        return failure(std::move(staff));
    std::vector<StaffHere> here;
    for (const Staff& person : *staff)
        here.push_back({person.id, person.name, person.login});
    std::ranges::sort(here, {}, [](const StaffHere& one) { return std::tie(one.name, one.login); });
    return here;
}

Result<LoginOutcome> LocalStaffing::logIn(const PinLogin& login)
{
    auto station = parts_.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.stations.find(login.station); });
    if (!station)
        return failure(std::move(station));
    const bool known = *station && !(*station)->revokedAt;
    return attempt({login.login, login.pin, "pin " + login.station.toString(), std::move(*station), known});
}

Result<LoginOutcome> LocalStaffing::logIn(const PasswordLogin& login)
{
    return attempt({login.login, login.password, "password " + login.source, std::nullopt});
}

Result<LoginOutcome> LocalStaffing::attempt(Attempt attempt)
{
    const std::string counter = attempt.counter();
    const Instant now = parts_.clock.now();
    std::optional<Staff> staff;
    StaffSecrets secrets;
    std::chrono::seconds wait{0};
    auto counted = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        attempt.before = access.staff.failuresOf(counter);
        wait = loginWait(attempt.before, now);
        if (wait.count() > 0)
            return {};
        access.staff.recordFailure(counter, now);
        staff = access.staff.findByLogin(attempt.login);
        secrets = staff && staff->active ? access.staff.secretsOf(staff->id) : StaffSecrets();
        return {};
    });
    if (!counted)
        return failure(std::move(counted));
    if (wait.count() > 0)
        return LoginRefused{LoginRefused::Why::TryLater, wait};

    const std::string& hash = attempt.secretOf(secrets);
    using Asker = SecretHasher::Asker;
    auto right = parts_.hasher.verify(attempt.secret.substr(0, kLongestSecret + 1), hash,
                                      attempt.byPin() ? Asker::Known : Asker::Anybody);
    if (!right) {
        uncount(attempt);
        return failure(std::move(right));
    }
    using enum LoginRefused::Why;
    const bool here = !attempt.byPin() || (attempt.stationKnown && staff &&
                                           staff->may(Permission::Clock, attempt.station->event));
    if (*right && here)
        return open(attempt, *staff, hash);
    if (auto noted = refuse(attempt, staff, *right ? "not here" : "wrong secret"); !noted)
        return failure(std::move(noted));
    return LoginRefused{*right ? NotHere : WrongSecret};
}

// While the secret was looked at, which takes a while, it may have been changed, or the person or the station
// sent away: their log-ins have ended then, and this one must not begin.
Result<LoginOutcome> LocalStaffing::open(const Attempt& attempt, const Staff& staff, const std::string& hash)
{
    const std::string bearer = newBearer(parts_.ids);
    const Instant now = parts_.clock.now();
    const auto most = attempt.byPin() ? parts_.limits.pinMost : parts_.limits.passwordMost;
    const Actor actor{staff.id, attempt.at()};
    const StaffSession session{sha256(bearer), staff.id, actor.station, now, now, now + most};
    bool overtaken = false;
    auto done = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        const auto person = access.staff.find(staff.id);
        const auto station = actor.station ? access.stations.find(*actor.station) : std::nullopt;
        overtaken = !person || !person->active ||
                    attempt.secretOf(access.staff.secretsOf(staff.id)) != hash ||
                    (actor.station && (!station || station->revokedAt));
        if (overtaken)
            return {};
        LoginFailures failures = withoutAttempt(access.staff.failuresOf(attempt.counter()), attempt.before);
        failures.count /= 2;
        access.staff.setFailures(attempt.counter(), failures);
        access.staff.insertSession(session);
        access.audit.append(
            {now, actor, "login", "staff:" + staff.id.toString(), auditDetail({{"source", attempt.source}})});
        return {};
    });
    if (!done)
        return failure(std::move(done));
    if (overtaken)
        return LoginRefused{LoginRefused::Why::WrongSecret};
    return LoggedIn{bearer, staff, session.expiresAt};
}

// The secret was not looked at: that is no failure of whoever typed it.
void LocalStaffing::uncount(const Attempt& attempt)
{
    auto done = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.staff.setFailures(attempt.counter(),
                                 withoutAttempt(access.staff.failuresOf(attempt.counter()), attempt.before));
        return {};
    });
    if (!done)
        parts_.log.warn("staffing", "cannot forget an attempt to log in: " + done.error().describe());
}

// The login as it was typed is not written down: people type passwords there. Nor is each failure, as anybody
// can make them by the thousand, one for each name.
Result<void> LocalStaffing::refuse(const Attempt& attempt, const std::optional<Staff>& staff, const char* why)
{
    const LoginFailures failures{attempt.before.count + 1, parts_.clock.now()};
    if (loginWait(failures, failures.lastAt).count() == 0)
        return {};
    return parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.audit.append(
            {parts_.clock.now(),
             {std::nullopt, attempt.at()},
             "login.refused",
             "staff:" + (staff ? staff->id.toString() : "unknown"),
             auditDetail(
                 {{"source", attempt.source}, {"why", why}, {"failures", std::to_string(failures.count)}})});
        return {};
    });
}

Result<void> LocalStaffing::logOut(const std::string& bearer)
{
    const Digest hash = sha256(bearer);
    return parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        const auto session = access.staff.findSession(hash);
        if (!session)
            return {};
        access.staff.endSession(hash);
        access.audit.append({parts_.clock.now(),
                             {session->staff, session->station},
                             "logout",
                             "staff:" + session->staff.toString(),
                             "{}"});
        return {};
    });
}

bool LocalStaffing::ended(const StaffSession& session, Instant now) const
{
    const auto idle = session.station ? parts_.limits.pinIdle : parts_.limits.passwordIdle;
    return now >= session.expiresAt || now >= session.seenAt + idle;
}

Result<std::optional<Who>> LocalStaffing::findSession(std::string_view bearer, SessionUse use)
{
    if (!isBearer(bearer))
        return std::optional<Who>();
    const Digest hash = sha256(bearer);
    auto who = parts_.storage.readValue([&](const sdk::ReadAccess& access) -> std::optional<Who> {
        const auto session = access.staff.findSession(hash);
        auto staff = session ? access.staff.find(session->staff) : std::nullopt;
        return staff && staff->active ? std::optional(Who{std::move(*staff), *session}) : std::nullopt;
    });
    if (!who)
        return failure(std::move(who));
    const Instant now = parts_.clock.now();
    if (!*who || ended((*who)->session, now))
        return std::optional<Who>();
    if (use == SessionUse::Look || now < (*who)->session.seenAt + kTouchEvery)
        return who;
    auto touched = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.staff.touchSession(hash, now);
        return {};
    });
    if (touched)
        (*who)->session.seenAt = now;
    else // the log-in itself is good; it only ends earlier
        parts_.log.warn("staffing", "cannot note that a log-in is in use: " + touched.error().describe());
    return who;
}

Result<TimeEntry> LocalStaffing::clock(const std::string& bearer, ClockAction action,
                                       const std::optional<sdk::IdempotencyKey>& idempotency)
{
    auto who = findSession(bearer, SessionUse::Touch);
    if (!who)
        return failure(std::move(who));
    if (!*who)
        return loggedOut();
    const StaffSession& session = (*who)->session;
    TimeEntry fresh;
    fresh.id = parts_.ids.next<TimeEntryId>();
    fresh.staff = session.staff;
    fresh.station = session.station;
    fresh.in = parts_.clock.now();
    TimeEntry entry;
    // Of several people at one station each has keys of their own, as each has times of their own.
    std::optional<sdk::IdempotencyKey> own = idempotency;
    if (own)
        own->scope += "|staff:" + session.staff.toString();
    auto done = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        const auto open = access.timeEntries.findOpen(session.staff);
        entry = open.value_or(fresh);
        const auto known = claimOnce(access, own, entry.id.toString());
        if (!known)
            return Failure(known.error());
        if (!known->empty())
            return recall(access, *known, entry);
        return clockInto(entry, open.has_value(), action, fresh.in, access);
    });
    if (!done)
        return failure(std::move(done));
    return entry;
}

Result<std::optional<TimeEntry>> LocalStaffing::openEntry(const std::string& bearer)
{
    auto who = findSession(bearer, SessionUse::Touch);
    if (!who)
        return failure(std::move(who));
    if (!*who)
        return loggedOut();
    return parts_.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.timeEntries.findOpen((*who)->session.staff); });
}

Result<void> LocalStaffing::tidy()
{
    const Instant now = parts_.clock.now();
    return parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.staff.removeSessionsBefore(now, kTidyAtOnce);
        access.staff.removeFailuresBefore(now - kFailuresKept, kTidyAtOnce);
        return {};
    });
}

} // namespace ace::staffing
