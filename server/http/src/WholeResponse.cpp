// SPDX-License-Identifier: MIT
#include <ace/server/http/WholeResponse.h>

#include <algorithm>

namespace ace::server::http {

WholeResponse::WholeResponse() { setVersion(HTTP_1_1); }

std::ostream& WholeResponse::send()
{
    sent_ = true;
    stream_.str({});
    pieces_.reset();
    topic_.clear();
    return stream_;
}

void WholeResponse::sendFile(const std::string& path, const std::string& mediaType)
{
    Pieces pieces = piecesOfFile(path);
    setContentType(mediaType);
    sendPieces(std::move(pieces));
}

void WholeResponse::sendPieces(Pieces pieces)
{
    send();
    pieces_ = std::move(pieces);
}

void WholeResponse::sendEvents(std::string topic)
{
    send();
    topic_ = std::move(topic);
}

void WholeResponse::sendBuffer(const void* data, std::size_t length)
{
    send().write(static_cast<const char*>(data), static_cast<std::streamsize>(length));
}

void WholeResponse::redirect(const std::string& uri, HTTPStatus status)
{
    setStatusAndReason(status);
    set("Location", uri);
    send();
}

void WholeResponse::requireAuthentication(const std::string& realm)
{
    setStatusAndReason(HTTP_UNAUTHORIZED);
    set("WWW-Authenticate", "Basic realm=\"" + realm + "\"");
    send();
}

bool WholeResponse::isSafe() const
{
    return getReason().find_first_of("\r\n") == std::string::npos &&
           std::all_of(begin(), end(), [](const auto& field) {
               return field.first.find_first_of("\r\n: ") == std::string::npos &&
                      field.second.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos;
           });
}

} // namespace ace::server::http
