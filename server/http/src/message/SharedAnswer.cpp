// SPDX-License-Identifier: MIT
#include "SharedAnswer.h"

#include "Compose.h"
#include "Gzip.h"

#include <ace/base/Bytes.h>

#include <vector>

namespace ace::server::http {

namespace {

constexpr std::size_t kWorthPacking = 1024;
constexpr std::size_t kSharedMost = 4u << 20;
constexpr const char* kNotModified = "HTTP/1.1 304 Not Modified\r\n";

SharedAnswer::Form makeForm(const std::string& fields, std::string body, const std::string& etag, bool packed)
{
    SharedAnswer::Form form;
    form.etag = etag;
    form.head = fields;
    addField(form.head, "ETag", etag);
    if (packed)
        addField(form.head, "Content-Encoding", "gzip");
    addField(form.head, "Content-Length", std::to_string(body.size()));
    form.body = std::make_shared<const std::string>(std::move(body));
    return form;
}

// What everybody may have; the rest is said to one visitor.
bool isForAll(std::string_view name)
{
    for (const char* known :
         {"Access-Control-Allow-Origin", "Cache-Control", "Content-Disposition", "Content-Language",
          "Content-Security-Policy", "Content-Type", "Cross-Origin-Opener-Policy",
          "Cross-Origin-Resource-Policy", "Last-Modified", "Link", "Permissions-Policy", "Referrer-Policy",
          "Vary", "X-Content-Type-Options", "X-Frame-Options", "X-Robots-Tag"})
        if (sameText(name, known))
            return true;
    return false;
}

bool mayBeShared(const WholeResponse& response)
{
    const std::string vary = response.get("Vary", "");
    return response.getStatus() == Poco::Net::HTTPResponse::HTTP_OK && !response.has("Set-Cookie") &&
           !response.has("Content-Encoding") && (vary.empty() || sameText(vary, "Accept-Encoding")) &&
           response.get("Cache-Control", "").find("private") == std::string::npos && response.isSafe() &&
           !response.isStream() && response.bodySize() <= kSharedMost;
}

void keepWhatIsForAll(WholeResponse& response)
{
    std::vector<std::string> others;
    for (const auto& [name, value] : response)
        if (!isForAll(name))
            others.push_back(name);
    for (const std::string& name : others)
        response.erase(name);
}

// Without its quotes: the handler's own, or the body's hash.
std::string tagOf(const WholeResponse& response, std::string_view body)
{
    const std::string own = response.get("ETag", "");
    if (own.size() > 2 && own.front() == '"' && own.back() == '"')
        return own.substr(1, own.size() - 2);
    return toHex(std::span<const std::uint8_t>(sha256(body)).first(12));
}

} // namespace

std::size_t SharedAnswer::bytes() const
{
    return plain.head.size() + plain.body->size() + packed.head.size() +
           (packed.body ? packed.body->size() : 0) + sameHead.size();
}

bool asksForAnybody(const RequestHead& request)
{
    return (request.method == "GET" || request.method == "HEAD") && !request.find("Cookie") &&
           !request.find("Authorization") && !request.find("Range") && request.length == 0 &&
           !request.chunked;
}

std::shared_ptr<const SharedAnswer> makeShared(WholeResponse& response, Monotonic made,
                                               std::chrono::milliseconds shareFor)
{
    if (!mayBeShared(response))
        return nullptr;
    auto answer = std::make_shared<SharedAnswer>(); // shared by the connections that send it at this moment
    answer->made = made;
    answer->shareFor = shareFor;
    std::string body = response.takeBody();
    const bool pack = body.size() >= kWorthPacking && isText(response.getContentType());
    const std::string etag = tagOf(response, body);
    keepWhatIsForAll(response);
    if (pack)
        response.set("Vary", "Accept-Encoding");
    const std::string fields = headOf(response);
    answer->sameHead = kNotModified + fields.substr(fields.find('\n') + 1);
    if (pack)
        answer->packed = makeForm(fields, gzip(body), "\"" + etag + "-gz\"", true);
    answer->plain = makeForm(fields, std::move(body), "\"" + etag + "\"", false);
    return answer;
}

Composed present(const SharedAnswer& answer, const RequestHead& request, bool secure)
{
    Composed composed;
    const bool packed = answer.packed.body && acceptsGzip(request.field("Accept-Encoding"));
    const SharedAnswer::Form& form = packed ? answer.packed : answer.plain;
    const std::string* known = request.find("If-None-Match");
    composed.status = 200;
    if (known && matchesETag(*known, form.etag)) {
        composed.status = 304;
        composed.head = answer.sameHead;
        addField(composed.head, "ETag", form.etag);
    } else {
        composed.head = form.head;
        if (request.method != "HEAD")
            composed.body = form.body;
        composed.bodyIsShared = true;
    }
    if (secure)
        addTransportSecurity(composed.head);
    return composed;
}

} // namespace ace::server::http
