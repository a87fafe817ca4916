// SPDX-License-Identifier: MIT
#pragma once

#include "InFlight.h"

#include <ace/server/http/Framing.h>
#include <ace/server/http/Front.h>

#include <Poco/Net/HTTPRequestHandler.h>

#include <atomic>

namespace ace::server::http {

// What all exchanges of a front share.
struct ExchangeContext
{
    const FrontOptions options;
    const Site& site;
    Log& log;
    InFlight inFlight;
    std::atomic<bool> draining{false};
};

// One request and its answer on a connection of Poco's server: the request is read whole, or the connection
// is closed.
class Exchange : public Poco::Net::HTTPRequestHandler
{
public:
    explicit Exchange(ExchangeContext& context) : context_(context) {}
    void handleRequest(Poco::Net::HTTPServerRequest& request,
                       Poco::Net::HTTPServerResponse& response) override;

private:
    std::string readBody(Poco::Net::HTTPServerRequest& request, const Framing& framing) const;

    ExchangeContext& context_;
};

} // namespace ace::server::http
