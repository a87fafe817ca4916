// SPDX-License-Identifier: MIT
// All operations of the API, once: what openapi.yaml describes, the router knows, and authorize() allows. The
// tests of roles and of the document are made from this table.
#pragma once

#include <ace/domain/people/Role.h>
#include <ace/domain/people/Station.h>
#include <ace/runtime/DataFolder.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ace::server::access {

enum class Who : std::uint8_t {
    Public,         // nobody needs a credential, and none is looked at
    Operator,       // /metrics: its handler decides
    LogIn,          // a station (PIN), or nobody (password)
    Station,        // a paired station, whoever stands at it
    Staff,          // staff with permission, at a station or in the back office
    StaffAtStation, // staff with permission, at a station
    BackOffice,     // staff with permission, logged in with a password
};

// Which event a permission must be held at. A station acts only for its own.
enum class Scope : std::uint8_t {
    None,       // there is none
    Everywhere, // a role without an event
    Slug,       // that of the address: 403 at another one
    Request,    // that which the body or the query names: 403 at another one
    Object,     // that of the object which the address names: at another one it is as if it did not exist
    List,       // that of ?event=; without it a station's own, in the back office a role without an event
    Any,        // at least one: about oneself, or the handler chooses what it shows
};

enum class Repeat : std::uint8_t {
    Harmless, // GET, PUT, DELETE, or what leaves nothing behind
    Key,      // needs Idempotency-Key
    Nonce,    // each scan has its own
    Code,     // a pairing code is used up
};

// What a request counts against; see RateLimiter.
enum class RateClass : std::uint8_t { Read, Write, Scan, Login, Pairing };

// Any one of these suffices; an empty set needs none.
class Permissions
{
public:
    constexpr Permissions() = default;
    constexpr Permissions(Permission one) : bits_(bit(one)) {}
    constexpr Permissions(std::initializer_list<Permission> any)
    {
        for (const Permission one : any)
            bits_ |= bit(one);
    }
    constexpr bool empty() const { return bits_ == 0; }
    constexpr bool contains(Permission one) const { return (bits_ & bit(one)) != 0; }

private:
    static constexpr std::uint32_t bit(Permission one) { return 1u << static_cast<unsigned>(one); }
    std::uint32_t bits_ = 0;
};

struct Operation
{
    std::string_view id;      // operationId of openapi.yaml
    std::string_view method;  // "GET"; HEAD goes where GET goes
    std::string_view pattern; // "/api/v1/orders/{code}"
    Who who = Who::Public;
    Permissions permissions = {};
    Scope scope = Scope::None;
    RateClass rate = RateClass::Read;
    Repeat repeat = Repeat::Harmless;
    bool ifMatch = false;                   // needs If-Match
    std::size_t bodyMost = 0;               // bytes; 0: it has no body
    bool slow = false;                      // waits in a line of its own: reports, documents, secrets
    std::string_view missing = "not_found"; // the problem where its object is not there
    std::optional<StationKind> at = {};     // of stations, only this kind
    std::optional<runtime::Role> demo = {}; // a demo bearer of this role may too
};

std::span<const Operation> operations();
const Operation& operation(std::string_view id); // asserts that it exists

// "/api/v1/orders/{}": as http::Router wants it.
std::string routePatternOf(const Operation& operation);

} // namespace ace::server::access
