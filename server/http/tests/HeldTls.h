// SPDX-License-Identifier: MIT
// A connection with TLS that asks and then takes no more than it is told to.
#pragma once

#include <Poco/Net/StreamSocket.h>

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace ace::test {

class HeldTls
{
public:
    explicit HeldTls(std::uint16_t port, int receiveBuffer = 0)
        : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free), tls_(SSL_new(context_.get()), SSL_free)
    {
        socket_.init(AF_INET);
        if (receiveBuffer > 0)
            socket_.setReceiveBufferSize(receiveBuffer);
        socket_.connect(Poco::Net::SocketAddress("127.0.0.1", port));
        socket_.setReceiveTimeout(Poco::Timespan(5, 0));
        SSL_set_fd(tls_.get(), static_cast<int>(socket_.impl()->sockfd()));
        CPPUNIT_ASSERT_EQUAL(1, SSL_connect(tls_.get()));
    }
    void send(const std::string& text)
    {
        CPPUNIT_ASSERT(SSL_write(tls_.get(), text.data(), static_cast<int>(text.size())) > 0);
    }
    std::string readSome() // empty: the other side has closed
    {
        std::string piece(4096, '\0');
        piece.resize(static_cast<std::size_t>(std::max(SSL_read(tls_.get(), piece.data(), 4096), 0)));
        return piece;
    }

private:
    Poco::Net::StreamSocket socket_;
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
    std::unique_ptr<SSL, decltype(&SSL_free)> tls_;
};

} // namespace ace::test
