// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/people/Actor.h>
#include <ace/domain/people/Station.h>
#include <ace/runtime/DataFolder.h>
#include <ace/server/access/Operations.h>
#include <ace/staffing/LocalStaffing.h>

#include <optional>
#include <string>

namespace ace::server::access {

// Who sends a request, once authorize() has let it in.
struct Credential
{
    enum class Kind {
        Anonymous,
        Demo,       // a bearer of `ace token`
        Station,    // a station's JWT; `staff` where somebody is logged in there
        BackOffice, // a log-in with a password
    };

    Kind kind = Kind::Anonymous;
    std::string address;                // of the client; of IPv6 the /64
    std::optional<Station> station;     // Station
    std::optional<staffing::Who> staff; // BackOffice; Station: maybe
    std::string staffBearer;            // of `staff`: what Staffing's calls take
    std::optional<runtime::Role> demo;  // Demo

    // "station:<id>", "staff:<id>", "demo:counter", "anonymous": the same over log-ins, so that a request
    // that is repeated after one is still known.
    std::string id() const;
    // What an idempotency key or a nonce is unique in: the credential and the route.
    std::string scope(const Operation& operation) const;
    Actor actor() const;
    // By the roles of the staff; a station has them only at its own event. Demo: whatever its role does
    // today.
    bool may(const Permissions& permissions, EventId event) const;
    bool mayEverywhere(const Permissions& permissions) const;
    bool maySomewhere(const Permissions& permissions) const;
};

} // namespace ace::server::access
