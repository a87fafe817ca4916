// SPDX-License-Identifier: MIT
#pragma once

#include <ace/server/http/Streaming.h>

#include <Poco/Net/HTTPServerResponse.h>

#include <optional>
#include <sstream>
#include <string>

namespace ace::server::http {

// An answer that is collected in memory, so that nothing of it has left before the handler is done: a
// handler that fails half-way still becomes a clean answer. The front then sets length, date and
// connection. What is too long for memory goes on as pieces.
class WholeResponse : public Poco::Net::HTTPServerResponse
{
public:
    WholeResponse();

    void sendContinue() override {} // the front has said so before it read the body
    std::ostream& send() override;
    void sendFile(const std::string& path, const std::string& mediaType) override; // piece by piece
    void sendBuffer(const void* data, std::size_t length) override;
    void redirect(const std::string& uri, HTTPStatus status = HTTP_FOUND) override;
    void requireAuthentication(const std::string& realm) override;
    bool sent() const override { return sent_; }

    void sendPieces(Pieces pieces);
    void sendEvents(std::string topic);

    std::string takeBody() { return std::move(stream_).str(); }
    std::optional<Pieces> takePieces() { return std::move(pieces_); }
    bool isStream() const { return pieces_ || !topic_.empty(); }
    std::size_t bodySize() const { return stream_.view().size(); }
    const std::string& topic() const { return topic_; } // empty: no stream of events
    bool isSafe() const; // no line break in a field: no second answer smuggled into this one

private:
    std::ostringstream stream_;
    std::optional<Pieces> pieces_;
    std::string topic_;
    bool sent_ = false;
};

} // namespace ace::server::http
