// SPDX-License-Identifier: MIT
// A request as a handler sees it, without a connection.
#pragma once

#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <sstream>
#include <string>

namespace ace::test {

class FakeResponse : public Poco::Net::HTTPServerResponse
{
public:
    void sendContinue() override {}
    std::ostream& send() override { return body_; }
    void sendFile(const std::string&, const std::string&) override {}
    void sendBuffer(const void*, std::size_t) override {}
    void redirect(const std::string&, HTTPStatus) override {}
    void requireAuthentication(const std::string&) override {}
    bool sent() const override { return false; }

private:
    std::ostringstream body_;
};

class FakeRequest : public Poco::Net::HTTPServerRequest
{
public:
    explicit FakeRequest(const std::string& address = "192.0.2.7") : client_(address, 40000) {}

    FakeRequest& with(const std::string& name, const std::string& value)
    {
        set(name, value);
        return *this;
    }
    FakeRequest& bearer(const std::string& token) { return with("Authorization", "Bearer " + token); }

    std::istream& stream() override { return body_; }
    const Poco::Net::SocketAddress& clientAddress() const override { return client_; }
    const Poco::Net::SocketAddress& serverAddress() const override { return server_; }
    const Poco::Net::HTTPServerParams& serverParams() const override { return *params_; }
    FakeResponse& response() const override { return response_; }
    bool secure() const override { return true; }

private:
    std::istringstream body_;
    Poco::Net::SocketAddress client_;
    Poco::Net::SocketAddress server_{"192.0.2.1", 443};
    Poco::Net::HTTPServerParams::Ptr params_ = new Poco::Net::HTTPServerParams;
    mutable FakeResponse response_;
};

} // namespace ace::test
