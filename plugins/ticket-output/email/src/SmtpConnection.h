// SPDX-License-Identifier: MIT
#pragma once

#include "SmtpReply.h"

#include <ace/base/Result.h>
#include <ace/email/SmtpClient.h>

#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <string>
#include <string_view>

namespace ace::email {

// Lines to and from a mail server, in the clear and then by TLS. Each call ends within the server's
// stepTimeout. Errors: Offline (the connection is gone), Timeout, Unavailable (no TLS, or not SMTP).
class SmtpConnection
{
public:
    // Tries each address of the host.
    static Result<SmtpConnection> open(const SmtpServer& server);

    // TLS 1.2 or later; the certificate must be valid and name the host.
    Result<void> startTls();
    Result<SmtpReply> readReply();
    Result<void> write(std::string_view bytes);
    Result<SmtpReply> command(std::string_view line); // without its end
    // After a close from another thread, what waits here fails.
    int descriptor() const;
    std::string ownAddress() const; // as an address literal: "[192.0.2.7]"

private:
    SmtpConnection(SmtpServer server, Poco::Net::StreamSocket socket);
    Result<std::string> readLine(std::chrono::steady_clock::time_point deadline);
    Failure lost(const std::string& why) const;

    SmtpServer server_;
    Poco::Net::StreamSocket socket_;
    bool secure_ = false;
    std::string unread_;
};

} // namespace ace::email
