// SPDX-License-Identifier: MIT
#include <ace/server/access/Access.h>

#include "Refusals.h"

#include <ace/server/access/Rules.h>
#include <ace/server/access/Source.h>
#include <ace/server/http/Answer.h>

#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/String.h>

#include <algorithm>

namespace ace::server::access {

namespace {

using Kind = Credential::Kind;
using Request = Poco::Net::HTTPServerRequest;

// None: the header is not there.
std::optional<std::string> bearerOf(const Request& request)
{
    if (!request.has("Authorization"))
        return std::nullopt;
    const std::string& header = request.get("Authorization");
    constexpr std::string_view kScheme = "Bearer ";
    if (Poco::icompare(header.substr(0, kScheme.size()), std::string(kScheme)) != 0)
        throw notKnown("unauthorized", "Authorization must be Bearer with a credential of this server.");
    const std::size_t begin = header.find_first_not_of(' ', kScheme.size());
    return begin == std::string::npos ? std::string() : header.substr(begin);
}

http::Problem refusalOf(JwtRefusal refusal)
{
    switch (refusal) {
    case JwtRefusal::Revoked:
        return notKnown("station_revoked", "This station is revoked. Wipe its data and pair another one.");
    case JwtRefusal::OutOfTime:
        return notKnown("unauthorized", "The station's JWT is out of time. Date has this server's time: "
                                        "set the station's clock by it.");
    case JwtRefusal::LivesTooLong:
        return notKnown("unauthorized", "A station's JWT may live for 600 s at most.");
    case JwtRefusal::WrongPlace:
        return notKnown("unauthorized", "The station's JWT is for another installation.");
    case JwtRefusal::NotAToken:
    case JwtRefusal::Unknown:
        break;
    }
    return notKnown("unauthorized", "The bearer is not one of this server, or it has expired.");
}

http::Headers limitsOf(const RateLimiter::Grant& grant)
{
    return {{"RateLimit-Limit", std::to_string(grant.limit)},
            {"RateLimit-Remaining", std::to_string(grant.remaining)},
            {"RateLimit-Reset", std::to_string(grant.reset.count())}};
}

http::Problem tooMany(const RateLimiter::Grant& grant)
{
    http::Headers headers = limitsOf(grant);
    headers.emplace_back("Retry-After", std::to_string(grant.retryAfter.count()));
    return {"too_many_requests", "Too many requests; wait as long as Retry-After says.", std::move(headers)};
}

// The name was not checked, so the address comes first.
std::string loginKey(const Credential& who, std::string_view login)
{
    return who.address + " " + std::string(login);
}

bool wants(const Operation& operation, std::initializer_list<Who> kinds)
{
    return std::ranges::find(kinds, operation.who) != kinds.end();
}

// Whether this kind of credential is what the operation is for; roles come after.
void requireKind(const Credential& who, const Operation& operation)
{
    if (who.kind == Kind::Demo && operation.demo != who.demo)
        throw forbidden(std::string("A demo bearer of the ") + runtime::name(*who.demo) +
                        " is not for this.");
    if (who.kind == Kind::BackOffice && wants(operation, {Who::Station, Who::StaffAtStation, Who::LogIn}))
        throw forbidden("This is for stations.");
    if (who.kind != Kind::Station)
        return;
    if (operation.who == Who::BackOffice)
        throw forbidden("This is for the back office.");
    if (operation.at && who.station->kind != *operation.at)
        throw forbidden(std::string("This is for a ") + domain::name(*operation.at) + "; the station is a " +
                        domain::name(who.station->kind) + ".");
    if (!who.staff && wants(operation, {Who::Staff, Who::StaffAtStation}))
        throw notKnown("staff_session_required",
                       "Somebody must be logged in at this station: send Ace-Staff.");
}

void requireRole(const Credential& who, const Operation& operation)
{
    if (who.kind == Kind::Demo || who.kind == Kind::Anonymous)
        return;
    if (who.kind == Kind::Station && wants(operation, {Who::Station, Who::LogIn}))
        return;
    const bool may = operation.scope == Scope::Everywhere ? who.mayEverywhere(operation.permissions)
                                                          : who.maySomewhere(operation.permissions);
    if (!may)
        throw forbidden("The role of this credential does not include that.");
}

} // namespace

Result<std::string> installationOf(const runtime::DataFolder& folder)
{
    auto key = folder.deriveKey("installation");
    if (!key)
        return failure(std::move(key));
    Uuid uuid;
    std::copy_n(key->begin(), uuid.bytes.size(), uuid.bytes.begin());
    uuid.bytes[6] = static_cast<std::uint8_t>(0x80 | (uuid.bytes[6] & 0x0f)); // RFC 9562, version 8
    uuid.bytes[8] = static_cast<std::uint8_t>(0x80 | (uuid.bytes[8] & 0x3f));
    return uuid.toString();
}

Access::Access(Parts parts)
    : parts_(std::move(parts)), jwt_(parts_.stations, parts_.clock, parts_.installation),
      limiter_(parts_.limits, parts_.clock, parts_.ids)
{
}

Credential Access::authorize(const Request& request, const Operation& operation, std::optional<EventId> event)
{
    const Credential who = identify(request, operation);
    requireKind(who, operation);
    requireRole(who, operation);
    if (event)
        requireEvent(who, operation, *event);
    return who;
}

// Whoever fails to prove who it is counts by its address, and no valid credential from there suffers for it.
// A station that is refused although it proved who it is must hear why, or it would never wipe itself.
Credential Access::identify(const Request& request, const Operation& operation)
{
    Credential who;
    who.address = sourceOf(request);
    try {
        const bool looks = operation.who != Who::Public && operation.who != Who::Operator;
        const auto bearer = looks ? bearerOf(request) : std::nullopt;
        if (bearer)
            identifyBearer(*bearer, who);
        else if (looks && operation.who != Who::LogIn)
            throw http::Problem("unauthorized", "This needs the header Authorization: Bearer.",
                                {{"WWW-Authenticate", "Bearer realm=\"ace\""}});
        if (who.kind == Kind::Station && request.has("Ace-Staff"))
            identifyStaffHere(request.get("Ace-Staff"), operation, who);
    } catch (const http::Problem& problem) {
        if (problem.kind().status != 401)
            throw;
        if (who.kind == Kind::Station)
            take(who, RateClass::Write);
        else
            count(request, who, RateClass::Write);
        throw;
    }
    count(request, who, operation.rate);
    return who;
}

void Access::identifyBearer(const std::string& bearer, Credential& who)
{
    if (std::ranges::count(bearer, '.') == 2) {
        auto answer = http::valueOrThrow(jwt_.verify(bearer));
        const auto* refused = std::get_if<StationJwt::Refused>(&answer);
        if (refused && !refused->signer)
            throw refusalOf(refused->why);
        who.kind = Kind::Station;
        who.station = refused ? *refused->signer : std::get<Station>(answer);
        if (refused)
            throw refusalOf(refused->why);
        parts_.stations.noteSeen(who.station->id);
        return;
    }
    if (const auto demo = parts_.demo ? parts_.demo->verify(bearer, parts_.clock.now()) : std::nullopt) {
        who.kind = Kind::Demo;
        who.demo = demo;
        return;
    }
    auto session = http::valueOrThrow(parts_.staffing.findSession(bearer, staffing::SessionUse::Touch));
    // A log-in with a PIN counts only beside the JWT of the station where it was made.
    if (!session || session->session.station)
        throw refusalOf(JwtRefusal::Unknown);
    who.kind = Kind::BackOffice;
    who.staff = std::move(session);
    who.staffBearer = bearer;
}

// A station sends who is logged in with all that it asks by itself, too: only what people do is use, and a
// log-in that has ended holds up nothing else. When the station asks who it is, it is told.
void Access::identifyStaffHere(const std::string& bearer, const Operation& operation, Credential& who)
{
    using staffing::SessionUse;
    const bool byPeople = wants(operation, {Who::Staff, Who::StaffAtStation});
    auto session = http::valueOrThrow(
        parts_.staffing.findSession(bearer, byPeople ? SessionUse::Touch : SessionUse::Look));
    const bool stands = session && session->session.station == who.station->id;
    if (!stands && operation.who == Who::Station && operation.id != "showSelf")
        return;
    if (!stands)
        throw notKnown("staff_session_required",
                       "This log-in has ended, or was made elsewhere: log in again.");
    who.staff = std::move(session);
    who.staffBearer = bearer;
}

RateLimiter::Grant Access::take(const Credential& who, RateClass rate)
{
    using By = RateLimiter::By;
    const bool known = who.kind != Kind::Anonymous;
    return limiter_.take(known ? By::Credential : By::Address, known ? who.id() : who.address, rate);
}

void Access::count(const Request& request, const Credential& who, RateClass rate)
{
    if (who.kind == Kind::Demo) // demo data is for trying and measuring
        return;
    const auto grant = take(who, rate);
    if (!grant.allowed)
        throw tooMany(grant);
    for (const auto& [name, value] : limitsOf(grant))
        request.response().set(name, value);
}

void Access::countLogin(const Credential& who, std::string_view login)
{
    if (who.kind != Kind::Anonymous)
        return;
    const auto grant = limiter_.take(RateLimiter::By::Login, loginKey(who, login), RateClass::Login);
    if (!grant.allowed)
        throw tooMany(grant);
}

void Access::giveBack(const Credential& who, const Operation& operation, std::string_view login)
{
    using By = RateLimiter::By;
    if (who.kind == Kind::Demo)
        return;
    const bool known = who.kind != Kind::Anonymous;
    limiter_.giveBack(known ? By::Credential : By::Address, known ? who.id() : who.address, operation.rate);
    if (!known && !login.empty())
        limiter_.giveBack(By::Login, loginKey(who, login), operation.rate);
}

} // namespace ace::server::access
