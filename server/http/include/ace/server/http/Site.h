// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Log.h>
#include <ace/server/http/Problem.h>
#include <ace/server/http/Router.h>

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <functional>

namespace ace::server::http {

// Puts a problem into an answer, as the audience of the address likes it: JSON or a page.
using ProblemWriter =
    std::function<void(const Poco::Net::HTTPServerRequest&, Poco::Net::HTTPServerResponse&, const Problem&)>;

// The HTTP wall: every request that is well framed comes here and every one is answered. Exceptions stop
// here: a Problem is told to the client, anything else is logged once and told as `internal`. Thread-safe.
class Site
{
public:
    Site(const Router& router, ProblemWriter writer, Log& log);

    const Router& router() const { return router_; }

    // `response` collects the answer and has sent nothing yet.
    void answer(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) const;
    void answer(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response,
                const Router::Match& match) const;
    void refuse(const Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response,
                const Problem& problem) const;

private:
    const Router& router_;
    ProblemWriter writer_;
    Log& log_;
};

} // namespace ace::server::http
