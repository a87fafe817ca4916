// SPDX-License-Identifier: MIT
#include <ace/server/web/Static.h>

#include <ace/base/Assert.h>
#include <ace/base/Bytes.h>
#include <ace/base/Embedded.h>
#include <ace/server/http/Answer.h>

#include <map>

namespace ace::embedded {
std::span<const File> web_static();
}

namespace ace::server::web {

namespace {

constexpr std::chrono::milliseconds kShareFor{1000};

std::string hashOf(const embedded::File& file)
{
    return toHex(std::span<const std::uint8_t>(sha256(file.content)).first(8));
}

// "ace.css" is "ace.0123456789abcdef.css" for good.
std::string fingerprinted(const embedded::File& file)
{
    const std::string name(file.name);
    const std::size_t dot = name.rfind('.');
    return name.substr(0, dot) + "." + hashOf(file) + name.substr(dot);
}

struct StaticFile
{
    const embedded::File* file = nullptr;
    std::string etag;
    bool forGood = false; // the name says which version it is
};

// By every name that a file has.
const std::map<std::string, StaticFile, std::less<>>& staticFiles()
{
    static const auto files = [] {
        std::map<std::string, StaticFile, std::less<>> all;
        for (const embedded::File& file : embedded::web_static()) {
            const std::string etag = "\"" + hashOf(file) + "\"";
            all[std::string(file.name)] = {&file, etag, false};
            all[fingerprinted(file)] = {&file, etag, true};
        }
        return all;
    }();
    return files;
}

std::string_view mediaTypeOf(std::string_view name)
{
    if (name.ends_with(".js"))
        return "text/javascript; charset=utf-8";
    return name.ends_with(".css") ? "text/css; charset=utf-8" : "image/svg+xml";
}

class StaticHandler : public Poco::Net::HTTPRequestHandler
{
public:
    explicit StaticHandler(std::string name) : name_(std::move(name)) {}

    void handleRequest(Poco::Net::HTTPServerRequest&, Poco::Net::HTTPServerResponse& response) override
    {
        const auto found = staticFiles().find(name_);
        if (found == staticFiles().end())
            throw http::Problem("not_found", "There is no such file.");
        const StaticFile& file = found->second;
        response.set("Cache-Control", file.forGood ? "public, max-age=31536000, immutable" : "no-cache");
        response.set("ETag", file.etag);
        http::send(response, 200, mediaTypeOf(name_), file.file->content);
    }

private:
    std::string name_;
};

} // namespace

void addStaticRoutes(http::Router& router)
{
    http::RouteOptions options;
    options.shareFor = kShareFor;
    router.add(
        "GET", "/static/{}",
        [](const http::PathValues& values) { return std::make_unique<StaticHandler>(values[0]); }, options);
    // A service worker serves what is below its own address.
    router.add(
        "GET", "/sw.js", [](const http::PathValues&) { return std::make_unique<StaticHandler>("sw.js"); },
        options);
}

std::string staticPath(std::string_view name)
{
    const auto found = staticFiles().find(name);
    ACE_ASSERT(found != staticFiles().end()); // a page names a file that is not there
    return "/static/" + fingerprinted(*found->second.file);
}

const std::string& stylesheetPath()
{
    static const std::string path = staticPath("ace.css");
    return path;
}

void sendPage(Poco::Net::HTTPServerResponse& response, int status, std::string_view html,
              std::string_view formsGoTo)
{
    response.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action " +
            std::string(formsGoTo));
    response.set("X-Frame-Options", "DENY");
    response.set("Referrer-Policy", "no-referrer");
    response.set("Cross-Origin-Opener-Policy", "same-origin");
    http::send(response, status, "text/html; charset=utf-8", html);
}

} // namespace ace::server::web
