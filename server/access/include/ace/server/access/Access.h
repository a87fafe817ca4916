// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Log.h>
#include <ace/server/access/Credential.h>
#include <ace/server/access/Operations.h>
#include <ace/server/access/RateLimiter.h>
#include <ace/server/access/StationJwt.h>
#include <ace/staffing/LocalStaffing.h>
#include <ace/staffing/StationRegistry.h>

#include <Poco/Net/HTTPServerRequest.h>

#include <optional>
#include <string>
#include <string_view>

namespace ace::server::access {

// Names this installation in the JWTs of its stations: the same for all servers that share a key file.
Result<std::string> installationOf(const runtime::DataFolder& folder);

// The one place that says who may. Thread-safe.
//
//   const Credential who = access.authorize(request, op);    first thing in a handler, before the body
//   requireEvent(who, op, order.event);                      once the event is known (Rules.h)
//
// Both throw http::Problem:
//   401 unauthorized              no credential, one that is none of ours, or out of time
//   401 station_revoked           a station's own good JWT, but the station is revoked
//   401 staff_session_required    a station without Ace-Staff where staff is needed, or that log-in has ended
//   403 forbidden                 a good credential that may not do this (here)
//   404 the operation's `missing` the object belongs to an event that is none of the credential's
//   429 too_many_requests         with Retry-After
// A station whose signature is good is told the truth however often it asks: it acts on its 401, and pays for
// it itself. Of others, who fails to prove who it is pays by its address.
// The answer carries RateLimit-Limit, -Remaining and -Reset.
class Access
{
public:
    struct Parts
    {
        staffing::LocalStaffing& staffing;
        staffing::StationRegistry& stations;
        const runtime::BearerCheck* demo; // null: the data folder is not marked demo
        const Clock& clock;
        IdSource& ids;
        std::string installation;
        RateLimits limits = {};
    };

    explicit Access(Parts parts);

    // `event`: where the address or the body names it; checked as by requireEvent().
    Credential authorize(const Poco::Net::HTTPServerRequest& request, const Operation& operation,
                         std::optional<EventId> event = std::nullopt);

    // For log-ins without a station, once the name is read: guesses at one name leave the others of the same
    // address alone. Throws too_many_requests.
    void countLogin(const Credential& who, std::string_view login);
    // A log-in that was right, or a pairing (`login` empty): only failures count.
    void giveBack(const Credential& who, const Operation& operation, std::string_view login = {});

private:
    Credential identify(const Poco::Net::HTTPServerRequest& request, const Operation& operation);
    void identifyBearer(const std::string& bearer, Credential& who);
    void identifyStaffHere(const std::string& bearer, const Operation& operation, Credential& who);
    RateLimiter::Grant take(const Credential& who, RateClass rate);
    void count(const Poco::Net::HTTPServerRequest& request, const Credential& who, RateClass rate);

    Parts parts_;
    StationJwt jwt_;
    RateLimiter limiter_;
};

} // namespace ace::server::access
