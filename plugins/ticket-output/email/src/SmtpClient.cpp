// SPDX-License-Identifier: MIT
#include <ace/email/SmtpClient.h>

#include "Encoding.h"
#include "HostLookup.h"
#include "SmtpConnection.h"

#include <ace/email/MailMessage.h>

#include <sys/socket.h>

#include <algorithm>
#include <optional>
#include <set>

namespace ace::email {

namespace {

std::string upperCase(std::string text)
{
    for (char& c : text)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

std::string dotStuffed(std::string_view message)
{
    std::string stuffed;
    stuffed.reserve(message.size() + 64);
    while (!message.empty()) {
        const std::size_t end = std::min(message.find('\n'), message.size() - 1) + 1;
        if (message.front() == '.')
            stuffed += '.';
        stuffed += message.substr(0, end);
        message.remove_prefix(end);
    }
    return stuffed;
}

} // namespace

// A connection on its way through the protocol, known to interrupt().
class SmtpSession
{
public:
    explicit SmtpSession(SmtpClient& client) : client_(client), server_(client.server_)
    {
        const std::lock_guard lock(client_.mutex_);
        client_.interrupted_ = false;
    }
    ~SmtpSession()
    {
        const std::lock_guard lock(client_.mutex_);
        client_.descriptor_ = -1;
    }

    Result<void> begin()
    {
        auto opened = SmtpConnection::open(server_, client_.lookup_, client_.interrupted_);
        if (!opened)
            return failure(std::move(opened));
        connection_.emplace(std::move(*opened));
        {
            const std::lock_guard lock(client_.mutex_);
            client_.descriptor_ = connection_->descriptor();
            if (client_.interrupted_) // while it connected
                return failure(ErrorCode::Offline, "was not waited for", where());
        }
        if (server_.security == Security::Tls)
            if (auto secured = connection_->startTls(); !secured)
                return secured;
        if (auto greeting = expect(connection_->readReply(), "takes no mail now", ErrorCode::Unavailable);
            !greeting)
            return greeting;
        return secureAndLogIn();
    }

    Result<void> send(const Envelope& envelope, std::string_view message)
    {
        recipient_ = envelope.to;
        later_ = ErrorCode::Busy;
        if (auto named = nameEnvelope(envelope, message.size()); !named)
            return named;
        if (auto data = judgeMail(connection_->command("DATA"), "refuses the mail"); !data)
            return data;
        std::string body = dotStuffed(message);
        if (!body.ends_with("\r\n"))
            body += "\r\n";
        if (auto written = connection_->write(body); !written)
            return written;
        // From here on the server may have it.
        const auto dot = connection_->command(".", server_.acceptTimeout);
        if (!dot)
            return failure(ErrorCode::OutcomeUnknown,
                           "took the mail, but did not say so: " + dot.error().message, where());
        return judgeMail(*dot, "refuses the mail");
    }

    Result<void> tryEnvelope(const Envelope& own)
    {
        later_ = ErrorCode::Busy;
        auto named = nameEnvelope(own, 0);
        if (!named && named.error().code != ErrorCode::Offline && named.error().code != ErrorCode::Timeout)
            named.error().message += ". \"from\", and \"bounce_address\" where it is set, must be addresses "
                                     "that the log-in may send from and that take mail";
        if (!named)
            return named;
        return ask("RSET", "refuses RSET", ErrorCode::Unavailable);
    }

    void end() { static_cast<void>(connection_->command("QUIT")); } // whatever it answers

private:
    Result<void> secureAndLogIn()
    {
        if (auto greeted = hello(); !greeted)
            return greeted;
        if (server_.security == Security::StartTls) {
            if (!offers_.contains("STARTTLS"))
                return failure(ErrorCode::Unavailable,
                               "does not offer STARTTLS, so no mail goes there. Check \"port\"; security = "
                               "\"tls\" is for servers with TLS from the start, mostly at port 465",
                               where());
            if (auto taken = ask("STARTTLS", "refuses STARTTLS", ErrorCode::Unavailable); !taken)
                return taken;
            if (auto secured = connection_->startTls(); !secured)
                return secured;
            if (auto greeted = hello(); !greeted)
                return greeted; // what it offered before could be somebody else's
        }
        return server_.user.empty() ? Result<void>() : logIn();
    }

    Result<void> hello()
    {
        const std::string name = server_.hello.empty() ? connection_->ownAddress() : server_.hello;
        auto reply = connection_->command("EHLO " + name);
        if (!reply)
            return failure(std::move(reply));
        offers_.clear();
        if (auto taken = judge(*reply, "refuses EHLO", ErrorCode::Unavailable); !taken)
            return taken;
        for (std::string line : reply->lines) {
            line = upperCase(line);
            const std::size_t blank = std::min(line.find(' '), line.size());
            offers_.insert(line.substr(0, blank));
            if (line.starts_with("AUTH "))
                for (const char* mechanism : {"PLAIN", "LOGIN"})
                    if ((line + " ").find(" " + std::string(mechanism) + " ") != std::string::npos)
                        offers_.insert("AUTH " + std::string(mechanism));
            if (line.starts_with("SIZE ") && line.size() > 5 && line.size() < 20)
                sizeMax_ = std::strtoull(line.c_str() + 5, nullptr, 10);
        }
        return {};
    }

