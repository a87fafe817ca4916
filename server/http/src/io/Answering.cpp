// SPDX-License-Identifier: MIT
#include "Answering.h"

#include "../message/Compose.h"

#include <ace/server/http/Answer.h>
#include <ace/server/http/WholeResponse.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace ace::server::http {

namespace {

constexpr std::string_view kForwardedFor = "X-Forwarded-For";
constexpr std::string_view kForwardedProto = "X-Forwarded-Proto";

void compose(FrontContext& context, Exchange& exchange, const WholeRequest& request, WholeResponse& response)
{
    if (!response.isSafe()) {
        context.log.error("http",
                          "[" + exchange.requestId + "] a handler put a line break into a header field");
        context.site.refuse(request, response, Problem("internal", "The server's log has the details."));
    }
    if (!response.topic().empty() && !context.topics)
        context.site.refuse(request, response, Problem("unavailable", "This server streams no events."));
    // Packing takes time, of which only the slow routes may take much.
    constexpr std::size_t kPackedMost = 256u << 10;
    constexpr std::size_t kPackedSlowlyMost = 4u << 20;
    exchange.answer = http::compose(exchange.head, exchange.parties.secure, response,
                                    exchange.route.options().slow ? kPackedSlowlyMost : kPackedMost);
}

void answerLate(FrontContext& context, Exchange& exchange) noexcept
{
    context.refused(Refused::WaitedTooLong);
    refuseExchange(context, exchange, busy());
}

// What remains when even a problem cannot be shown: memory, most likely.
Composed lastResort()
{
    Composed composed;
    composed.status = 500;
    composed.head = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n";
    composed.keepAlive = false;
    return composed;
}

// Fields that only a trusted proxy may set never reach a handler from anybody else.
void dropField(Headers& fields, std::string_view name)
{
    std::erase_if(fields, [&](const auto& field) { return sameText(field.first, name); });
}

void readScheme(Exchange& exchange)
{
    if (const std::string* scheme = exchange.head.find(kForwardedProto))
        exchange.parties.secure = sameText(*scheme, "https");
}

bool saysItWasForwarded(const RequestHead& head)
{
    for (const std::string_view name :
         {kForwardedFor, kForwardedProto, std::string_view("Forwarded"), std::string_view("X-Forwarded-Host"),
          std::string_view("X-Real-IP"), std::string_view("Via")})
        if (head.find(name))
            return true;
    return false;
}

void readForwarding(FrontContext& context, Exchange& exchange)
{
    Headers& fields = exchange.head.fields;
    const Poco::Net::IPAddress peer = exchange.parties.client.host();
    exchange.parties.forwarded = saysItWasForwarded(exchange.head);
    if (!context.proxies.contains(peer)) {
        if (peer.isLoopback() && exchange.head.find(kForwardedFor) && !context.toldOfProxy.exchange(true))
            context.log.warn("http", "a proxy on this machine hands on requests, and all seem to be its own: "
                                     "name its address in server.trusted_proxies");
        dropField(fields, kForwardedFor);
        dropField(fields, kForwardedProto);
        dropField(fields, "Forwarded");
        dropField(fields, kRequestId);
        return;
    }
    if (!exchange.head.find(kForwardedFor))
        return readScheme(exchange);
    std::string chain;
    for (const auto& [name, value] : fields)
        if (sameText(name, kForwardedFor))
            chain += (chain.empty() ? "" : ",") + value;
    exchange.parties.client =
        Poco::Net::SocketAddress(context.proxies.clientOf(chain), exchange.parties.client.port());
    readScheme(exchange);
}

void nameRequest(FrontContext& context, Exchange& exchange)
{
    const std::string* given = exchange.head.find(kRequestId);
    exchange.requestId = given && RequestIds::isWellFormed(*given) ? *given : context.requestIds.next();
    dropField(exchange.head.fields, kRequestId);
    exchange.head.fields.emplace_back(kRequestId, exchange.requestId);
}

void checkHostName(const FrontContext& context, const RequestHead& head)
{
    const auto& names = context.options.hosts;
    const std::string_view host = head.field("Host");
    const std::size_t bracket = host.rfind(']');
    const std::string_view name =
        host.substr(0, host.find(':', bracket == std::string_view::npos ? 0 : bracket));
    const auto isName = [&](const std::string& known) { return sameText(known, name); };
    if (!names.empty() && std::none_of(names.begin(), names.end(), isName))
        throw Problem("malformed", "This server does not have the name that Host gives.");
}

} // namespace

Problem busy()
{
    return {"busy", "More is asked for at this moment than can be done.", {{"Retry-After", "1"}}};
}

void admitHead(FrontContext& context, Exchange& exchange)
{
    readForwarding(context, exchange);
    nameRequest(context, exchange);
    checkHostName(context, exchange.head);
    for (auto& [name, value] : exchange.head.fields)
        if (sameText(name, "If-Match"))
            forgetPacking(value);
    exchange.route = context.site.router().match(exchange.head.method, exchange.head.target);
}

