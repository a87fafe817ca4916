// SPDX-License-Identifier: MIT
#include <ace/server/http/Router.h>

#include <ace/base/Assert.h>
#include <ace/base/Bytes.h>
#include <ace/server/http/Problem.h>

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <set>

namespace ace::server::http {

namespace {

std::vector<std::string_view> split(std::string_view path)
{
    std::vector<std::string_view> segments;
    std::size_t at = 1; // after the first slash
    while (true) {
        const std::size_t end = path.find('/', at);
        segments.push_back(path.substr(at, end == std::string_view::npos ? end : end - at));
        if (end == std::string_view::npos)
            return segments;
        at = end + 1;
    }
}

std::string decodeSegment(std::string_view segment)
{
    std::string text;
    try {
        Poco::URI::decode(std::string(segment), text);
    } catch (const Poco::Exception&) { // the library's way to say that an escape is wrong
        throw Problem("malformed", "The address has a wrong percent-escape.");
    }
    if (!isValidUtf8(text) || text.find('\0') != std::string::npos)
        throw Problem("malformed", "The address is not text.");
    if (text == "." || text == "..")
        throw Problem("malformed", "The address has a segment of dots.");
    return text;
}

struct Segment
{
    std::string before; // {} stands between these, if there is one
    std::string after;
    bool open = false;
};

const RouteOptions kNoRoute;

} // namespace

struct Router::Route
{
    std::string method;
    std::string pattern;
    HandlerFactory factory;
    RouteOptions options;
    std::vector<Segment> segments;
};

Router::Router() = default;
Router::~Router() = default;

std::string_view Router::Match::pattern() const
{
    return route_ ? std::string_view(route_->pattern) : std::string_view();
}

const RouteOptions& Router::Match::options() const { return route_ ? route_->options : kNoRoute; }

std::unique_ptr<Poco::Net::HTTPRequestHandler> Router::Match::makeHandler() const
{
    if (refusal_)
        throw *refusal_;
    return route_->factory(values_);
}

void Router::add(std::string method, std::string_view pattern, HandlerFactory factory, RouteOptions options)
{
    constexpr std::chrono::milliseconds kShareMost{1000};
    ACE_ASSERT(options.shareFor <= kShareMost && (options.shareFor.count() == 0 || method == "GET"));
    ACE_ASSERT(pattern.starts_with('/'));
    auto route = std::make_shared<Route>(
        Route{std::move(method), std::string(pattern), std::move(factory), options, {}});
    for (const std::string_view part : split(pattern)) {
        const std::size_t open = part.find("{}");
        if (open == std::string_view::npos)
            route->segments.push_back({std::string(part), "", false});
        else
            route->segments.push_back(
                {std::string(part.substr(0, open)), std::string(part.substr(open + 2)), true});
    }
    routes_.push_back(std::move(route));
}

bool Router::matches(const Route& route, const std::vector<std::string>& segments, PathValues& values)
{
    if (route.segments.size() != segments.size())
        return false;
    values.clear();
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const Segment& wanted = route.segments[i];
        const std::string_view given = segments[i];
        const std::size_t fixed = wanted.before.size() + wanted.after.size();
        if (!wanted.open) {
            if (given != wanted.before)
                return false;
            continue;
        }
        if (given.size() <= fixed || !given.starts_with(wanted.before) || !given.ends_with(wanted.after))
            return false;
        values.emplace_back(given.substr(wanted.before.size(), given.size() - fixed));
    }
    return true;
}

Router::Match Router::match(const std::string& method, std::string_view target) const
{
    Match match;
    try {
        findRoute(match, method, target.substr(0, target.find('?')));
    } catch (const Problem& problem) {
        match.refusal_ = problem;
    }
    return match;
}

std::unique_ptr<Poco::Net::HTTPRequestHandler> Router::find(const std::string& method,
                                                            std::string_view path) const
{
    return match(method, path).makeHandler();
}

void Router::findRoute(Match& match, const std::string& method, std::string_view path) const
{
    if (!path.starts_with('/'))
        throw Problem("malformed", "The address must begin with a slash.");
    std::vector<std::string> segments;
    for (const std::string_view segment : split(path))
        segments.push_back(decodeSegment(segment));

    const std::string wanted = method == "HEAD" ? "GET" : method;
    std::set<std::string> allowed;
    for (const auto& route : routes_) {
        if (!matches(*route, segments, match.values_))
            continue;
        if (route->method == wanted) {
            match.route_ = route.get();
            return;
        }
        allowed.insert(route->method);
        if (route->method == "GET")
            allowed.insert("HEAD");
    }
    if (allowed.empty())
        throw Problem("not_found", "There is nothing at this address.");
    std::string list;
    for (const std::string& name : allowed)
        list += (list.empty() ? "" : ", ") + name;
    throw Problem("method_not_allowed", "This address knows " + list + ".", {{"Allow", list}});
}

} // namespace ace::server::http
