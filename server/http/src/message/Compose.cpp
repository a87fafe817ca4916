// SPDX-License-Identifier: MIT
#include "Compose.h"

#include "Gzip.h"

#include <ace/server/http/Answer.h>

#include <array>
#include <ctime>

namespace ace::server::http {

namespace {

constexpr std::size_t kWorthPacking = 1024;

// Fields that say how an answer travels are the front's own.
bool isFrontsOwn(std::string_view name)
{
    for (const char* own : {"Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Date",
                            "Trailer", "Upgrade", "Strict-Transport-Security", kRequestId})
        if (sameText(name, own))
            return true;
    return false;
}

std::string fullHead(const WholeResponse& response, bool secure)
{
    std::string head = headOf(response);
    if (secure)
        addTransportSecurity(head);
    return head;
}

// A page that shows a secret next to what a stranger chose can be guessed from its packed length (BREACH),
// so what is made for one visitor stays unpacked.
bool mayPack(const RequestHead& request, const WholeResponse& response, std::size_t bytes,
             std::size_t bytesMost)
{
    return bytes >= kWorthPacking && bytes <= bytesMost && isText(response.getContentType()) &&
           !response.has("Content-Encoding") && !request.find("Cookie") && !response.has("Set-Cookie");
}

constexpr std::string_view kPackedTagEnd = "-gz\"";

// Says what the answer will be; true: its body is to be packed.
bool choosePacking(const RequestHead& request, WholeResponse& response)
{
    if (response.get("Vary", "") != "Accept-Encoding")
        response.add("Vary", "Accept-Encoding");
    if (!acceptsGzip(request.field("Accept-Encoding")))
        return false;
    response.set("Content-Encoding", "gzip");
    if (const std::string etag = response.get("ETag", ""); etag.ends_with('"'))
        response.set("ETag", etag.substr(0, etag.size() - 1).append(kPackedTagEnd));
    return true;
}

bool isNotModified(const RequestHead& request, const WholeResponse& response)
{
    if (response.getStatus() != Poco::Net::HTTPResponse::HTTP_OK || !response.has("ETag") ||
        (request.method != "GET" && request.method != "HEAD"))
        return false;
    const std::string* known = request.find("If-None-Match");
    return known && matchesETag(*known, response.get("ETag"));
}

void addPieces(Composed& composed, const RequestHead& request, Pieces pieces, bool secure,
               WholeResponse& response)
{
    composed.head = fullHead(response, secure);
    if (pieces.length)
        addField(composed.head, "Content-Length", std::to_string(*pieces.length));
    else if (!request.http10)
        addField(composed.head, "Transfer-Encoding", "chunked");
    else
        composed.keepAlive = false; // the end of the connection is the end of the body
    if (request.method == "HEAD")
        return;
    composed.chunkPieces = !pieces.length && !request.http10;
    composed.pieces = std::move(pieces);
}

} // namespace

void addField(std::string& head, std::string_view name, std::string_view value)
{
    head.append(name).append(": ").append(value).append("\r\n");
}

void addTransportSecurity(std::string& head)
{
    addField(head, "Strict-Transport-Security", "max-age=31536000");
}

std::string headOf(const WholeResponse& response)
{
    std::string head;
    head.reserve(512);
    head.append("HTTP/1.1 ").append(std::to_string(response.getStatus())).append(" ");
    head.append(response.getReason()).append("\r\n");
    for (const auto& [name, value] : response)
        if (!isFrontsOwn(name))
            addField(head, name, value);
    if (!response.has("X-Content-Type-Options"))
        addField(head, "X-Content-Type-Options", "nosniff");
    if (!response.has("Referrer-Policy"))
        addField(head, "Referrer-Policy", "no-referrer");
    return head;
}

Composed compose(const RequestHead& request, bool secure, WholeResponse& response, std::size_t packedMost)
{
    Composed composed;
    composed.keepAlive = response.getKeepAlive();
    if (!response.topic().empty()) {
        composed.status = response.getStatus();
        composed.head = fullHead(response, secure);
        composed.keepAlive = false;
        if (request.method != "HEAD")
            composed.topic = response.topic();
        return composed;
    }
    if (auto pieces = response.takePieces()) {
        composed.status = response.getStatus();
        addPieces(composed, request, std::move(*pieces), secure, response);
        return composed;
    }
    std::string body = response.takeBody();
    const bool packed =
        mayPack(request, response, body.size(), packedMost) && choosePacking(request, response);
    if (isNotModified(request, response)) {
        response.setStatusAndReason(Poco::Net::HTTPResponse::HTTP_NOT_MODIFIED);
        response.erase("Content-Type");
        response.erase("Content-Encoding");
    }
    composed.status = response.getStatus();
    composed.head = fullHead(response, secure);
    if (composed.status == 204 || composed.status == 304)
        return composed;
    if (packed && request.method == "HEAD")
        return composed; // the length is known only to who packs it, and may be left out
    if (packed)
        body = gzip(body);
    addField(composed.head, "Content-Length", std::to_string(body.size()));
    if (request.method != "HEAD" && !body.empty())
        composed.body = std::make_shared<const std::string>(std::move(body));
    return composed;
}

void forgetPacking(std::string& etags)
{
    for (std::size_t at = etags.find(kPackedTagEnd); at != std::string::npos;
         at = etags.find(kPackedTagEnd, at))
        etags.erase(at, kPackedTagEnd.size() - 1);
}

std::string_view httpDate(Instant now)
{
    thread_local std::time_t last = -1;
    thread_local std::array<char, 40> text{};
    thread_local std::size_t length = 0;
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    if (seconds != last) {
        std::tm parts{};
        ::gmtime_r(&seconds, &parts);
        length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        last = seconds;
    }
    return {text.data(), length};
}

bool acceptsGzip(std::string_view acceptEncoding)
{
    for (std::size_t at = 0; at < acceptEncoding.size();) {
        const std::size_t end = std::min(acceptEncoding.find(',', at), acceptEncoding.size());
        std::string_view item = acceptEncoding.substr(at, end - at);
        item.remove_prefix(std::min(item.find_first_not_of(" \t"), item.size()));
        const std::string_view coding = item.substr(0, item.find_first_of("; \t"));
        const std::size_t weight = item.find("q=");
        const bool never = weight != std::string_view::npos &&
                           item.substr(weight + 2).find_first_not_of("0. \t") == std::string_view::npos;
        if (sameText(coding, "gzip"))
            return !never;
        at = end + 1;
    }
    return false;
}

bool isText(std::string_view contentType)
{
    const std::string_view type = contentType.substr(0, contentType.find(';'));
    for (const char* known :
         {"application/json", "application/problem+json", "application/javascript", "image/svg+xml"})
        if (sameText(type, known))
            return true;
    return type.starts_with("text/") && type != "text/event-stream";
}

bool matchesETag(std::string_view ifNoneMatch, std::string_view etag)
{
    if (ifNoneMatch == "*")
        return true;
    for (std::size_t at = ifNoneMatch.find(etag); at != std::string_view::npos;
         at = ifNoneMatch.find(etag, at + 1)) {
        const std::size_t end = at + etag.size();
        const bool begins =
            at == 0 || std::string_view(" ,/").find(ifNoneMatch[at - 1]) != std::string_view::npos;
        if (begins && (end == ifNoneMatch.size() || ifNoneMatch[end] == ',' || ifNoneMatch[end] == ' '))
            return true;
    }
    return false;
}

} // namespace ace::server::http
