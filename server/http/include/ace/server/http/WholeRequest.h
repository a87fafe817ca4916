// SPDX-License-Identifier: MIT
#pragma once

#include <ace/server/http/Problem.h>

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/SocketAddress.h>

#include <sstream>
#include <string>

namespace ace::server::http {

// Who speaks with whom. Behind a trusted proxy `client` and `secure` are what the proxy says.
struct Parties
{
    Poco::Net::SocketAddress client;
    Poco::Net::SocketAddress server;
    bool secure = false;
    bool forwarded = false; // somebody handed it on: the client may be anywhere, whatever its address says
};

// A request that has arrived in full: its stream is memory, so that a handler cannot leave a body unread.
// Whatever reads from sockets makes these; handlers see Poco's abstract class.
class WholeRequest : public Poco::Net::HTTPServerRequest
{
public:
    // `parties` and `response` must outlive this.
    WholeRequest(const std::string& method, const std::string& target, const Headers& fields,
                 std::string body, const Parties& parties, Poco::Net::HTTPServerResponse& response);

    std::istream& stream() override { return stream_; }
    const Poco::Net::SocketAddress& clientAddress() const override { return parties_.client; }
    const Poco::Net::SocketAddress& serverAddress() const override { return parties_.server; }
    const Poco::Net::HTTPServerParams& serverParams() const override;
    Poco::Net::HTTPServerResponse& response() const override { return response_; }
    bool secure() const override { return parties_.secure; }
    bool wasForwarded() const { return parties_.forwarded; }

private:
    const Parties& parties_;
    Poco::Net::HTTPServerResponse& response_;
    std::istringstream stream_;
};

// By a proxy, trusted or not. True of what came by no front.
bool wasForwarded(const Poco::Net::HTTPServerRequest& request);

} // namespace ace::server::http
