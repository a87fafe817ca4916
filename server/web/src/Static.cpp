// SPDX-License-Identifier: MIT
#include <ace/server/web/Static.h>

#include <ace/base/Bytes.h>
#include <ace/base/Embedded.h>
#include <ace/server/http/Answer.h>

namespace ace::embedded {
std::span<const File> web_static();
}

namespace ace::server::web {

namespace {

const embedded::File* findFile(std::string_view name)
{
    for (const embedded::File& file : embedded::web_static())
        if (file.name == name)
            return &file;
    return nullptr;
}

class StaticHandler : public Poco::Net::HTTPRequestHandler
{
public:
    explicit StaticHandler(std::string name) : name_(std::move(name)) {}

    void handleRequest(Poco::Net::HTTPServerRequest&, Poco::Net::HTTPServerResponse& response) override
    {
        const embedded::File* file = findFile(name_);
        if (!file)
            throw http::Problem("not_found", "There is no such file.");
        response.set("Cache-Control", "public, max-age=31536000, immutable");
        http::send(response, 200, name_.ends_with(".css") ? "text/css; charset=utf-8" : "image/svg+xml",
                   file->content);
    }

private:
    std::string name_;
};

} // namespace

void addStaticRoutes(http::Router& router)
{
    router.add("GET", "/static/{}",
               [](const http::PathValues& values) { return std::make_unique<StaticHandler>(values[0]); });
}

const std::string& stylesheetPath()
{
    static const std::string path =
        "/static/ace.css?v=" +
        toHex(std::span<const std::uint8_t>(sha256(findFile("ace.css")->content)).first(8));
    return path;
}

void sendPage(Poco::Net::HTTPServerResponse& response, int status, std::string_view html)
{
    response.set(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'");
    response.set("X-Frame-Options", "DENY");
    response.set("Referrer-Policy", "no-referrer");
    response.set("Cross-Origin-Opener-Policy", "same-origin");
    http::send(response, status, "text/html; charset=utf-8", html);
}

} // namespace ace::server::web
