// SPDX-License-Identifier: MIT
#include "Exchange.h"

#include <ace/server/http/Answer.h>
#include <ace/server/http/WholeRequest.h>
#include <ace/server/http/WholeResponse.h>

#include <Poco/Exception.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/String.h>

#include <algorithm>
#include <array>
#include <ostream>

namespace ace::server::http {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// Fields that say how an answer travels are the front's own.
bool isFraming(const std::string& name)
{
    for (const char* framing : {"Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Date"})
        if (Poco::icompare(name, framing) == 0)
            return true;
    return false;
}

void write(const WholeResponse& answer, Poco::Net::HTTPServerResponse& response)
{
    response.setVersion(Poco::Net::HTTPMessage::HTTP_1_1); // Poco repeats whatever the client says
    response.setStatusAndReason(answer.getStatus(), answer.getReason());
    for (const auto& [name, value] : answer)
        if (!isFraming(name))
            response.add(name, value);
    const std::string body = answer.body();
    response.setContentLength64(static_cast<Poco::Int64>(body.size()));
    response.send() << body << std::flush;
}

// Closing a socket with unread input resets the connection, and the client may lose the answer. So we say
// that nothing more will come and take in, for a moment, what is still on its way.
void linger(Poco::Net::HTTPServerRequest& request)
{
    auto* real = dynamic_cast<Poco::Net::HTTPServerRequestImpl*>(&request);
    if (!real)
        return;
    constexpr std::size_t kBytesMost = 8u << 20;
    constexpr std::chrono::seconds kTimeMost{2};
    const SteadyTime until = std::chrono::steady_clock::now() + kTimeMost;
    try {
        Poco::Net::StreamSocket& socket = real->socket();
        socket.shutdownSend();
        socket.setReceiveTimeout(Poco::Timespan(0, 250'000));
        std::array<char, 65536> waste{};
        for (std::size_t got = 0; got < kBytesMost && std::chrono::steady_clock::now() < until;) {
            const int count = socket.receiveBytes(waste.data(), static_cast<int>(waste.size()));
            if (count <= 0)
                return;
            got += static_cast<std::size_t>(count);
        }
    } catch (const Poco::Exception&) {
        return; // the client has gone or is silent: all that was to be waited for
    }
}

} // namespace

std::string Exchange::readBody(Poco::Net::HTTPServerRequest& request, const Framing& framing) const
{
    const std::size_t most = context_.options.bodyBytesMost;
    const auto tooLarge = [&] {
        return Problem("too_large", "A body may have " + std::to_string(most) + " bytes.");
    };
    if (framing.length > most)
        throw tooLarge();
    std::string body;
    if (framing.length == 0 && !framing.chunked)
        return body;

    const SteadyTime until = std::chrono::steady_clock::now() + context_.options.bodyTimeout;
    std::streambuf& source = *request.stream().rdbuf();
    std::array<char, 16384> piece{};
    try {
        // One piece is what one receive brought, so that a client which drips cannot outlast the deadline.
        while (source.sgetc() != std::char_traits<char>::eof()) {
            const auto ready =
                std::min<std::streamsize>(source.in_avail(), static_cast<std::streamsize>(piece.size()));
            const std::streamsize count = source.sgetn(piece.data(), ready);
            body.append(piece.data(), static_cast<std::size_t>(count));
            if (body.size() > most)
                throw tooLarge();
            if (std::chrono::steady_clock::now() > until)
                throw Problem("request_timeout", "The body was not complete in time.");
            if (!framing.chunked && body.size() >= framing.length)
                break;
        }
    } catch (const Poco::TimeoutException&) {
        throw Problem("request_timeout", "The body was not complete in time.");
    }
    if (!framing.chunked && body.size() != framing.length)
        throw Problem("malformed", "The body is shorter than Content-Length says.");
    return body;
}

void Exchange::handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response)
{
    const InFlight::Entry entry(context_.inFlight);
    WholeResponse answer;
    bool unread = true;
    bool close = true;
    try {
        const Framing framing = framingOf(request);
        WholeRequest whole(request, readBody(request, framing), answer);
        unread = false;
        // Poco takes a broken chunk for the last one; what follows it must not be taken for a request.
        close = framing.chunked;
        context_.site.answer(whole, answer);
    } catch (const Problem& problem) {
        context_.site.refuse(request, answer, problem);
    }
    if (!answer.isSafe()) {
        context_.log.error("http", "a handler put a line break into a header field");
        context_.site.refuse(request, answer, Problem("internal", "The server's log has the details."));
    }
    if (close || context_.draining)
        response.setKeepAlive(false);
    write(answer, response);
    if (unread)
        linger(request);
}

} // namespace ace::server::http
