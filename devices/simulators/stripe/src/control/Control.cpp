// SPDX-License-Identifier: MIT
#include "Control.h"

#include "objects/Charges.h"
#include "objects/CheckoutSessions.h"
#include "objects/PaymentIntents.h"
#include "objects/Readers.h"

#include <optional>

namespace ace::stripesimulator {

namespace {

constexpr std::int64_t kAdvanceMost = 366LL * 24 * 3600;

Response controlAnswer(int status, const Json& body)
{
    return {status, {{"Content-Type", "application/json"}}, body.dump(2) + "\n"};
}

// "/refunds/re_1/fail" fits "/refunds/*/fail" with the id re_1.
std::optional<std::string> idIn(const std::string& path, const std::string& pattern)
{
    const std::size_t star = pattern.find('*');
    if (star == std::string::npos)
        return path == pattern ? std::optional<std::string>("") : std::nullopt;
    const std::string tail = pattern.substr(star + 1);
    if (!path.starts_with(pattern.substr(0, star)) || !path.ends_with(tail) ||
        path.size() <= star + tail.size())
        return std::nullopt;
    return path.substr(star, path.size() - star - tail.size());
}

template <class T> void must(const Result<T>& result)
{
    if (!result)
        throw invalidRequest(result.error().message);
}

bool flagIn(const Json& body, const char* name)
{
    if (!body.contains(name) || !body[name].is_boolean())
        throw invalidRequest(std::string("Send {\"") + name + "\": true} or false.");
    return body[name];
}

std::string textIn(const Json& body, const char* name, const std::string& absent = {})
{
    if (!body.contains(name))
        return absent;
    if (!body[name].is_string())
        throw invalidRequest(std::string(name) + " is a text.");
    return body[name];
}

Json bodyOf(const Request& request)
{
    if (request.body.empty())
        return Json::object();
    const Json body = Json::parse(request.body, nullptr, false);
    if (!body.is_object())
        throw invalidRequest("The body must be a JSON object.");
    return body;
}

} // namespace

Control::Control(Account& account, Api& api, Deliveries& deliveries, std::mutex& mutex)
    : account_(account), api_(api), deliveries_(deliveries), mutex_(mutex)
{
}

Response Control::handle(const Request& request)
{
    static const struct
    {
        const char* method;
        const char* path;
        Act act;
    } kActs[] = {
        {"POST", "/reset", &Control::reset},
        {"GET", "/clock", &Control::showClock},
        {"POST", "/clock", &Control::moveClock},
        {"GET", "/faults", &Control::showFaults},
        {"POST", "/faults", &Control::addFault},
        {"DELETE", "/faults", &Control::clearFaults},
        {"POST", "/release", &Control::release},
        {"GET", "/requests", &Control::showRequests},
        {"DELETE", "/requests", &Control::clearRequests},
        {"GET", "/webhooks", &Control::showKnobs},
        {"POST", "/webhooks", &Control::changeKnobs},
        {"POST", "/webhook_endpoints", &Control::addEndpoint},
        {"GET", "/deliveries", &Control::showDeliveries},
        {"POST", "/events/*/resend", &Control::resend},
        {"POST", "/payment_intents/*/settle", &Control::settle},
        {"POST", "/readers/*/act", &Control::actAt},
        {"POST", "/disputes", &Control::dispute},
        {"POST", "/disputes/*/close", &Control::endDispute},
        {"POST", "/balance", &Control::emptyBalance},
        {"POST", "/refunds/*/fail", &Control::refuseRefund},
        {"POST", "/refunds/*/settle", &Control::acceptRefund},
    };
    try {
        const Json body = bodyOf(request);
        const std::lock_guard lock(mutex_);
        account_.runDue();
        for (const auto& [method, path, act] : kActs)
            if (const auto id = idIn(request.path, path); id && request.method == method)
                return controlAnswer(
                    200, (this->*act)({*id, body, parseForm(request.query).value_or(Json::object())}));
        throw ApiError(404, {{"message", "SIMULATOR: there is no " + request.method + " " + request.path +
                                             " here; the README of the simulator lists what there is."}});
    } catch (const ApiError& error) {
        return controlAnswer(error.status(), {{"error", error.fields()}});
    }
}

Json Control::reset(const Asked&)
{
    account_.reset();
    deliveries_.reset();
    api_.reset();
    return {{"reset", true}};
}

Json Control::showClock(const Asked&) { return {{"now", account_.now()}}; }

Json Control::moveClock(const Asked& asked)
{
    const Json seconds = asked.body.value("advance_seconds", Json());
    if (!seconds.is_number_unsigned() ||
        seconds.get<std::uint64_t>() > static_cast<std::uint64_t>(kAdvanceMost))
        throw invalidRequest("advance_seconds is a whole number from 0 to a year's.");
    account_.advance(seconds);
    return showClock(asked);
}

Json Control::showFaults(const Asked&) { return api_.faults().describe(); }

Json Control::addFault(const Asked& asked)
{
    must(api_.faults().add(asked.body));
    return api_.faults().describe();
}

Json Control::clearFaults(const Asked& asked)
{
    api_.faults().clear();
    return showFaults(asked);
}

Json Control::release(const Asked&)
{
    api_.release();
    return {{"released", true}};
}

Json Control::showRequests(const Asked& asked)
{
    return {{"requests", api_.journal(textIn(asked.query, "method"), textIn(asked.query, "path"))}};
}

Json Control::clearRequests(const Asked&)
{
    api_.clearJournal();
    return {{"requests", Json::array()}};
}

Json Control::showKnobs(const Asked&)
{
    Json all = describe(deliveries_.knobs());
    all["waiting"] = deliveries_.waiting();
    return all;
}

Json Control::changeKnobs(const Asked& asked)
{
    must(change(deliveries_.knobs(), asked.body));
    return showKnobs(asked);
}

Json Control::addEndpoint(const Asked& asked)
{
    const std::string secret = textIn(asked.body, "secret");
    if (!secret.starts_with("whsec_"))
        throw invalidRequest("secret begins with whsec_.");
    Call call;
    call.parameters = {{"url", textIn(asked.body, "url")},
                       {"enabled_events", asked.body.value("enabled_events", Json::array({"*"}))}};
    Json endpoint = api_.operations().at("POST /v1/webhook_endpoints")(account_, call);
    (*account_.find(endpoint["id"].get<std::string>()))["_secret"] = secret;
    endpoint["secret"] = secret;
    return shown(endpoint);
}

Json Control::showDeliveries(const Asked&) { return {{"deliveries", deliveries_.log()}}; }

Json Control::resend(const Asked& asked)
{
    if (!deliveries_.enqueueAgain(asked.id))
        throw noSuch("event", asked.id);
    return {{"resent", asked.id}};
}

Json Control::settle(const Asked& asked)
{
    const bool paid = flagIn(asked.body, "paid");
    Json& intent = account_.need("payment_intent", asked.id);
    settleDelayed(account_, intent, paid);
    if (Json* const session = findSessionOf(account_, intent))
        settleDelayedSession(account_, *session, paid);
    return shown(intent);
}

Json Control::actAt(const Asked& asked)
{
    Json& reader = account_.need("terminal.reader", asked.id);
    actAtReader(account_, reader, textIn(asked.body, "act"));
    return shown(reader);
}

Json Control::dispute(const Asked& asked)
{
    std::string charge = textIn(asked.body, "charge");
    if (charge.empty()) {
        const Json& intent = account_.need("payment_intent", textIn(asked.body, "payment_intent"));
        charge = intent["latest_charge"].is_string() ? intent["latest_charge"].get<std::string>() : "";
    }
    return shown(
        openDispute(account_, account_.need("charge", charge), textIn(asked.body, "reason", "fraudulent")));
}

Json Control::endDispute(const Asked& asked)
{
    Json& dispute = account_.need("dispute", asked.id);
    closeDispute(account_, dispute, flagIn(asked.body, "won"));
    return shown(dispute);
}

Json Control::emptyBalance(const Asked& asked)
{
    account_.setBalanceEmpty(flagIn(asked.body, "empty"));
    return {{"empty", account_.balanceIsEmpty()}};
}

Json Control::refuseRefund(const Asked& asked)
{
    Json& refund = account_.need("refund", asked.id);
    failRefund(account_, refund);
    return shown(refund);
}

Json Control::acceptRefund(const Asked& asked)
{
    Json& refund = account_.need("refund", asked.id);
    settleRefund(account_, refund);
    return shown(refund);
}

} // namespace ace::stripesimulator