void answerExchange(FrontContext& context, Exchange& exchange, bool late) noexcept
{
    if (late)
        return answerLate(context, exchange);
    try {
        WholeResponse response;
        WholeRequest request(exchange.head.method, exchange.head.target, exchange.head.fields,
                             std::move(exchange.body), exchange.parties, response);
        context.site.answer(request, response, exchange.route);
        compose(context, exchange, request, response);
    } catch (const std::exception& exception) {
        context.log.error("http", "[" + exchange.requestId + "] cannot answer: " + exception.what());
        exchange.answer = lastResort();
    }
}

void answerForAll(FrontContext& context, Exchange& exchange, bool late) noexcept
{
    AnswerCache::Answer shared;
    if (late) {
        answerLate(context, exchange);
    } else {
        try {
            const Monotonic begun = context.clock.monotonic();
            WholeResponse response;
            // HEAD leads for GET, too.
            WholeRequest request("GET", exchange.head.target, exchange.head.fields, {}, exchange.parties,
                                 response);
            context.site.answer(request, response, exchange.route);
            shared = makeShared(response, begun, exchange.route.options().shareFor);
            if (shared)
                exchange.answer = present(*shared, exchange.head, exchange.parties.secure);
            else
                compose(context, exchange, request, response);
        } catch (const std::exception& exception) {
            context.log.error("http", "[" + exchange.requestId + "] cannot answer: " + exception.what());
            exchange.answer = lastResort();
        }
    }
    context.answers.finish(exchange.head.target, shared);
}

void refuseExchange(FrontContext& context, Exchange& exchange, const Problem& problem) noexcept
{
    try {
        WholeResponse response;
        const WholeRequest request(exchange.head.method, exchange.head.target, exchange.head.fields, {},
                                   exchange.parties, response);
        if (exchange.head.target.empty()) // nobody knows who asked for what
            sendProblemJson(response, problem);
        else
            context.site.refuse(request, response, problem);
        compose(context, exchange, request, response);
    } catch (const std::exception& exception) {
        context.log.error("http", "[" + exchange.requestId + "] cannot refuse: " + exception.what());
        exchange.answer = lastResort();
    }
}

void nextPiece(FrontContext& context, Exchange& exchange, NextPiece& piece, bool late) noexcept
{
    if (late)
        return;
    try {
        piece.text.clear();
        const bool more = exchange.answer.pieces->next(piece.text);
        piece.outcome = more ? NextPiece::Outcome::More : NextPiece::Outcome::Last;
    } catch (const std::exception& exception) {
        context.log.error("http", "[" + exchange.requestId + "] a download is cut: " + exception.what());
        piece.outcome = NextPiece::Outcome::Failed;
    }
}

void appendLastLines(std::string& text, const FrontContext& context, std::string_view id, bool keepAlive,
                     bool http10)
{
    text.append("Date: ").append(httpDate(context.clock.now())).append("\r\n");
    if (!id.empty())
        text.append(kRequestId).append(": ").append(id).append("\r\n");
    if (!keepAlive)
        text.append("Connection: close\r\n");
    else if (http10)
        text.append("Connection: keep-alive\r\n");
    text.append("\r\n");
}

std::string lastLines(const FrontContext& context, const Exchange& exchange, bool keepAlive)
{
    std::string lines;
    lines.reserve(160);
    appendLastLines(lines, context, exchange.requestId, keepAlive, exchange.head.http10);
    return lines;
}

void finish(FrontContext& context, const Exchange& exchange, std::uint64_t bytes)
{
    static constexpr std::array<std::string_view, 8> kMethods = {"GET",    "HEAD",  "POST",    "PUT",
                                                                 "DELETE", "PATCH", "OPTIONS", "TRACE"};
    const auto method = std::find(kMethods.begin(), kMethods.end(), exchange.head.method);
    report(context,
           {method == kMethods.end() ? "OTHER" : *method,
            exchange.route.pattern(),
            exchange.answer.status,
            {},
            0,
            {}},
           exchange.arrived, bytes, exchange.requestId);
}

void report(FrontContext& context, Finished finished, Monotonic begun, std::uint64_t bytes,
            std::string_view id)
{
    ++context.requests;
    if (!context.options.observer && !context.options.accessLog)
        return;
    finished.took = context.clock.monotonic() - begun;
    finished.bytes = bytes;
    finished.requestId = id;
    if (context.options.observer)
        context.options.observer(finished);
    if (!context.options.accessLog)
        return;
    std::array<char, 160> figures{};
    std::snprintf(figures.data(), figures.size(), " %d %.1fms %lluB ", finished.status,
                  static_cast<double>(finished.took.count()) / 1000.0,
                  static_cast<unsigned long long>(finished.bytes));
    const std::string_view route = finished.route.empty() ? "-" : finished.route;
    context.log.info("access", std::string(finished.method) + " " + std::string(route) + figures.data() +
                                   std::string(id));
}

} // namespace ace::server::http
