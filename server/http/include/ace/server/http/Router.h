// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPRequestHandler.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ace::server::http {

// What stood for the {…} of a pattern, decoded, in order.
using PathValues = std::vector<std::string>;
using HandlerFactory = std::function<std::unique_ptr<Poco::Net::HTTPRequestHandler>(const PathValues&)>;

// Method and path → handler. A pattern is "/orders/{}/tickets/{}.pdf": {} stands for a part of one segment
// that is not empty. HEAD goes where GET goes. Filled before the server starts, then only read.
class Router
{
public:
    void add(std::string method, std::string_view pattern, HandlerFactory factory);
    // For handlers that take no path values.
    template <class Handler, class... Args>
    void serve(std::string method, std::string_view pattern, Args&... args)
    {
        add(std::move(method), pattern,
            [&args...](const PathValues&) { return std::make_unique<Handler>(args...); });
    }

    // Throws Problem: not_found, method_not_allowed, malformed (an address that is none).
    std::unique_ptr<Poco::Net::HTTPRequestHandler> find(const std::string& method,
                                                        std::string_view path) const;

private:
    struct Segment
    {
        std::string before; // {} stands between these, if there is one
        std::string after;
        bool open = false;
    };
    struct Route
    {
        std::string method;
        std::vector<Segment> segments;
        HandlerFactory factory;
    };
    static bool matches(const Route& route, const std::vector<std::string>& segments, PathValues& values);

    std::vector<Route> routes_;
};

} // namespace ace::server::http
