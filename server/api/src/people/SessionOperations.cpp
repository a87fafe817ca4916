// SPDX-License-Identifier: MIT
#include "Operations.h"
#include "StaffJson.h"

namespace ace::server::api {

namespace {

http::Problem problemOf(const staffing::LoginRefused& refused)
{
    using Why = staffing::LoginRefused::Why;
    if (refused.why == Why::TryLater)
        return {"login_delayed",
                "Too many log-ins failed here. Try again in " + std::to_string(refused.wait.count()) + " s.",
                {{"Retry-After", std::to_string(refused.wait.count())}}};
    if (refused.why == Why::NotHere)
        return {"not_here", "There is no role for you at this station's event."};
    return {"wrong_secret", "There is no such log-in, or the secret is another one."};
}

staffing::LoginOutcome logInBy(const Call& call, const LoginBody& body)
{
    if (call.who.station) {
        if (!body.pin)
            throw http::Problem("malformed", "At a station one logs in with \"pin\".");
        return http::valueOrThrow(call.services.people.staffing.logIn(
            staffing::PinLogin{call.who.station->id, body.login, *body.pin}));
    }
    if (!body.password)
        throw http::Problem("malformed", "Without a station's JWT one logs in with \"password\".");
    return http::valueOrThrow(call.services.people.staffing.logIn(
        staffing::PasswordLogin{body.login, *body.password, call.who.address}));
}

void logIn(Call& call)
{
    const LoginBody body = parseLogin(call.body());
    call.services.access.countLogin(call.who, body.login);
    const auto outcome = logInBy(call, body);
    if (const auto* refused = std::get_if<staffing::LoginRefused>(&outcome))
        throw problemOf(*refused);
    call.services.access.giveBack(call.who, call.operation, body.login);
    const auto& in = std::get<staffing::LoggedIn>(outcome);
    call.send(201, renderNewSession({in.bearer, in.expiresAt}, in.staff, call.events()));
}

void showSession(Call& call)
{
    const staffing::Who& who = *call.who.staff;
    call.send(200, renderSession(who.session, who.staff, call.events()));
}

void logOut(Call& call)
{
    http::valueOrThrow(call.services.people.staffing.logOut(call.who.staffBearer));
    call.sendNothing();
}

constexpr OperationFunction kFunctions[] = {
    {"logIn", logIn},
    {"showSession", showSession},
    {"logOut", logOut},
};

} // namespace

std::span<const OperationFunction> sessionOperations() { return kFunctions; }

} // namespace ace::server::api
