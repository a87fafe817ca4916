// SPDX-License-Identifier: MIT
#include <ace/kit/RemoteAdmission.h>

#include <ace/base/File.h>

#include "ScanJson.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/URI.h>

#include <array>
#include <istream>
#include <ostream>

namespace ace::kit {

namespace {

constexpr std::size_t kMaxAnswerBytes = 64 * 1024;

Poco::Timespan toPoco(std::chrono::milliseconds time)
{
    return Poco::Timespan(std::chrono::microseconds(time).count());
}

// More than the limit: none.
std::optional<std::string> readBounded(std::istream& in)
{
    std::string text;
    std::array<char, 4096> piece;
    while (in.read(piece.data(), piece.size()) || in.gcount() > 0) {
        text.append(piece.data(), static_cast<std::size_t>(in.gcount()));
        if (text.size() > kMaxAnswerBytes)
            return std::nullopt;
    }
    return text;
}

Poco::Net::StreamSocket connectTo(const ServerAccess& access)
{
    Poco::Net::StreamSocket socket;
    socket.connect(Poco::Net::SocketAddress(access.host, access.port), toPoco(access.connectTimeout));
    socket.setNoDelay(true);
    socket.setSendTimeout(toPoco(access.answerTimeout));
    socket.setReceiveTimeout(toPoco(access.answerTimeout));
    return socket;
}

// A bearer lives for an hour; whoever renews it writes the file.
std::string currentBearer(const ServerAccess& access)
{
    if (access.bearerFile.empty())
        return access.bearer;
    const auto content = readFile(access.bearerFile, 4096);
    return content ? content->substr(0, content->find_first_of("\r\n")) : access.bearer;
}

Result<admission::ScanOutcome> exchange(const ServerAccess& access, const Poco::Net::StreamSocket& socket,
                                        const std::string& body)
{
    using namespace Poco::Net;
    HTTPClientSession session(socket);
    HTTPRequest request(HTTPRequest::HTTP_POST, access.basePath + "/api/v1/scans", HTTPMessage::HTTP_1_1);
    request.setHost(access.host, access.port);
    request.setContentType("application/json");
    request.setContentLength(static_cast<std::streamsize>(body.size()));
    request.setKeepAlive(false);
    request.set("Authorization", "Bearer " + currentBearer(access));
    session.sendRequest(request) << body;
    HTTPResponse response;
    const auto answer = readBounded(session.receiveResponse(response));
    if (!answer)
        return failure(ErrorCode::OutcomeUnknown, "the server's answer is too long");
    return parseScanAnswer(response.getStatus(), *answer);
}

} // namespace

Result<ServerAccess> ServerAccess::parse(std::string_view url, std::string bearer)
{
    const auto wrong = [&] {
        return failure(ErrorCode::Invalid,
                       "\"" + std::string(url) + "\" is no address of a server; write http://HOST:PORT");
    };
    try {
        const Poco::URI uri{std::string(url)};
        if (uri.getScheme() != "http" || uri.getHost().empty() || !uri.getUserInfo().empty() ||
            !uri.getRawQuery().empty())
            return wrong();
        ServerAccess access;
        access.host = uri.getHost();
        access.port = uri.getPort();
        access.basePath = uri.getPath();
        while (access.basePath.ends_with('/'))
            access.basePath.pop_back();
        access.bearer = std::move(bearer);
        return access;
    } catch (const Poco::Exception&) {
        return wrong();
    }
}

Result<admission::ScanOutcome> RemoteAdmission::admit(const admission::ScanRequest& request)
{
    const std::string server = access_.host + ":" + std::to_string(access_.port);
    std::optional<Poco::Net::StreamSocket> socket;
    try {
        socket = connectTo(access_);
    } catch (const Poco::Exception& problem) {
        return failure(ErrorCode::Offline, "the server cannot be reached (" + problem.displayText() + ")",
                       server);
    }
    try {
        auto outcome = exchange(access_, *socket, toScanBody(request));
        if (!outcome)
            outcome.error().where = server;
        return outcome;
    } catch (const Poco::Exception& problem) {
        return failure(ErrorCode::OutcomeUnknown,
                       "no answer came from the server (" + problem.displayText() + ")", server);
    }
}

} // namespace ace::kit
