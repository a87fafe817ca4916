// SPDX-License-Identifier: MIT
// A front with a few handlers, for tests of what it does with connections.
#pragma once

#include "HttpClient.h"
#include "TestSupport.h"

#include <ace/base/SystemIdSource.h>
#include <ace/server/http/Answer.h>
#include <ace/server/http/Front.h>

#include <zlib.h>

#include <atomic>
#include <functional>
#include <memory>
#include <semaphore>
#include <thread>

namespace ace::test {

inline std::string gunzip(const std::string& packed)
{
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    std::string text(1u << 20, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    const int result = inflate(&stream, Z_FINISH);
    text.resize(stream.total_out);
    inflateEnd(&stream);
    return result == Z_STREAM_END ? text : "not gzip";
}

} // namespace ace::test

namespace ace::server::http {

using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

class FunctionHandler : public Poco::Net::HTTPRequestHandler
{
public:
    using Function = std::function<void(HTTPServerRequest&, HTTPServerResponse&)>;
    explicit FunctionHandler(Function function) : function_(std::move(function)) {}
    void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override
    {
        function_(request, response);
    }

private:
    Function function_;
};

class FrontFixture : public CppUnit::TestFixture
{
protected:
    void serve(const std::string& method, const std::string& path, FunctionHandler::Function function,
               RouteOptions route = {})
    {
        router.add(
            method, path,
            [function](const PathValues&) { return std::make_unique<FunctionHandler>(function); }, route);
    }
    // /hello, /echo, and /slow, which tells that it began and waits until it may end.
    void serveUsual()
    {
        serve("GET", "/hello", [](auto&, auto& response) { send(response, 200, "text/plain", "hello"); });
        serve("POST", "/echo", [](auto& request, auto& response) {
            const std::string body = readBody(request);
            send(response, 200, "text/plain", std::to_string(body.size()) + ":" + body.substr(0, 20));
        });
        serve("GET", "/slow", [this](auto&, auto& response) {
            slowBegun.release();
            slowMayEnd.acquire();
            send(response, 200, "text/plain", "slow but whole");
        });
    }
    void start() { front = test::valueOf(Front::start(options, site, {log, clock, ids, &topics})); }

    std::string raw(const std::string& bytes) { return test::exchangeRaw(front->port(), bytes); }
    Poco::Net::StreamSocket connect() const
    {
        Poco::Net::StreamSocket socket(Poco::Net::SocketAddress("127.0.0.1", front->port()));
        socket.setReceiveTimeout(Poco::Timespan(5, 0));
        return socket;
    }
    static void sendText(Poco::Net::StreamSocket& socket, const std::string& text)
    {
        socket.sendBytes(text.data(), static_cast<int>(text.size()));
    }
    // One piece; empty: the other side has closed. Throws after 5 s.
    static std::string readSome(Poco::Net::StreamSocket& socket)
    {
        std::string piece(65536, '\0');
        const int count = socket.receiveBytes(piece.data(), static_cast<int>(piece.size()));
        piece.resize(static_cast<std::size_t>(std::max(count, 0)));
        return piece;
    }
    static std::string readAll(Poco::Net::StreamSocket& socket)
    {
        std::string all;
        for (std::string piece = readSome(socket); !piece.empty(); piece = readSome(socket))
            all += piece;
        return all;
    }
    static std::string readUntil(Poco::Net::StreamSocket& socket, const std::string& wanted)
    {
        std::string all;
        while (all.find(wanted) == std::string::npos) {
            const std::string piece = readSome(socket);
            CPPUNIT_ASSERT_MESSAGE("closed before \"" + wanted + "\": " + all, !piece.empty());
            all += piece;
        }
        return all;
    }
    // Waits for what another thread does, at most 5 s.
    static void eventually(const std::string& what, const std::function<bool()>& holds)
    {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
        while (!holds()) {
            CPPUNIT_ASSERT_MESSAGE(what, std::chrono::steady_clock::now() < until);
            std::this_thread::yield();
        }
    }

    test::FakeLog log;
    SystemClock clock;
    SystemIdSource ids{clock};
    Topics topics{"run"};
    Router router;
    Site site{router,
              [](const auto&, auto& response, const Problem& problem) { sendProblemJson(response, problem); },
              log};
    std::counting_semaphore<> slowBegun{0};
    std::counting_semaphore<> slowMayEnd{0};
    FrontOptions options;
    std::unique_ptr<Front> front;
};

} // namespace ace::server::http
