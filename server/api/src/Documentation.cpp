// SPDX-License-Identifier: MIT
#include "Documentation.h"

#include <ace/base/Embedded.h>
#include <ace/server/http/Answer.h>

#include <span>

namespace ace::embedded {
std::span<const File> openapi();
std::span<const File> apiDocs();
} // namespace ace::embedded

namespace ace::server::api {

namespace {

constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const embedded::File* findFile(std::string_view name)
{
    for (const embedded::File& file : embedded::apiDocs())
        if (file.name == name)
            return &file;
    return nullptr;
}

std::string_view mediaTypeOf(std::string_view name)
{
    if (name.ends_with(".html"))
        return "text/html; charset=utf-8";
    if (name.ends_with(".js"))
        return "text/javascript; charset=utf-8";
    if (name.ends_with(".css"))
        return "text/css; charset=utf-8";
    return "text/plain; charset=utf-8";
}

class DocumentHandler : public Poco::Net::HTTPRequestHandler
{
public:
    void handleRequest(Poco::Net::HTTPServerRequest&, Poco::Net::HTTPServerResponse& response) override
    {
        response.set("Access-Control-Allow-Origin", "*"); // it is public, and tools of others read it
        http::sendJson(response, 200, embedded::openapi().front().content);
    }
};

class PageHandler : public Poco::Net::HTTPRequestHandler
{
public:
    explicit PageHandler(std::string name) : name_(std::move(name)) {}
    void handleRequest(Poco::Net::HTTPServerRequest&, Poco::Net::HTTPServerResponse& response) override
    {
        if (!findFile("swagger-ui-bundle.js"))
            throw http::Problem("unavailable", "This server was built without the page: see /openapi.json.",
                                {{"Retry-After", "3600"}});
        const embedded::File* file = findFile(name_);
        if (!file)
            throw http::Problem("not_found", "The page has no such file.");
        response.set("Content-Security-Policy", kPolicy);
        response.set("Referrer-Policy", "no-referrer");
        response.set("Cache-Control", "public, max-age=3600");
        http::send(response, 200, mediaTypeOf(name_), file->content);
    }

private:
    std::string name_;
};

} // namespace

void addDocumentation(http::Router& router)
{
    router.serve<DocumentHandler>("GET", "/openapi.json");
    router.add("GET", "/api/docs",
               [](const http::PathValues&) { return std::make_unique<PageHandler>("index.html"); });
    router.add("GET", "/api/docs/{}",
               [](const http::PathValues& values) { return std::make_unique<PageHandler>(values[0]); });
}

} // namespace ace::server::api
