// SPDX-License-Identifier: MIT
#include <ace/server/http/Streaming.h>

#include <ace/server/http/WholeResponse.h>

#include <Poco/File.h>
#include <Poco/FileStream.h>

#include <memory>

namespace ace::server::http {

namespace {

constexpr std::size_t kPieceBytes = 64u << 10;

// A handler that is run by another server than ours is a programmer's mistake: bad_cast.
WholeResponse& whole(Poco::Net::HTTPServerResponse& response)
{
    return dynamic_cast<WholeResponse&>(response);
}

} // namespace

Pieces piecesOfFile(const std::string& path)
{
    // Shared because a std::function must be copyable.
    auto file = std::make_shared<Poco::FileInputStream>(path, std::ios::binary);
    const auto size = static_cast<std::uint64_t>(Poco::File(path).getSize());
    auto left = std::make_shared<std::uint64_t>(size);
    const auto next = [file, left](std::string& piece) {
        piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPieceBytes, *left)));
        file->read(piece.data(), static_cast<std::streamsize>(piece.size()));
        if (static_cast<std::size_t>(file->gcount()) != piece.size())
            throw Poco::ReadFileException("a file became shorter while it was sent");
        *left -= piece.size();
        return *left > 0;
    };
    return {next, size};
}

void sendPieces(Poco::Net::HTTPServerResponse& response, const std::string& contentType, Pieces pieces)
{
    response.setContentType(contentType);
    whole(response).sendPieces(std::move(pieces));
}

void sendEvents(Poco::Net::HTTPServerResponse& response, const std::string& topic)
{
    response.setContentType(std::string("text/event-stream"));
    response.set("Cache-Control", "no-store");
    whole(response).sendEvents(topic);
}

} // namespace ace::server::http
