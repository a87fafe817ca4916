// SPDX-License-Identifier: MIT
#include "Documentation.h"

#include <ace/base/Embedded.h>
#include <ace/server/http/Document.h>

#include <functional>
#include <map>
#include <span>
#include <string>

namespace ace::embedded {
std::span<const File> openapi();
std::span<const File> apiDocs();
} // namespace ace::embedded

namespace ace::server::api {

namespace {

constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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

const http::Document& openapi()
{
    static const http::Document document("application/json", embedded::openapi().front().content);
    return document;
}

// Packed when the first one is asked for, which takes a moment.
const std::map<std::string, http::Document, std::less<>>& pageFiles()
{
    static const auto files = [] {
        std::map<std::string, http::Document, std::less<>> all;
        for (const embedded::File& file : embedded::apiDocs())
            all.try_emplace(std::string(file.name), std::string(mediaTypeOf(file.name)), file.content);
        return all;
    }();
    return files;
}

class OpenapiHandler : public Poco::Net::HTTPRequestHandler
{
public:
    void handleRequest(Poco::Net::HTTPServerRequest& request,
                       Poco::Net::HTTPServerResponse& response) override
    {
        response.set("Access-Control-Allow-Origin", "*"); // it is public, and tools of others read it
        response.set("Cache-Control", "no-cache");        // kept, and asked for anew
        openapi().send(request, response);
    }
};

class PageHandler : public Poco::Net::HTTPRequestHandler
{
public:
    explicit PageHandler(std::string name) : name_(std::move(name)) {}
    void handleRequest(Poco::Net::HTTPServerRequest& request,
                       Poco::Net::HTTPServerResponse& response) override
    {
        if (!pageFiles().contains("swagger-ui-bundle.js"))
            throw http::Problem("unavailable", "This server was built without the page: see /openapi.json.",
                                {{"Retry-After", "3600"}});
        const auto file = pageFiles().find(name_);
        if (file == pageFiles().end())
            throw http::Problem("not_found", "The page has no such file.");
        response.set("Content-Security-Policy", kPolicy);
        response.set("Referrer-Policy", "no-referrer");
        response.set("Cache-Control", "public, max-age=3600");
        file->second.send(request, response);
    }

private:
    std::string name_;
};

} // namespace

void addDocumentation(http::Router& router)
{
    router.serve<OpenapiHandler>("GET", "/openapi.json");
    router.add("GET", "/api/docs",
               [](const http::PathValues&) { return std::make_unique<PageHandler>("index.html"); });
    router.add("GET", "/api/docs/{}",
               [](const http::PathValues& values) { return std::make_unique<PageHandler>(values[0]); });
}

} // namespace ace::server::api
