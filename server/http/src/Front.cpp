// SPDX-License-Identifier: MIT
#include <ace/server/http/Front.h>

#include "Exchange.h"

#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>

namespace ace::server::http {

namespace {

Poco::Timespan timespan(std::chrono::milliseconds time) { return Poco::Timespan(time.count() * 1000); }

class ExchangeFactory : public Poco::Net::HTTPRequestHandlerFactory
{
public:
    explicit ExchangeFactory(ExchangeContext& context) : context_(context) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override
    {
        return new Exchange(context_); // Poco's contract: the caller deletes it
    }

private:
    ExchangeContext& context_;
};

// Poco sets no time-out for sending; this is the one place that sees each connection first.
class SendTimeout : public Poco::Net::TCPServerConnectionFilter
{
public:
    explicit SendTimeout(Poco::Timespan timeout) : timeout_(timeout) {}
    bool accept(const Poco::Net::StreamSocket& socket) override
    {
        Poco::Net::StreamSocket same(socket); // a handle to the same socket
        same.setSendTimeout(timeout_);
        return true;
    }

private:
    Poco::Timespan timeout_;
};

Poco::Net::HTTPServerParams::Ptr makeParams(const FrontOptions& options)
{
    Poco::Net::HTTPServerParams::Ptr params = new Poco::Net::HTTPServerParams; // counted by Poco's pointer
    params->setMaxThreads(options.threads);
    params->setMaxQueued(options.waitingMost);
    params->setTimeout(timespan(options.headTimeout));
    params->setKeepAlive(true);
    params->setKeepAliveTimeout(timespan(options.keepAliveTimeout));
    params->setMaxKeepAliveRequests(0); // no limit
    return params;
}

} // namespace

struct Front::Parts
{
    ExchangeContext context;
    Poco::ThreadPool threads;
    Poco::Net::ServerSocket socket;
    std::unique_ptr<Poco::Net::HTTPServer> server;

    Parts(const FrontOptions& options, const Site& site, Log& log)
        : context{options, site, log, {}, {}}, threads("http", 2, options.threads + 1)
    {
    }
};

Result<std::unique_ptr<Front>> Front::start(const FrontOptions& options, const Site& site, Log& log)
{
    auto parts = std::make_unique<Parts>(options, site, log);
    try {
        // Not the port's sharing: a second server on it would take half of our customers.
        parts->socket.bind(Poco::Net::SocketAddress(options.address, options.port), true, false);
        parts->socket.listen(1024);
    } catch (const Poco::Exception& exception) {
        return failure(ErrorCode::Invalid,
                       "cannot listen on " + options.address + ":" + std::to_string(options.port) + ": " +
                           exception.displayText() +
                           ". Choose another with --port, or end what listens there.",
                       "server.port");
    }
    parts->server = std::make_unique<Poco::Net::HTTPServer>(
        new ExchangeFactory(parts->context), parts->threads, parts->socket, makeParams(options));
    parts->server->setConnectionFilter(new SendTimeout(timespan(options.sendTimeout)));
    parts->server->start();
    return std::unique_ptr<Front>(new Front(std::move(parts)));
}

Front::Front(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Front::~Front()
{
    drain(std::chrono::milliseconds(0));
    parts_->threads.joinAll();
}

std::uint16_t Front::port() const { return parts_->socket.address().port(); }

bool Front::drain(std::chrono::milliseconds most)
{
    parts_->context.draining = true;
    parts_->server->stop();
    const bool done = parts_->context.inFlight.waitForNone(most);
    parts_->server->stopAll(true); // idle connections; what is still being answered loses its client
    return done;
}

} // namespace ace::server::http
