// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace ace::email {

enum class Security {
    StartTls, // demanded: a server that does not offer it gets no mail
    Tls,      // from the first byte
    None,
};

struct SmtpServer
{
    std::string host;
    std::uint16_t port = 587;
    Security security = Security::StartTls;
    std::string user = {}; // empty: no log-in
    std::string password = {};
    std::string caFile = {};                       // PEM; empty: those that the machine trusts
    std::string hello = {};                        // the name this client gives; empty: its address
    std::chrono::milliseconds stepTimeout{20'000}; // of each answer
};

struct Envelope
{
    std::string from;
    std::string to;
};

// One mail to one mail server (RFC 5321; STARTTLS 3207, AUTH 4954, SMTPUTF8 6531, SIZE 1870), a connection
// each.
//
//   the server says no to the recipient or the mail, for good (5xx)   Invalid        never again
//   later (4xx: greylisting, full)                                    Busy           again
//   no to everybody for now (4xx before there is a mail)              Offline        again
//   no connection, or it was lost before the end of the mail          Offline        again: nothing was done
//   no answer in time, or interrupted, before the end of the mail     Timeout        again: nothing was done
//   no TLS, certificate, log-in or sender not taken                   Unavailable    again, once it is mended
//   no answer to the end of the mail                                  OutcomeUnknown again, the same
//                                                                                    Message-ID
// No message has the password or the recipient's address.
class SmtpClient
{
public:
    explicit SmtpClient(SmtpServer server) : server_(std::move(server)) {}

    Result<void> send(const Envelope& envelope, std::string_view message);
    Result<void> greet(); // connects, says hello, secures the connection, logs in
    // Any thread: what runs now fails soon. Does nothing when nothing runs.
    void interrupt() noexcept;

private:
    friend class SmtpSession;
    Result<void> explained(Result<void> outcome);

    SmtpServer server_;
    std::mutex mutex_;
    int descriptor_ = -1; // of the connection, while there is one
    bool interrupted_ = false;
};

} // namespace ace::email
