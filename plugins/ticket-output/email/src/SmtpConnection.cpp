// SPDX-License-Identifier: MIT
#include "SmtpConnection.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace ace::email {

namespace {

using Poco::Net::StreamSocket;
using std::chrono::steady_clock;

constexpr std::size_t kReplyLineMax = 4096; // RFC 5321 allows 512
constexpr std::size_t kPieceSize = 16'384;
constexpr std::chrono::milliseconds kSlice{50}; // how soon an interrupt is seen

std::string whereOf(const SmtpServer& server)
{
    return "mail server " + server.host + ":" + std::to_string(server.port);
}

Poco::Timespan toTimespan(steady_clock::duration duration)
{
    return Poco::Timespan(std::chrono::duration_cast<std::chrono::microseconds>(duration).count());
}

std::string secondsText(std::chrono::milliseconds duration)
{
    return std::to_string(duration.count()) + " ms";
}

Poco::Net::Context::Ptr contextFor(const SmtpServer& server)
{
    using Poco::Net::Context;
    Context::Ptr context =
        new Context(Context::TLS_CLIENT_USE, server.caFile, Context::VERIFY_STRICT, 9, server.caFile.empty());
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    context->enableExtendedCertificateVerification(true);
    return context;
}

// To connect, in slices.
struct Attempt
{
    steady_clock::time_point deadline;
    const std::atomic<bool>& interrupted;

    bool isOver() const { return interrupted || steady_clock::now() >= deadline; }
    std::string why() const { return interrupted ? "was not waited for" : "it does not answer"; }
};

Result<HostLookup::Addresses> addressesOf(const SmtpServer& server, std::unique_ptr<HostLookup>& lookup,
                                          const Attempt& attempt)
{
    using namespace std::chrono_literals;
    if (const auto* old = lookup ? lookup->waitFor(0ms) : nullptr; old && !*old)
        lookup.reset(); // it may be mended since
    if (!lookup)        // else the one before is still under way, or has found it
        lookup = std::make_unique<HostLookup>(server.host);
    while (true) {
        if (const auto* found = lookup->waitFor(kSlice)) {
            auto addresses = *found;
            lookup.reset();
            return addresses;
        }
        if (attempt.isOver())
            return failure(ErrorCode::Offline, "looking up its name: " + attempt.why());
    }
}

// Empty: it is connected.
std::string tryToConnect(StreamSocket& socket, const Poco::Net::SocketAddress& address,
                         const Attempt& attempt)
{
    try {
        socket.connectNB(address);
        while (!socket.poll(toTimespan(kSlice), Poco::Net::Socket::SELECT_WRITE))
            if (attempt.isOver())
                return attempt.why();
        if (const int problem = socket.impl()->socketError(); problem != 0)
            return std::generic_category().message(problem);
        socket.setBlocking(true);
        return "";
    } catch (const Poco::Exception& problem) {
        return problem.displayText();
    }
}

} // namespace

SmtpConnection::SmtpConnection(SmtpServer server, StreamSocket socket)
    : server_(std::move(server)), socket_(std::move(socket))
{
    socket_.setSendTimeout(toTimespan(server_.stepTimeout));
    socket_.setReceiveTimeout(toTimespan(server_.stepTimeout));
}

Result<SmtpConnection> SmtpConnection::open(const SmtpServer& server, std::unique_ptr<HostLookup>& lookup,
                                            const std::atomic<bool>& interrupted)
{
    const Attempt attempt{steady_clock::now() + server.stepTimeout, interrupted};
    const auto addresses = addressesOf(server, lookup, attempt);
    std::string why = addresses ? "" : addresses.error().message;
    for (std::size_t i = 0; addresses && i < addresses->size() && !interrupted; ++i) {
        // A silent one leaves time to those after it.
        const auto share = (attempt.deadline - steady_clock::now()) / (addresses->size() - i);
        StreamSocket socket;
        why = tryToConnect(socket, Poco::Net::SocketAddress((*addresses)[i], server.port),
                           {steady_clock::now() + share, interrupted});
        if (why.empty())
            return SmtpConnection(server, std::move(socket));
    }
    return failure(ErrorCode::Offline,
                   "cannot be reached: " + why + ". Check \"host\" and \"port\", and that it runs",
                   whereOf(server));
}

