// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Clock.h>
#include <ace/domain/Ids.h>
#include <ace/domain/people/Role.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ace::inline domain {

// A role at one event; without an event, at all of them.
struct Assignment
{
    Role role = Role::Cashier;
    std::optional<EventId> event;

    bool operator==(const Assignment&) const = default;
};

struct Staff
{
    StaffId id;
    std::string name;
    std::string login;  // unique, lower case: what is typed in the back office and picked at a station
    bool active = true; // false: may not log in any more; what they did stays on record
    std::vector<Assignment> assignments;
    std::int64_t revision = 1;

    bool operator==(const Staff&) const = default;
    bool may(Permission permission, EventId event) const; // by any assignment, and active
    bool mayEverywhere(Permission permission) const;      // by an assignment without an event, and active
};

// Argon2id strings (RFC 9106, as libsodium writes them); empty: not set, nobody can log in with it.
struct StaffSecrets
{
    std::string password;
    std::string pin;
};

// A log-in. Its bearer is random and only its hash is kept.
struct StaffSession
{
    Digest bearerHash{};
    StaffId staff;
    std::optional<StationId> station; // a PIN at this station; none: a password in the back office
    Instant createdAt;
    Instant seenAt; // renewed about once a minute: it ends after a while without use
    Instant expiresAt;

    bool operator==(const StaffSession&) const = default;
};

// Failed log-ins in a row from one source at one account.
struct LoginFailures
{
    std::int32_t count = 0;
    Instant lastAt;
};

} // namespace ace::inline domain
