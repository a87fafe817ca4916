// SPDX-License-Identifier: MIT
#include <ace/server/http/Document.h>

#include "message/Compose.h"
#include "message/Gzip.h"

#include <ace/base/Bytes.h>
#include <ace/server/http/Answer.h>

#include <span>

namespace ace::server::http {

Document::Document(std::string mediaType, std::string_view text)
    : mediaType_(std::move(mediaType)), text_(text), packed_(gzip(text)),
      tag_(toHex(std::span<const std::uint8_t>(sha256(text)).first(12)))
{
}

void Document::send(const Poco::Net::HTTPServerRequest& request,
                    Poco::Net::HTTPServerResponse& response) const
{
    const bool packed = acceptsGzip(request.get("Accept-Encoding", ""));
    const std::string etag = packed ? "\"" + tag_ + "-gz\"" : "\"" + tag_ + "\"";
    response.set("ETag", etag);
    response.set("Vary", "Accept-Encoding");
    if (matchesETag(request.get("If-None-Match", ""), etag)) {
        response.setStatusAndReason(Poco::Net::HTTPResponse::HTTP_NOT_MODIFIED);
        response.sendBuffer("", 0);
        return;
    }
    if (packed)
        response.set("Content-Encoding", "gzip");
    http::send(response, 200, mediaType_, packed ? std::string_view(packed_) : text_);
}

} // namespace ace::server::http
