// SPDX-License-Identifier: MIT
#include "HttpClient.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/URI.h>

#include <istream>
#include <ostream>

namespace ace::loadtest {

namespace {

// Unlike a stream's own way of reading, this tells a whole body from one that was cut off.
std::string readBody(std::istream& in, const Poco::Net::HTTPResponse& response)
{
    std::string body;
    char buffer[16384];
    while (in.read(buffer, sizeof buffer) || in.gcount() > 0)
        body.append(buffer, static_cast<std::size_t>(in.gcount()));
    if (response.hasContentLength() && static_cast<Poco::Int64>(body.size()) != response.getContentLength64())
        throw Poco::Net::NetException("the answer was cut off");
    return body;
}

} // namespace

struct HttpClient::Connection
{
    Poco::Net::HTTPClientSession session;
};

HttpClient::HttpClient(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;

Result<HttpClient> HttpClient::forUrl(const std::string& baseUrl, std::chrono::milliseconds timeout)
{
    auto connection = std::make_unique<Connection>();
    try {
        const Poco::URI uri(baseUrl);
        if (uri.getScheme() != "http" || uri.getHost().empty())
            return failure(ErrorCode::Invalid, "not an address like http://host:port", baseUrl);
        connection->session.setHost(uri.getHost());
        connection->session.setPort(uri.getPort());
    } catch (const Poco::SyntaxException&) {
        return failure(ErrorCode::Invalid, "not an address like http://host:port", baseUrl);
    }
    connection->session.setKeepAlive(true);
    connection->session.setTimeout(Poco::Timespan(timeout.count() * 1000));
    return HttpClient(std::move(connection));
}

Result<HttpAnswer> HttpClient::send(const HttpCall& call)
{
    Poco::Net::HTTPClientSession& session = connection_->session;
    try {
        Poco::Net::HTTPRequest request(call.method, call.path, Poco::Net::HTTPMessage::HTTP_1_1);
        request.setKeepAlive(true);
        if (!call.bearer.empty())
            request.set("Authorization", "Bearer " + call.bearer);
        if (!call.idempotencyKey.empty())
            request.set("Idempotency-Key", call.idempotencyKey);
        if (!call.body.empty()) {
            request.setContentType("application/json");
            request.setContentLength64(static_cast<Poco::Int64>(call.body.size()));
        }
        session.sendRequest(request) << call.body << std::flush;
        Poco::Net::HTTPResponse response;
        std::istream& in = session.receiveResponse(response);
        HttpAnswer answer{response.getStatus(), readBody(in, response)};
        return answer;
    } catch (const Poco::Net::ConnectionRefusedException& refused) {
        session.reset();
        return failure(ErrorCode::Offline, refused.displayText(), session.getHost());
    } catch (const Poco::Exception& lost) {
        session.reset();
        return failure(ErrorCode::OutcomeUnknown, lost.displayText(), session.getHost());
    }
}

} // namespace ace::loadtest
