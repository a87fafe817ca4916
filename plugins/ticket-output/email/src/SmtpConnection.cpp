// SPDX-License-Identifier: MIT
#include "SmtpConnection.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/HostEntry.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SecureStreamSocket.h>

#include <algorithm>
#include <array>
#include <utility>

namespace ace::email {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t kReplyLineMax = 4096; // RFC 5321 allows 512
constexpr std::size_t kPieceSize = 16'384;

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

} // namespace

SmtpConnection::SmtpConnection(SmtpServer server, Poco::Net::StreamSocket socket)
    : server_(std::move(server)), socket_(std::move(socket))
{
    socket_.setSendTimeout(toTimespan(server_.stepTimeout));
    socket_.setReceiveTimeout(toTimespan(server_.stepTimeout));
}

Result<SmtpConnection> SmtpConnection::open(const SmtpServer& server)
{
    std::string why = "its name has no address";
    try {
        const Poco::Net::HostEntry host = Poco::Net::DNS::resolve(server.host);
        for (const auto& address : host.addresses()) {
            try {
                Poco::Net::StreamSocket socket;
                socket.connect(Poco::Net::SocketAddress(address, server.port),
                               toTimespan(server.stepTimeout));
                return SmtpConnection(server, std::move(socket));
            } catch (const Poco::Exception& problem) {
                why = problem.displayText();
            }
        }
    } catch (const Poco::Exception& problem) {
        why = problem.displayText();
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

Result<SmtpReply> SmtpConnection::readReply()
{
    const auto deadline = steady_clock::now() + server_.stepTimeout;
    SmtpReplyParser parser;
    while (true) {
        auto line = readLine(deadline);
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
            return failure(ErrorCode::Timeout, "gave no answer within " + secondsText(server_.stepTimeout),
                           whereOf(server_));
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

Result<SmtpReply> SmtpConnection::command(std::string_view line)
{
    if (auto written = write(std::string(line) + "\r\n"); !written)
        return failure(std::move(written));
    return readReply();
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
