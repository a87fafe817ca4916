// SPDX-License-Identifier: MIT
#include <ace/kit/RemoteStaffing.h>

#include <ace/kit/RestClient.h>

#include "rest/AnswerJson.h"
#include "rest/RestProblem.h"

namespace ace::kit {

namespace {

using namespace staffing;

constexpr int kGone = 401, kNotHere = 403, kTableRefuses = 409, kTryLater = 429;

// Who is asked about is in the request, whoever may be logged in when it goes out.
HeaderFields staffField(const std::string& bearer) { return {{"Ace-Staff", bearer}}; }

std::vector<StaffHere> staffHereIn(const Json& json)
{
    std::vector<StaffHere> here;
    for (const Json& item : json.at("items"))
        here.push_back({idIn<StaffId>(item.at("id")), item.at("name").get<std::string>(),
                        item.at("login").get<std::string>()});
    return here;
}

// Roles name events by their slugs, which only the server can tell apart: the station leaves them out.
LoginOutcome loginIn(const Json& json)
{
    LoggedIn in;
    in.bearer = json.at("bearer").get<std::string>();
    const Json& staff = json.at("staff");
    in.staff.id = idIn<StaffId>(staff.at("id"));
    in.staff.name = staff.at("name").get<std::string>();
    in.staff.login = staff.at("login").get<std::string>();
    in.expiresAt = timeIn(json.at("expires_at"));
    return in;
}

// Where the station itself was refused, the link says so, and this is an error.
std::optional<LoginRefused> refusalIn(const RestAnswer& answer)
{
    const std::string code = problemCodeOf(answer);
    if (answer.status == kTryLater)
        return LoginRefused{LoginRefused::Why::TryLater, answer.retryAfter.value_or(std::chrono::seconds(1))};
    if (answer.status == kNotHere)
        return LoginRefused{LoginRefused::Why::NotHere, {}};
    if (code == "wrong_secret")
        return LoginRefused{};
    return std::nullopt;
}

TimeEntry entryIn(const Json& json)
{
    TimeEntry entry;
    entry.id = idIn<TimeEntryId>(json.at("id"));
    entry.staff = idIn<StaffId>(json.at("staff"));
    entry.station = findIdIn<StationId>(json, "station");
    entry.in = timeIn(json.at("in"));
    for (const Json& rest : json.at("breaks"))
        entry.breaks.push_back({timeIn(rest.at("from")), findTimeIn(rest, "until")});
    entry.out = findTimeIn(json, "out");
    entry.revision = json.at("revision").get<std::int64_t>();
    return entry;
}

Failure clockFailure(const RestAnswer& answer)
{
    if (answer.status == kGone)
        return failure(ErrorCode::NotFound, "your log-in has ended; log in again");
    if (answer.status == kTableRefuses)
        return failure(ErrorCode::Conflict, describeProblem(answer));
    return failureOf(answer, "the time clock");
}

} // namespace

Result<std::vector<StaffHere>> RemoteStaffing::staffAt(StationId)
{
    const auto answer = client_.send({.path = "/api/v1/staff-here?limit=200"});
    if (!answer)
        return Failure(answer.error());
    if (!answer->good())
        return failureOf(*answer, "who may log in here");
    return readAnswer(*answer, staffHereIn);
}

Result<LoginOutcome> RemoteStaffing::logIn(const PinLogin& login)
{
    const auto answer = client_.send({.method = "POST",
                                      .path = "/api/v1/sessions",
                                      .body = Json{{"login", login.login}, {"pin", login.pin}}.dump(),
                                      .repeatable = false,
                                      .busyIsAnAnswer = true});
    if (!answer)
        return Failure(answer.error());
    if (answer->good())
        return readAnswer(*answer, loginIn);
    if (const auto refused = refusalIn(*answer))
        return LoginOutcome(*refused);
    return failureOf(*answer, "the log-in");
}

Result<void> RemoteStaffing::logOut(const std::string& bearer)
{
    const auto answer =
        client_.send({.method = "DELETE", .path = "/api/v1/sessions/current", .fields = staffField(bearer)});
    if (!answer)
        return Failure(answer.error());
    if (!answer->good() && answer->status != kGone)
        return failureOf(*answer, "the log-out");
    return {};
}

Result<TimeEntry> RemoteStaffing::clock(const std::string& bearer, ClockAction action,
                                        const std::optional<sdk::IdempotencyKey>& idempotency)
{
    const auto answer = client_.send({.method = "POST",
                                      .path = "/api/v1/time-entries",
                                      .body = Json{{"action", name(action)}}.dump(),
                                      .idempotencyKey = idempotency ? idempotency->key : "",
                                      .fields = staffField(bearer),
                                      .repeatable = idempotency.has_value()});
    if (!answer)
        return Failure(answer.error());
    if (!answer->good())
        return clockFailure(*answer);
    return readAnswer(*answer, entryIn);
}

Result<std::optional<TimeEntry>> RemoteStaffing::openEntry(const std::string& bearer)
{
    const auto answer = client_.send({.path = "/api/v1/time-entries/current", .fields = staffField(bearer)});
    if (!answer)
        return Failure(answer.error());
    if (!answer->good())
        return clockFailure(*answer);
    return readAnswer(*answer, [](const Json& json) {
        const Json& entry = json.at("entry");
        return entry.is_null() ? std::optional<TimeEntry>() : std::optional(entryIn(entry));
    });
}

} // namespace ace::kit
