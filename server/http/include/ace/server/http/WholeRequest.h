// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <sstream>
#include <string>

namespace ace::server::http {

// A request that has arrived in full: its stream is memory, so that a handler cannot leave a body unread.
// Whatever reads from sockets makes these; handlers see Poco's abstract class.
class WholeRequest : public Poco::Net::HTTPServerRequest
{
public:
    // `front` gives addresses and parameters, and must outlive this.
    WholeRequest(const Poco::Net::HTTPServerRequest& front, std::string body,
                 Poco::Net::HTTPServerResponse& response);

    std::istream& stream() override { return stream_; }
    const Poco::Net::SocketAddress& clientAddress() const override { return front_.clientAddress(); }
    const Poco::Net::SocketAddress& serverAddress() const override { return front_.serverAddress(); }
    const Poco::Net::HTTPServerParams& serverParams() const override { return front_.serverParams(); }
    Poco::Net::HTTPServerResponse& response() const override { return response_; }
    bool secure() const override { return front_.secure(); }

private:
    const Poco::Net::HTTPServerRequest& front_;
    Poco::Net::HTTPServerResponse& response_;
    std::istringstream stream_;
};

} // namespace ace::server::http
