// SPDX-License-Identifier: MIT
#pragma once

#include "HostLookup.h"
#include "SmtpReply.h"

#include <ace/base/Result.h>
#include <ace/email/SmtpClient.h>

#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace ace::email {

// Lines to and from a mail server, in the clear and then by TLS. Each call ends within the server's
// stepTimeout, or the one it is given. Errors: Offline (the connection is gone), Timeout, Unavailable (no
// TLS, or not SMTP).
class SmtpConnection
{
public:
    // Tries each address of the host; all of it takes one stepTimeout. Ends soon once `interrupted`. A
    // look-up that takes longer stays in `lookup` for the next call.
    static Result<SmtpConnection> open(const SmtpServer& server, std::unique_ptr<HostLookup>& lookup,
                                       const std::atomic<bool>& interrupted);

    // TLS 1.2 or later; the certificate must be valid and name the host.
    Result<void> startTls();
    Result<SmtpReply> readReply() { return readReply(server_.stepTimeout); }
    Result<void> write(std::string_view bytes);
    Result<SmtpReply> command(std::string_view line) { return command(line, server_.stepTimeout); }
    Result<SmtpReply> command(std::string_view line, // without its end
                              std::chrono::milliseconds timeout);
    // After a close from another thread, what waits here fails.
    int descriptor() const;
    std::string ownAddress() const; // as an address literal: "[192.0.2.7]"

private:
    SmtpConnection(SmtpServer server, Poco::Net::StreamSocket socket);
    Result<SmtpReply> readReply(std::chrono::milliseconds timeout);
    Result<std::string> readLine(std::chrono::steady_clock::time_point deadline);
    Failure lost(const std::string& why) const;

    SmtpServer server_;
    Poco::Net::StreamSocket socket_;
    bool secure_ = false;
    std::string unread_;
};

} // namespace ace::email
