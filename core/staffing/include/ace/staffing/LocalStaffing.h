// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/base/Log.h>
#include <ace/sdk/storage/Storage.h>
#include <ace/staffing/SecretHasher.h>
#include <ace/staffing/Staffing.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ace::staffing {

// A log-in in the back office.
struct PasswordLogin
{
    std::string login;
    std::string password;
    std::string source; // where from, for the back-off: an address, of IPv6 the /64
};

// Who a bearer is, as the record says now.
struct Who
{
    Staff staff;
    StaffSession session;
};

// Whether somebody does something with a log-in, or a machine only shows it.
enum class SessionUse { Look, Touch };

// How long a log-in lasts: at most, and without use.
struct SessionLimits
{
    std::chrono::minutes pinMost{16 * 60};
    std::chrono::minutes pinIdle{4 * 60};
    std::chrono::minutes passwordMost{12 * 60};
    std::chrono::minutes passwordIdle{30};
};

// Staffing over a Storage; several processes may share it.
//
// Failures are counted on record by source and login: of a PIN the source is the station, of a password the
// address. So nobody can lock out somebody who is elsewhere. The first 5 are free, then each makes the next
// wait twice as long: 1 s, 2 s, … 15 min. An attempt counts before its secret is looked at, so guesses at the
// same moment count too, but not one that could not be looked at; the right secret halves the
// count, so that who guesses between somebody's log-ins gains little. The audit log has the failures that
// make the next one wait.
class LocalStaffing : public Staffing
{
public:
    struct Parts
    {
        sdk::Storage& storage;
        SecretHasher& hasher;
        const Clock& clock;
        IdSource& ids;
        Log& log;
        SessionLimits limits = {};
    };

    explicit LocalStaffing(const Parts& parts) : parts_(parts) {}

    Result<std::vector<StaffHere>> staffAt(StationId station) override;
    Result<LoginOutcome> logIn(const PinLogin& login) override;
    Result<void> logOut(const std::string& bearer) override;
    Result<TimeEntry> clock(const std::string& bearer, ClockAction action,
                            const std::optional<sdk::IdempotencyKey>& idempotency) override;
    Result<std::optional<TimeEntry>> openEntry(const std::string& bearer) override;

    Result<LoginOutcome> logIn(const PasswordLogin& login);
    // None: no log-in of ours, ended, or the person is inactive. Touch notes, about once a minute, that it is
    // in use.
    Result<std::optional<Who>> findSession(std::string_view bearer, SessionUse use);

    // Forgets log-ins that are over and failures older than a day, 500 of each at most. To be called about
    // once a minute.
    Result<void> tidy();

private:
    struct Attempt; // what both kinds of log-in have in common

    Result<LoginOutcome> attempt(Attempt attempt);
    Result<LoginOutcome> open(const Attempt& attempt, const Staff& staff, const std::string& hash);
    Result<void> refuse(const Attempt& attempt, const std::optional<Staff>& staff, const char* why);
    void uncount(const Attempt& attempt);
    bool ended(const StaffSession& session, Instant now) const;

    Parts parts_;
};

} // namespace ace::staffing
