// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace ace::email {

class HostLookup;

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
    std::chrono::milliseconds stepTimeout{20'000}; // to connect, and of each answer but the last
    // Of the answer to the end of the mail (RFC 5321 §4.5.3.2.6): who gives up sooner sends a copy again.
    std::chrono::milliseconds acceptTimeout{600'000};
};

struct Envelope
{
    std::string from;
    std::string to;
};

// One mail to one mail server (RFC 5321; STARTTLS 3207, AUTH 4954, SMTPUTF8 6531, SIZE 1870), a connection
// each.
//
//   the server says no to the recipient or the mail, for good         Invalid        never again
//   (5.1.x, 5.2.x, 5.3.4; 501 or 55x without such a code)
//   no to this mail by its rules: sender, relaying, policy (other     Busy           again, once it is mended
//   5xx: 5.7.x, 5.4.x, 5.1.7, 5.1.8, 530, 535)
//   later (4xx: greylisting, full)                                    Busy           again
//   no to everybody for now (4xx before there is a mail)              Offline        again
//   no connection, or it was lost before the end of the mail          Offline        again: nothing was done
//   no answer in time, or interrupted, before the end of the mail     Timeout        again: nothing was done
//   no TLS, certificate, log-in or sender not taken                   Unavailable    again, once it is mended
//   no answer to the end of the mail                                  OutcomeUnknown again, the same
//                                                                                    Message-ID
// No message has the password or the customer's address.
class SmtpClient
{
public:
    explicit SmtpClient(SmtpServer server);
    ~SmtpClient(); // waits for a look-up of the host's name

    Result<void> send(const Envelope& envelope, std::string_view message);
    // All but the mail: connects, says hello, secures the connection, logs in, and names the envelope, with
    // an address of our own as its recipient.
    Result<void> greet(const Envelope& own);
    // Any thread: what runs now fails soon. Does nothing when nothing runs.
    void interrupt() noexcept;

private:
    friend class SmtpSession;
    Result<void> explained(Result<void> outcome);

    SmtpServer server_;
    std::mutex mutex_;
    int descriptor_ = -1; // of the connection, while there is one
    std::atomic<bool> interrupted_{false};
    std::unique_ptr<HostLookup> lookup_; // one that outlasted its call
};

} // namespace ace::email
