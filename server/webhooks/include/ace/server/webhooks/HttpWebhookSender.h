// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/outbox/WebhookDelivery.h>

#include <chrono>
#include <memory>
#include <string>

namespace ace::server::webhooks {

struct SenderOptions
{
    bool httpAllowed = false;    // http:// too
    bool privateAllowed = false; // loopback, private networks
    std::chrono::milliseconds deadline{
        10'000};        // of one message: connecting, TLS, sending, the answer's first line
    std::string caFile; // PEM; empty: the system's
};

// One POST of HTTP/1.1 over a connection of its own. Every address that the name resolves to must be allowed,
// and the one that was checked is the one that is connected to: a name cannot answer otherwise the second
// time. No redirect is followed; of the answer only its status counts. TLS 1.2 or newer, the certificate is
// checked against the name. Resolving a name is bounded by the system's resolver. Thread-safe. The program
// ignores SIGPIPE.
class HttpWebhookSender : public outbox::WebhookSender
{
public:
    HttpWebhookSender(SenderOptions options, const Clock& clock);
    ~HttpWebhookSender() override;

    Result<void> send(const outbox::WebhookMessage& message) override;

private:
    struct Target;
    Result<Target> find(const std::string& url) const;
    Result<void> exchange(const Target& target, const std::string& request) const;

    class Tls;
    const SenderOptions options_;
    const Clock& clock_;
    std::unique_ptr<Tls> tls_;
};

} // namespace ace::server::webhooks
