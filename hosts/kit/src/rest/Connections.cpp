// SPDX-License-Identifier: MIT
#include "Connections.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/Net/RejectCertificateHandler.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

namespace ace::kit {

namespace {

Poco::Timespan toTimespan(std::chrono::milliseconds time)
{
    return Poco::Timespan(std::chrono::microseconds(time).count());
}

Poco::Net::StreamSocket connectTo(const ServerAccess& access)
{
    Poco::Net::StreamSocket socket;
    socket.connect(Poco::Net::SocketAddress(access.host, access.port), toTimespan(access.connectTimeout));
    socket.setNoDelay(true);
    socket.setSendTimeout(toTimespan(access.answerTimeout));
    socket.setReceiveTimeout(toTimespan(access.answerTimeout));
    return socket;
}

// TLS 1.2 or later; the certificate must be valid and name the host.
Poco::Net::Context::Ptr contextFor(const ServerAccess& access)
{
    using Poco::Net::Context;
    static std::once_flag once;
    Context::Ptr context = new Context(Context::TLS_CLIENT_USE, access.caFile.string(),
                                       Context::VERIFY_STRICT, 9, access.caFile.empty());
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    context->enableExtendedCertificateVerification(true);
    std::call_once(once, [&] { // Poco's callback for what is not trusted lives there
        Poco::Net::initializeSSL();
        Poco::Net::SSLManager::instance().initializeClient(
            nullptr, new Poco::Net::RejectCertificateHandler(false), context);
    });
    return context;
}

} // namespace

RestClient::Connections::Session RestClient::Connections::takeIdle()
{
    const std::lock_guard lock(mutex_);
    while (!idle_.empty()) {
        Idle idle = std::move(idle_.back());
        idle_.pop_back();
        const bool fresh = clock_.monotonic() - idle.since < options_.idleTime;
        // Nothing was asked: what can be read is the end of the connection.
        if (fresh && !idle.session->socket().poll(Poco::Timespan(), Poco::Net::Socket::SELECT_READ))
            return std::move(idle.session);
    }
    return nullptr;
}

RestClient::Connections::Session RestClient::Connections::open() const
{
    Poco::Net::StreamSocket socket = connectTo(access_);
    if (access_.tls) {
        auto secure = Poco::Net::SecureStreamSocket::attach(socket, access_.host, contextFor(access_));
        secure.completeHandshake();
        socket = secure; // Poco's HTTPSClientSession takes no socket that is connected
    }
    auto session = std::make_unique<Poco::Net::HTTPClientSession>(socket);
    session->setTimeout(toTimespan(access_.answerTimeout));
    session->setKeepAlive(true);
    session->setKeepAliveTimeout(Poco::Timespan(3600, 0)); // how long one is kept is decided above
    return session;
}

void RestClient::Connections::giveBack(Session session)
{
    const std::lock_guard lock(mutex_);
    if (idle_.size() >= options_.idleConnections)
        idle_.pop_front();
    idle_.push_back({std::move(session), clock_.monotonic()});
}

} // namespace ace::kit
