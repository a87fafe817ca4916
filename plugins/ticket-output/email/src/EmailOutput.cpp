// SPDX-License-Identifier: MIT
#include "EmailSettings.h"

#include <ace/email/MailTemplates.h>
#include <ace/sdk/Plugin.h>
#include <ace/sdk/TicketOutputDevice.h>

#include <memory>
#include <mutex>

namespace ace::email {

namespace {

ace_status statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid:
        return ACE_ILLEGAL;
    case ErrorCode::Busy:
        return ACE_BUSY;
    case ErrorCode::Offline:
        return ACE_OFFLINE;
    case ErrorCode::Timeout:
        return ACE_TIMEOUT;
    case ErrorCode::Unavailable:
        return ACE_NO_SERVICE;
    case ErrorCode::OutcomeUnknown:
        return ACE_OUTCOME_UNKNOWN;
    default:
        return ACE_FAILURE;
    }
}

template <class T> T valueOf(Result<T> result)
{
    if (!result)
        throw sdk::DeviceError(statusOf(result.error().code), result.error().describe(),
                               result.error().code != ErrorCode::Invalid);
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace

// Each submit is one mail. Its settings are in README.md.
class EmailOutput : public sdk::TicketOutputDevice
{
public:
    static constexpr const char* kDeviceClass = "email";

    void open(std::string_view text) override
    {
        settings_ = EmailSettings::parse(text);
        templates_ = valueOf(MailTemplates::load(settings_.templates));
        const std::lock_guard lock(mutex_);
        client_ = std::make_unique<SmtpClient>(settings_.server);
    }

    void close() override
    {
        std::unique_ptr<SmtpClient> closed; // may wait for a look-up, and interrupt() not for that
        const std::lock_guard lock(mutex_);
        closed.swap(client_);
    }

    void submit(std::string_view outputId, const sdk::Document& document,
                const sdk::Delivery& delivery) override
    {
        if (delivery.email.empty())
            return;
        if (!isMailAddress(delivery.email))
            throw sdk::DeviceError(ACE_ILLEGAL, "the recipient's address is no e-mail address");
        MailTemplates::Written written = valueOf(templates_.write(document, delivery));
        MailMessage mail{settings_.from, {delivery.name, delivery.email}};
        mail.replyTo = settings_.replyTo;
        mail.subject = std::move(written.subject);
        const std::string& sender = settings_.from.address;
        mail.messageId =
            messageIdOf(settings_.installation, outputId,
                        std::string_view(sender).substr(sender.find('@') + 1), delivery.reference);
        mail.date = clock_.now();
        mail.language = delivery.language;
        mail.text = std::move(written.text);
        mail.html = std::move(written.html);
        mail.images = std::move(written.images);
        mail.attachments = delivery.attachments;
        valueOf(client_->send({settings_.bounceAddress, delivery.email}, compose(mail)));
    }

    std::string checkHealth(sdk::HealthLevel) override
    {
        valueOf(client_->greet({settings_.bounceAddress, settings_.from.address}));
        return "The mail server answers, and takes the log-in where there is one, and the sender.";
    }

    void interrupt() noexcept override
    {
        const std::lock_guard lock(mutex_);
        if (client_)
            client_->interrupt();
    }

private:
    EmailSettings settings_;
    MailTemplates templates_;
    const SystemClock clock_;
    std::mutex mutex_; // of client_, for interrupt()
    std::unique_ptr<SmtpClient> client_;
};

} // namespace ace::email

ACE_PLUGIN(
    R"({"id":"org.acetickets.ticket-output.email","name":"E-mail","version":"0.1.0","vendor":"Ace Tickets",
               "license":"MIT","devices":[{"class":"email","capability":"ticket-output","settings":{
               "type":"object","additionalProperties":false,"required":["host","from"],"properties":{
                 "host":{"type":"string","minLength":1,"description":"of the mail server"},
                 "security":{"enum":["starttls","tls","none"],"default":"starttls"},
                 "allow_unencrypted":{"type":"boolean","default":false,
                   "description":"to another machine with security none"},
                 "port":{"type":"integer","minimum":1,"maximum":65535,
                   "description":"587; with tls 465, with none 25"},
                 "user":{"type":"string","description":"of the log-in; empty: there is none"},
                 "password":{"type":"string","x-secret":true,"description":"of the log-in"},
                 "ca_file":{"type":"string","description":"certificates that the server's is signed by"},
                 "hello":{"type":"string","description":"what this machine calls itself"},
                 "timeout_ms":{"type":"integer","minimum":100,"maximum":300000,"default":20000,
                   "description":"of each answer but the one to the whole mail"},
                 "from":{"type":"string","minLength":1,"description":"the sender's address, in ASCII"},
                 "from_name":{"type":"string"},
                 "reply_to":{"type":"string","description":"an address; empty: as from"},
                 "bounce_address":{"type":"string","description":"who is told of what does not arrive"},
                 "installation":{"type":"string","description":"which of several with that sender"},
                 "templates":{"type":"string","description":"a folder with own ones; empty: the built-in"}
               }}}]})",
    ace::email::EmailOutput);