    Result<void> logIn()
    {
        const std::string refusal = "refuses the log-in of \"" + server_.user + "\"";
        if (offers_.contains("AUTH PLAIN")) {
            using namespace std::string_literals;
            const std::string secret = "\0"s + server_.user + "\0"s + server_.password;
            return ask("AUTH PLAIN " + toBase64(secret), refusal, ErrorCode::Unavailable);
        }
        if (!offers_.contains("AUTH LOGIN"))
            return failure(ErrorCode::Unavailable,
                           "offers no log-in with PLAIN or LOGIN. Leave out \"user\" if it needs none",
                           where());
        for (const std::string& line :
             {std::string("AUTH LOGIN"), toBase64(server_.user), toBase64(server_.password)})
            if (auto taken = ask(line, refusal, ErrorCode::Unavailable); !taken)
                return taken;
        return {};
    }

    Result<void> nameEnvelope(const Envelope& envelope, std::size_t size)
    {
        const bool needsUtf8 = !isAscii(envelope.from) || !isAscii(envelope.to);
        if (needsUtf8 && !offers_.contains("SMTPUTF8"))
            return failure(ErrorCode::Invalid,
                           "takes only addresses in ASCII, and the recipient's is not (no SMTPUTF8)",
                           where());
        if (sizeMax_ > 0 && size > sizeMax_)
            return failure(ErrorCode::Invalid,
                           "takes mails of up to " + std::to_string(sizeMax_) + " bytes; this one has " +
                               std::to_string(size),
                           where());
        std::string from = "MAIL FROM:<" + envelope.from + ">";
        if (offers_.contains("SIZE") && size > 0)
            from += " SIZE=" + std::to_string(size);
        if (needsUtf8)
            from += " SMTPUTF8";
        if (auto taken = ask(from, "refuses the sender", ErrorCode::Unavailable); !taken)
            return taken;
        return judgeMail(connection_->command("RCPT TO:<" + envelope.to + ">"), "refuses the recipient");
    }

    // What may be refused for the customer's address, and for other reasons.
    Result<void> judgeMail(Result<SmtpReply> reply, const std::string& refusal)
    {
        if (!reply || reply->isPositive() || reply->isTransient() || reply->blamesRecipientOrMail())
            return expect(std::move(reply), refusal, ErrorCode::Invalid);
        return failure(
            ErrorCode::Busy,
            refusal + ": " + withoutRecipient(reply->text()) +
                ". That is not the address's fault: the sender (\"from\"), the log-in (\"user\") or "
                "the server's rules want mending. It is to be tried later",
            where());
    }

    Result<void> ask(std::string_view line, const std::string& refusal, ErrorCode forGood)
    {
        return expect(connection_->command(line), refusal, forGood);
    }

    Result<void> expect(Result<SmtpReply> reply, const std::string& refusal, ErrorCode forGood)
    {
        if (!reply)
            return failure(std::move(reply));
        return judge(*reply, refusal, forGood);
    }

    Result<void> judge(const SmtpReply& reply, const std::string& refusal, ErrorCode forGood) const
    {
        if (reply.isPositive())
            return {};
        const std::string why = refusal + ": " + withoutRecipient(reply.text());
        return reply.isTransient() ? failure(later_, why + ". It is to be tried later", where())
                                   : failure(forGood, why, where());
    }

    // Servers like to repeat the address, and messages end up in logs.
    std::string withoutRecipient(std::string text) const
    {
        const std::string address = upperCase(recipient_);
        if (address.empty())
            return text;
        for (std::size_t at = 0; (at = upperCase(text).find(address, at)) != std::string::npos;)
            text.replace(at, address.size(), "address");
        return text;
    }

    std::string where() const { return "mail server " + server_.host + ":" + std::to_string(server_.port); }

    SmtpClient& client_;
    const SmtpServer& server_;
    std::optional<SmtpConnection> connection_;
    std::set<std::string> offers_; // extensions, and "AUTH PLAIN", "AUTH LOGIN"
    std::uint64_t sizeMax_ = 0;    // 0: it did not say
    std::string recipient_;
    ErrorCode later_ = ErrorCode::Offline; // what a 4xx means: before there is a mail it concerns all of them
};

SmtpClient::SmtpClient(SmtpServer server) : server_(std::move(server)) {}

SmtpClient::~SmtpClient() = default;

Result<void> SmtpClient::send(const Envelope& envelope, std::string_view message)
{
    SmtpSession session(*this);
    if (auto begun = session.begin(); !begun)
        return explained(std::move(begun));
    auto sent = session.send(envelope, message);
    if (sent)
        session.end();
    return explained(std::move(sent));
}

Result<void> SmtpClient::greet(const Envelope& own)
{
    SmtpSession session(*this);
    if (auto begun = session.begin(); !begun)
        return explained(std::move(begun));
    auto tried = session.tryEnvelope(own);
    if (tried)
        session.end();
    return explained(std::move(tried));
}

// An interrupt looks like a lost connection from within.
Result<void> SmtpClient::explained(Result<void> outcome)
{
    const std::lock_guard lock(mutex_);
    if (outcome || outcome.error().code != ErrorCode::Offline || !interrupted_)
        return outcome;
    return failure(ErrorCode::Timeout,
                   "took longer than the deadline_ms of this output, where 60000 is usual",
                   outcome.error().where);
}

void SmtpClient::interrupt() noexcept
{
    const std::lock_guard lock(mutex_);
    interrupted_ = true;
    if (descriptor_ >= 0)
        ::shutdown(descriptor_, SHUT_RDWR);
}

} // namespace ace::email
