// SPDX-License-Identifier: MIT
#include "Api.h"

#include "Keys.h"

#include "state/Listing.h"
#include "wire/ParameterCheck.h"

#include <ace/base/Embedded.h>

#include <algorithm>
#include <sstream>

namespace ace::embedded {
std::span<const File> stripeParameters();
}

namespace ace::stripesimulator {

namespace {

constexpr std::size_t kJournalMost = 10'000;
constexpr std::size_t kKeyMost = 255;
constexpr std::chrono::seconds kHoldMost{60};

Response jsonResponse(int status, const Json& body)
{
    return {status, {{"Content-Type", "application/json"}}, body.dump(2) + "\n"};
}

Response errorResponse(const ApiError& error)
{
    return jsonResponse(error.status(), {{"error", error.fields()}});
}

Response errorResponse(int status, const std::string& type, const std::string& message,
                       const std::string& code = {})
{
    Json fields{{"type", type}, {"message", message}};
    if (!code.empty())
        fields["code"] = code;
    return errorResponse(ApiError(status, std::move(fields)));
}

// The id of the path where it fits the operation's.
std::optional<std::string> fittingId(const std::string& path, const std::string& pattern)
{
    std::istringstream given(path), wanted(pattern);
    std::string id, part, place;
    while (std::getline(wanted, place, '/')) {
        if (!std::getline(given, part, '/'))
            return std::nullopt;
        if (place.starts_with("{") && !part.empty())
            id = percentDecode(part);
        else if (place != part)
            return std::nullopt;
    }
    return std::getline(given, part) ? std::nullopt : std::optional<std::string>(id);
}

Json formOf(const Request& request)
{
    const bool inBody = request.method == "POST";
    const std::string type = request.header("content-type");
    if (inBody && !request.body.empty() && !type.starts_with("application/x-www-form-urlencoded"))
        throw invalidRequest("The body must be application/x-www-form-urlencoded, not \"" + type + "\".");
    auto form = parseForm(inBody ? request.body : request.query);
    if (!form)
        throw invalidRequest(form.error().message).withParam(form.error().where);
    return std::move(*form);
}

Response readerTimeout()
{
    return errorResponse(400, "invalid_request_error", "SIMULATOR: the reader did not answer.",
                         "terminal_reader_timeout");
}

// Before it is executed, and instead of that.
std::optional<Response> insteadOf(const Fault& fault)
{
    if (fault.is("drop_before"))
        return Response{0, {}, "", Cut::Everything};
    if (fault.is("error_500_before"))
        return errorResponse(500, "api_error", "SIMULATOR: an error before the request was executed.");
    if (fault.is("rate_limit"))
        return errorResponse(429, "invalid_request_error", "SIMULATOR: too many requests.", "rate_limit");
    if (fault.is("lock_timeout"))
        return errorResponse(429, "invalid_request_error", "SIMULATOR: another request holds this object.",
                             "lock_timeout");
    if (fault.is("conflict"))
        return errorResponse(409, "invalid_request_error", "SIMULATOR: another request changes this object.");
    if (fault.is("reader_timeout_before"))
        return readerTimeout();
    if (fault.is("unauthorized"))
        return errorResponse(401, "invalid_request_error", "SIMULATOR: the key was revoked.",
                             "api_key_expired");
    return std::nullopt;
}

Response badGateway()
{
    return {
        502, {{"Content-Type", "text/html"}}, "<html><body><h1>502 Bad Gateway</h1>SIMULATOR</body></html>"};
}

} // namespace

struct Api::Asked
{
    const Request& request;
    std::string id; // "req_…"
    Fault fault;
    std::string version;
    std::string key; // empty: without one
    const Operation* operation = nullptr;
    Call call;
    Json form = Json::object();
    std::uint64_t releasesBefore = 0;
};

Api::Api(Account& account, std::mutex& mutex)
    : account_(account), mutex_(mutex), table_(parseParameterTable(embedded::stripeParameters()[0].content))
{
    addPaymentIntentOperations(operations_);
    addChargeOperations(operations_);
    addCheckoutOperations(operations_);
    addEventOperations(operations_);
    addTerminalOperations(operations_);
}

Response Api::handle(const Request& request)
{
    Asked asked{request, {}, {}, "2026-10-28.endive", {}, nullptr, {}, Json::object(), 0};
    {
        const std::lock_guard lock(mutex_);
        account_.runDue();
        asked.id = account_.newId("req_", 14);
        asked.fault = faults_.next(request.method, request.path).value_or(Fault{});
        asked.releasesBefore = releases_;
    }
    Response response;
    try {
        const auto instead = insteadOf(asked.fault);
        response = instead ? *instead : asked.fault.is("html_502_before") ? badGateway() : answer(asked);
    } catch (const ApiError& error) {
        response = errorResponse(error);
    }
    if (asked.fault.is("html_502_after"))
        response = badGateway();
    response.headers.emplace_back("Request-Id", asked.id);
    response.headers.emplace_back("Stripe-Version", asked.version);
    if (!asked.key.empty())
        response.headers.emplace_back("Idempotency-Key", asked.key);
    if (asked.fault.shouldRetry.is_boolean())
        response.headers.emplace_back("Stripe-Should-Retry", asked.fault.shouldRetry.dump());
    const std::lock_guard lock(mutex_);
    note(asked, response.status);
    return response;
}

Response Api::answer(Asked& asked)
{
    checkKey(asked.request);
    asked.version = versionOf(asked.request);
    asked.form = formOf(asked.request);
    route(asked);
    asked.call.version = asked.version.substr(asked.version.find('.') + 1);
    asked.call.path = asked.request.path;
    asked.call.parameters = checkParameters(asked.operation->parameters, asked.form, asked.call.version);
    asked.key = asked.request.method == "POST" ? asked.request.header("idempotency-key") : "";
    if (asked.key.size() > kKeyMost)
        throw invalidRequest("An idempotency key has at most 255 characters.");

    std::unique_lock lock(mutex_);
    if (!asked.key.empty()) {
        const std::string what = asked.request.method + " " + asked.request.path + "\n" + asked.form.dump();
        if (auto kept = idempotency_.begin(asked.key, what, account_.now())) {
            kept->headers.emplace_back("Idempotent-Replayed", "true");
            return *kept;
        }
    }
    waitAsFault(lock, asked, "hold_before");
    Response response = execute(asked);
    if (!asked.key.empty())
        idempotency_.finish(asked.key, response);
    waitAsFault(lock, asked, "hold_after");
    if (asked.fault.is("drop_after"))
        response.cut = Cut::Everything;
    if (asked.fault.is("truncated"))
        response.cut = Cut::SecondHalf;
    return response;
}

void Api::route(Asked& asked) const
{
    for (const Operation& operation : table_) {
        const std::size_t space = operation.name.find(' ');
        if (operation.name.substr(0, space) != asked.request.method)
            continue;
        if (auto id = fittingId(asked.request.path, operation.name.substr(space + 1))) {
            asked.operation = &operation;
            asked.call.id = std::move(*id);
            return;
        }
    }
    throw ApiError(
        404, {{"type", "invalid_request_error"},
              {"message", "The simulator has no " + asked.request.method + " " + asked.request.path + "."}});
}

Response Api::execute(Asked& asked)
{
    account_.cause() = {asked.id, asked.key, asked.version};
    Response response;
    try {
        const Json object = operations_.at(asked.operation->name)(account_, asked.call);
        response = jsonResponse(200, expanded(account_, shown(object), asked.call.parameters));
    } catch (const ApiError& error) {
        response = errorResponse(error);
    } catch (const std::exception& error) {
        response = errorResponse(500, "api_error",
                                 std::string("SIMULATOR: a defect of the simulator: ") + error.what());
    }
    account_.cause() = {};
    if (asked.fault.is("error_500_after")) // kept for the key, as Stripe keeps it
        return errorResponse(500, "api_error", "SIMULATOR: an error after the request was executed.");
    return asked.fault.is("reader_timeout_after") ? readerTimeout() : response;
}

// A latency is a hold with an end.
void Api::waitAsFault(std::unique_lock<std::mutex>& lock, const Asked& asked, const char* hold)
{
    const bool isLatency = asked.fault.is("latency") && std::string_view(hold) == "hold_before";
    if (!isLatency && !asked.fault.is(hold))
        return;
    journal_.push_back({{"request", asked.id}, {"waits", hold}});
    const auto most = isLatency ? std::chrono::milliseconds(asked.fault.latencyMs) : kHoldMost;
    released_.wait_for(lock, most, [&] { return releases_ != asked.releasesBefore; });
    std::erase_if(journal_, [&](const Json& entry) { return entry["request"] == asked.id; });
}

void Api::note(const Asked& asked, int status)
{
    journal_.push_back({{"request", asked.id},
                        {"time", account_.now()},
                        {"method", asked.request.method},
                        {"path", asked.request.path},
                        {"parameters", asked.form},
                        {"version", asked.version},
                        {"idempotency_key", asked.key.empty() ? Json(nullptr) : Json(asked.key)},
                        {"fault", asked.fault.kind.empty() ? Json(nullptr) : Json(asked.fault.kind)},
                        {"status", status}});
    if (journal_.size() > kJournalMost)
        journal_.pop_front();
}

Json Api::journal(const std::string& method, const std::string& pathPattern) const
{
    Json entries = Json::array();
    for (const Json& entry : journal_)
        if ((method.empty() || entry.value("method", method) == method) &&
            (pathPattern.empty() || matchesPattern(entry.value("path", ""), pathPattern)))
            entries.push_back(entry);
    return entries;
}

void Api::release()
{
    ++releases_;
    released_.notify_all();
}

void Api::reset()
{
    faults_.clear();
    idempotency_.clear();
    journal_.clear();
    release();
}

} // namespace ace::stripesimulator