Result<void> SmtpConnection::startTls()
{
    if (!unread_.empty())
        return failure(ErrorCode::Unavailable,
                       "sent something between STARTTLS and TLS; somebody may be in between",
                       whereOf(server_));
    try {
        auto secure = Poco::Net::SecureStreamSocket::attach(socket_, server_.host, contextFor(server_));
        secure.completeHandshake();
        secure.setSendTimeout(toTimespan(server_.stepTimeout));
        socket_ = secure;
        secure_ = true;
        return {};
    } catch (const Poco::TimeoutException&) {
        return failure(ErrorCode::Timeout, "did not agree on TLS within " + secondsText(server_.stepTimeout),
                       whereOf(server_));
    } catch (const Poco::Exception& problem) {
        return failure(
            ErrorCode::Unavailable,
            "is not trusted: " + problem.displayText() +
                ". Its certificate must be valid and name \"host\"; \"ca_file\" names whom to trust",
            whereOf(server_));
    }
}

Result<SmtpReply> SmtpConnection::readReply(std::chrono::milliseconds timeout)
{
    const auto deadline = steady_clock::now() + timeout;
    SmtpReplyParser parser;
    while (true) {
        auto line = readLine(deadline);
        if (!line && line.error().code == ErrorCode::Timeout)
            return failure(ErrorCode::Timeout, "gave no answer within " + secondsText(timeout),
                           whereOf(server_));
        if (!line)
            return failure(std::move(line));
        const auto step = parser.take(*line);
        if (step == SmtpReplyParser::Step::Wrong)
            return failure(ErrorCode::Unavailable, "does not speak SMTP. Check \"port\" and \"security\"",
                           whereOf(server_));
        if (step == SmtpReplyParser::Step::Done)
            return parser.reply();
    }
}

Result<std::string> SmtpConnection::readLine(steady_clock::time_point deadline)
{
    std::array<char, 4096> piece{};
    while (true) {
        if (const std::size_t end = unread_.find('\n'); end != std::string::npos) {
            std::string line = unread_.substr(0, end);
            unread_.erase(0, end + 1);
            if (line.ends_with('\r'))
                line.pop_back();
            return line;
        }
        if (unread_.size() > kReplyLineMax)
            return failure(ErrorCode::Unavailable, "answers with a line that has no end", whereOf(server_));
        const auto left = deadline - steady_clock::now();
        try {
            if (left <= steady_clock::duration::zero())
                throw Poco::TimeoutException();
            // What TLS has unpacked already is not seen by poll().
            if (!(secure_ && socket_.available() > 0) &&
                !socket_.poll(toTimespan(left), Poco::Net::Socket::SELECT_READ))
                throw Poco::TimeoutException();
            socket_.setReceiveTimeout(toTimespan(left));
            const int got = socket_.receiveBytes(piece.data(), static_cast<int>(piece.size()));
            if (got <= 0)
                return lost("it hung up");
            unread_.append(piece.data(), static_cast<std::size_t>(got));
        } catch (const Poco::TimeoutException&) {
            return failure(ErrorCode::Timeout, "gave no answer in time", whereOf(server_));
        } catch (const Poco::Exception& problem) {
            return lost(problem.displayText());
        }
    }
}

Result<void> SmtpConnection::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        try {
            const int sent =
                socket_.sendBytes(bytes.data(), static_cast<int>(std::min(bytes.size(), kPieceSize)));
            if (sent <= 0)
                return lost("it takes nothing more");
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        } catch (const Poco::TimeoutException&) {
            return failure(ErrorCode::Timeout, "took nothing within " + secondsText(server_.stepTimeout),
                           whereOf(server_));
        } catch (const Poco::Exception& problem) {
            return lost(problem.displayText());
        }
    }
    return {};
}

Result<SmtpReply> SmtpConnection::command(std::string_view line, std::chrono::milliseconds timeout)
{
    if (auto written = write(std::string(line) + "\r\n"); !written)
        return failure(std::move(written));
    return readReply(timeout);
}

int SmtpConnection::descriptor() const { return static_cast<int>(socket_.impl()->sockfd()); }

std::string SmtpConnection::ownAddress() const
{
    const auto host = socket_.address().host();
    return host.family() == Poco::Net::IPAddress::IPv6 ? "[IPv6:" + host.toString() + "]"
                                                       : "[" + host.toString() + "]";
}

Failure SmtpConnection::lost(const std::string& why) const
{
    return failure(ErrorCode::Offline, "the connection was lost: " + why, whereOf(server_));
}

} // namespace ace::email
