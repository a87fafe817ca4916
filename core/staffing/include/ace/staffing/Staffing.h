// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Result.h>
#include <ace/domain/people/Staff.h>
#include <ace/domain/people/TimeEntry.h>
#include <ace/sdk/storage/OrderDraft.h>

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ace::staffing {

// Error::where of an idempotency key that came before with another request.
inline constexpr const char* kKeyReused = "idempotency key";

// Who may log in at a station: what its log-in screen lists.
struct StaffHere
{
    StaffId id;
    std::string name;
    std::string login;

    bool operator==(const StaffHere&) const = default;
};

struct PinLogin
{
    StationId station;
    std::string login;
    std::string pin;
};

struct LoggedIn
{
    std::string bearer; // 43 characters of base64url; shown once, only its hash is kept
    Staff staff;
    Instant expiresAt; // at the latest; without use it ends earlier
};

struct LoginRefused
{
    enum class Why {
        WrongSecret, // or no such login, or no secret set, or inactive: which one is not told
        TryLater,    // too many failures from here at this login; nothing was looked at
        NotHere,     // the right secret, but no role at this station's event, or a revoked station
    };

    Why why = Why::WrongSecret;
    std::chrono::seconds wait{0}; // TryLater
};

using LoginOutcome = std::variant<LoggedIn, LoginRefused>;

// What people do at a station about themselves. Local over a Storage, remote over the server's API.
// Thread-safe; an answer is given after it is durable. Any call may answer Offline or OutcomeUnknown.
class Staffing
{
public:
    virtual ~Staffing() = default;

    virtual Result<std::vector<StaffHere>> staffAt(StationId station) = 0; // by name
    virtual Result<LoginOutcome> logIn(const PinLogin& login) = 0;
    // A log-in that has ended already stays ended: no error.
    virtual Result<void> logOut(const std::string& bearer) = 0;

    // Of the person who is logged in. Conflict: the table in domain's TimeEntry.h refuses, or to clock in
    // this log-in is not at a station. NotFound: the log-in has ended. Invalid: the key came with another
    // request.
    virtual Result<TimeEntry> clock(const std::string& bearer, ClockAction action,
                                    const std::optional<sdk::IdempotencyKey>& idempotency) = 0;
    // None: not clocked in. NotFound: the log-in has ended.
    virtual Result<std::optional<TimeEntry>> openEntry(const std::string& bearer) = 0;
};

} // namespace ace::staffing
