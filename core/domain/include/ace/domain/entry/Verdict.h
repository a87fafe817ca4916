// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace ace::inline domain {

enum class Direction { Entry, Exit };

enum class Reason {
    Invalid,    // no token of ours, or a forged one
    UnknownKey, // signed by a key this gate does not accept (any more)
    WrongEvent,
    Unpaid, // signed, but no paid order stands behind it
    Canceled,
    Blocked,
    Revoked,
    Expired,
    NotYetValid,
    WrongProduct, // this gate is for other ticket types
    WrongZone,
    AlreadyRedeemed,
};

// Admitted where there is no reason.
struct Verdict
{
    std::optional<Reason> reason;

    bool operator==(const Verdict&) const = default;
    bool admitted() const { return !reason; }
};

const char* name(Reason reason);       // "already_redeemed": as in the API
const char* name(Direction direction); // "entry", "exit"
std::optional<Reason> parseReason(std::string_view text);

} // namespace ace::inline domain
