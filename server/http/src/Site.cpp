// SPDX-License-Identifier: MIT
#include <ace/server/http/Site.h>

#include <ace/server/http/Answer.h>

#include <Poco/Exception.h>

namespace ace::server::http {

namespace {

// The path only: a query, and the key in a customer's link, are no business of a log.
std::string nameForLog(const Poco::Net::HTTPServerRequest& request)
{
    std::string path(pathOf(request));
    if (path.starts_with("/orders/"))
        path = "/orders/…";
    const std::string id = requestIdOf(request);
    return (id.empty() ? "" : "[" + id + "] ") + request.getMethod() + " " + path;
}

} // namespace

Site::Site(const Router& router, ProblemWriter writer, Log& log)
    : router_(router), writer_(std::move(writer)), log_(log)
{
}

void Site::answer(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) const
{
    answer(request, response, router_.match(request.getMethod(), request.getURI()));
}

void Site::answer(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response,
                  const Router::Match& match) const
{
    try {
        match.makeHandler()->handleRequest(request, response);
        if (response.sent())
            return;
        log_.error("http", nameForLog(request) + ": the handler gave no answer");
    } catch (const Problem& problem) {
        if (!problem.cause().empty())
            log_.error("http", nameForLog(request) + ": " + problem.cause());
        return refuse(request, response, problem);
    } catch (const Poco::Exception& exception) {
        log_.error("http", nameForLog(request) + ": " + exception.displayText());
    } catch (const std::exception& exception) {
        log_.error("http", nameForLog(request) + ": " + exception.what());
    } catch (...) {
        log_.error("http", nameForLog(request) + ": an exception of unknown type");
    }
    refuse(request, response, Problem("internal", "The server's log has the details."));
}

void Site::refuse(const Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response,
                  const Problem& problem) const
{
    response.clear(); // what a handler had begun to say
    if (const std::string id = requestIdOf(request); !id.empty())
        response.set(kRequestId, id); // for the problem's document
    try {
        return writer_(request, response, problem);
    } catch (const std::exception& exception) {
        log_.error("http", nameForLog(request) + ": cannot show a problem: " + exception.what());
    }
    sendProblemJson(response, problem);
}

} // namespace ace::server::http
