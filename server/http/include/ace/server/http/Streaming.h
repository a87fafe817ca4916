// SPDX-License-Identifier: MIT
// Answers that are not whole in memory: downloads, and streams of events.
#pragma once

#include <Poco/Net/HTTPServerResponse.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace ace::server::http {

// The body of a long answer. `next` runs on a worker, one call at a time, and only when the piece before it
// has left: it fills `piece` (about 64 KiB) and says whether there is more. What it throws is logged and
// ends the connection, so that the client sees that the download is cut. It outlives the handler.
struct Pieces
{
    std::function<bool(std::string& piece)> next;
    std::optional<std::uint64_t> length; // of all pieces, if it is known
};

// Throws Poco's exceptions when there is no such file.
Pieces piecesOfFile(const std::string& path);

// The handler's whole answer. `response` must be one of this server's front.
void sendPieces(Poco::Net::HTTPServerResponse& response, const std::string& contentType, Pieces pieces);

// Server-sent events (WHATWG HTML, 9.2) of this topic until the client goes: what Topics::publish() says,
// after what the client missed by its Last-Event-ID.
void sendEvents(Poco::Net::HTTPServerResponse& response, const std::string& topic);

} // namespace ace::server::http
