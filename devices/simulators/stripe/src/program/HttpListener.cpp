// SPDX-License-Identifier: MIT
#include "HttpListener.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/ThreadPool.h>

#include <algorithm>
#include <cctype>
#include <istream>

namespace ace::stripesimulator {

namespace {

constexpr int kThreadsMost = 64;
constexpr int kQueueMost = 256;
constexpr std::size_t kBodyMost = 1024 * 1024;

Request readRequest(Poco::Net::HTTPServerRequest& from)
{
    Request request;
    request.method = from.getMethod();
    const std::string& uri = from.getURI();
    const std::size_t mark = uri.find('?');
    request.path = uri.substr(0, mark);
    request.query = mark == std::string::npos ? "" : uri.substr(mark + 1);
    for (const auto& [name, value] : from) {
        std::string lower = name;
        std::ranges::transform(lower, lower.begin(), [](char c) {
            return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        });
        request.headers[lower] = value;
    }
    request.body.resize(kBodyMost + 1);
    from.stream().read(request.body.data(), static_cast<std::streamsize>(request.body.size()));
    request.body.resize(static_cast<std::size_t>(from.stream().gcount()));
    return request;
}

class Answerer : public Poco::Net::HTTPRequestHandler
{
public:
    explicit Answerer(const HttpListener::Handler& handler) : handler_(handler) {}

    void handleRequest(Poco::Net::HTTPServerRequest& from, Poco::Net::HTTPServerResponse& to) override
    {
        const Request request = readRequest(from);
        const Response response = request.body.size() > kBodyMost
                                      ? Response{413, {}, "The body has more than 1 MiB.\n"}
                                      : handler_(request);
        auto& socket = static_cast<Poco::Net::HTTPServerRequestImpl&>(from).socket();
        if (response.cut == Cut::Everything) {
            to.setKeepAlive(false);
            socket.shutdown();
            return;
        }
        to.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(response.status));
        to.setReason(Poco::Net::HTTPResponse::getReasonForStatus(to.getStatus()));
        for (const auto& [name, value] : response.headers)
            to.set(name, value);
        to.setContentLength(static_cast<std::streamsize>(response.body.size()));
        const bool isWhole = response.cut == Cut::None;
        if (!isWhole)
            to.setKeepAlive(false);
        to.send() << response.body.substr(0, isWhole ? std::string::npos : response.body.size() / 2)
                  << std::flush;
        if (!isWhole)
            socket.shutdown();
    }

private:
    const HttpListener::Handler& handler_;
};

class AnswererFactory : public Poco::Net::HTTPRequestHandlerFactory
{
public:
    explicit AnswererFactory(HttpListener::Handler handler) : handler_(std::move(handler)) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override
    {
        return new Answerer(handler_);
    }

private:
    const HttpListener::Handler handler_;
};

Poco::Net::HTTPServerParams* paramsOf()
{
    auto* const params = new Poco::Net::HTTPServerParams; // Poco counts its references
    params->setMaxThreads(kThreadsMost);
    params->setMaxQueued(kQueueMost);
    params->setKeepAlive(true);
    params->setKeepAliveTimeout(Poco::Timespan(5, 0));
    params->setTimeout(Poco::Timespan(10, 0));
    return params;
}

} // namespace

struct HttpListener::Parts
{
    Parts(const Poco::Net::ServerSocket& socket, Handler handler)
        : server(new AnswererFactory(std::move(handler)), threads, socket, paramsOf())
    {
    }

    Poco::ThreadPool threads{2, kThreadsMost};
    Poco::Net::HTTPServer server;
};

Result<std::unique_ptr<HttpListener>> HttpListener::start(std::uint16_t port, Handler handler)
{
    try {
        Poco::Net::ServerSocket socket;
        socket.bind(Poco::Net::SocketAddress("127.0.0.1", port), true, false); // no second one on this port
        socket.listen();
        auto parts = std::make_unique<Parts>(socket, std::move(handler));
        parts->server.start();
        return std::unique_ptr<HttpListener>(new HttpListener(std::move(parts)));
    } catch (const Poco::Exception& error) {
        return failure(ErrorCode::Invalid, "cannot listen on port " + std::to_string(port) + ": " +
                                               error.displayText() + ". Choose another port.");
    }
}

HttpListener::HttpListener(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

HttpListener::~HttpListener() { parts_->server.stopAll(true); }

std::string HttpListener::url() const { return "http://127.0.0.1:" + std::to_string(parts_->server.port()); }

} // namespace ace::stripesimulator
