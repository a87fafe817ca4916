// SPDX-License-Identifier: MIT
#pragma once

#include <ace/server/http/Problem.h>

#include <Poco/Net/HTTPRequestHandler.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::server::http {

// What stood for the {…} of a pattern, decoded, in order.
using PathValues = std::vector<std::string>;
using HandlerFactory = std::function<std::unique_ptr<Poco::Net::HTTPRequestHandler>(const PathValues&)>;

// What the connection front should know of a route.
struct RouteOptions
{
    std::size_t bodyBytesMost = 1u << 20;
    // Reports, documents: they wait in a line of their own and never take all the workers.
    bool slow = false;
    // GET: a 200 that sets no cookie may be given, for so long, to everybody who asks for the same address
    // without Cookie and Authorization. At most a second. 0: each request is answered on its own.
    std::chrono::milliseconds shareFor{0};
};

// Method and path → handler. A pattern is "/orders/{}/tickets/{}.pdf": {} stands for a part of one segment
// that is not empty. HEAD goes where GET goes. The one place that decodes percent-escapes; a segment "." or
// ".." is refused. Filled before the server starts, then only read.
class Router
{
private:
    struct Route;

public:
    // Where a request goes, or why nowhere.
    class Match
    {
    public:
        std::string_view pattern() const; // empty: no route
        const RouteOptions& options() const;
        const Problem* refusal() const { return refusal_ ? &*refusal_ : nullptr; } // null: there is a route
        std::unique_ptr<Poco::Net::HTTPRequestHandler> makeHandler() const;        // throws Problem

    private:
        friend class Router;
        const Route* route_ = nullptr; // of the router, which outlives all matches
        PathValues values_;
        std::optional<Problem> refusal_;
    };

    Router();
    ~Router();

    void add(std::string method, std::string_view pattern, HandlerFactory factory, RouteOptions options = {});
    // For handlers that take no path values.
    template <class Handler, class... Args>
    void serve(std::string method, std::string_view pattern, Args&... args)
    {
        add(std::move(method), pattern,
            [&args...](const PathValues&) { return std::make_unique<Handler>(args...); });
    }
    template <class Handler, class... Args>
    void serve(RouteOptions options, std::string method, std::string_view pattern, Args&... args)
    {
        add(
            std::move(method), pattern,
            [&args...](const PathValues&) { return std::make_unique<Handler>(args...); }, options);
    }

    // `target` may have a query. Refuses with not_found, method_not_allowed, malformed (an address that is
    // none).
    Match match(const std::string& method, std::string_view target) const;
    // Throws Problem.
    std::unique_ptr<Poco::Net::HTTPRequestHandler> find(const std::string& method,
                                                        std::string_view path) const;

private:
    void findRoute(Match& match, const std::string& method, std::string_view path) const; // throws Problem
    static bool matches(const Route& route, const std::vector<std::string>& segments, PathValues& values);

    std::vector<std::shared_ptr<const Route>>
        routes_; // in the order they were added; shared by copies of a router
};

} // namespace ace::server::http
