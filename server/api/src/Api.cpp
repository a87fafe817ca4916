// SPDX-License-Identifier: MIT
#include <ace/server/api/Api.h>

#include <ace/base/Assert.h>
#include <ace/server/access/Operations.h>
#include <ace/server/api/UnderWay.h>

#include "Documentation.h"
#include "Operations.h"

#include <Poco/Net/HTTPRequestHandler.h>

namespace ace::server::api {

namespace {

using Run = void (*)(Call&);

// One request of one operation: authorised, held back while the same key is under way, then done.
class OperationHandler : public Poco::Net::HTTPRequestHandler
{
public:
    OperationHandler(const Services& services, const access::Operation& operation, Run run,
                     http::PathValues path)
        : services_(services), operation_(operation), run_(run), path_(std::move(path))
    {
    }

    void handleRequest(Poco::Net::HTTPServerRequest& request,
                       Poco::Net::HTTPServerResponse& response) override
    {
        try {
            handle(request, response);
        } catch (const http::Problem& problem) {
            throw withLimits(problem, response);
        }
    }

private:
    void handle(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response)
    {
        Call call({services_, operation_, request, response, path_});
        if (operation_.repeat != access::Repeat::Key)
            return run_(call);
        const sdk::IdempotencyKey key = call.idempotencyKey();
        const UnderWay::Turn turn(services_.underWay, key.scope + '\n' + key.key);
        run_(call);
    }

    // A refusal is a new answer; what the request has left of its limits stays.
    static http::Problem withLimits(const http::Problem& problem,
                                    const Poco::Net::HTTPServerResponse& response)
    {
        http::Headers headers = problem.headers();
        for (const char* name : {"RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"})
            if (response.has(name))
                headers.emplace_back(name, response.get(name));
        return http::Problem(problem.kind().code, problem.detail(), std::move(headers))
            .because(problem.cause());
    }

    const Services& services_;
    const access::Operation& operation_;
    const Run run_;
    const http::PathValues path_;
};

Run functionOf(std::string_view id)
{
    for (const auto& functions :
         {eventOperations(), voucherOperations(), waitingRoomOperations(), orderOperations(),
          afterSaleOperations(), entryOperations(), allotmentOperations(), tillOperations(),
          staffOperations(), sessionOperations(), timeOperations(), stationOperations(), reportOperations(),
          noticeOperations(), serverOperations()})
        for (const OperationFunction& function : functions)
            if (function.id == id)
                return function.run;
    return nullptr;
}

// A sale shows within this time: a popular event is asked of the record twice a second, not for each visitor.
constexpr std::chrono::milliseconds kSharedFor{500};

http::RouteOptions optionsOf(const access::Operation& operation)
{
    http::RouteOptions options;
    options.bodyBytesMost = operation.bodyMost;
    options.slow = operation.slow;
    if (operation.id == "listEvents" || operation.id == "showEvent")
        options.shareFor = kSharedFor;
    return options;
}

// Served by Documentation.cpp, and by the shop.
bool isPage(std::string_view id) { return id == "showOpenapi" || id == "showDocs" || id == "showProblem"; }

} // namespace

void addRoutes(http::Router& router, const Services& services)
{
    for (const access::Operation& operation : access::operations()) {
        if (isPage(operation.id))
            continue;
        const Run run = functionOf(operation.id);
        ACE_ASSERT(run != nullptr);
        router.add(
            std::string(operation.method), access::routePatternOf(operation),
            [&services, &operation, run](const http::PathValues& values) {
                return std::make_unique<OperationHandler>(services, operation, run, values);
            },
            optionsOf(operation));
    }
    addDocumentation(router);
}

} // namespace ace::server::api
