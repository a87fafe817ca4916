// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Result.h>
#include <ace/domain/Job.h>
#include <ace/domain/Webhook.h>
#include <ace/sdk/storage/Storage.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ace::outbox {

inline constexpr char kWebhookJob[] = "webhook";

// What goes out to a webhook.
//   body       {"id":"<job>","kind":"order.paid","order":"<uuid>","created_at":"2026-11-22T19:30:00Z"}
//   signature  t=<unix seconds>,v1=<hex of HMAC-SHA-256 over "<t>.<body>", keyed with the webhook's secret>
// The id is the same for each attempt. The time in the signature is that of the attempt: a receiver refuses
// old ones.
struct WebhookMessage
{
    std::string url;
    std::string body;      // application/json
    std::string signature; // the header Ace-Signature
};

// Brings a message to its address; core has no sockets. Success: the other side answered 2xx.
class WebhookSender
{
public:
    virtual ~WebhookSender() = default;
    virtual Result<void> send(const WebhookMessage& message) = 0;
};

// "https://example.org" of an address, for logs: its path and query may be a secret.
std::string originOf(std::string_view url);

std::string signatureOf(std::string_view secret, std::string_view body, Instant now);

// The handler of "webhook" jobs. One that failed lets its webhook rest, for 5 s, and twice as long after each
// further failure up to 5 minutes: an address that does not answer takes the sender's whole deadline each
// time, and the others wait for it. Not thread-safe: one worker calls it.
class WebhookDelivery
{
public:
    WebhookDelivery(sdk::Storage& storage, const Clock& clock, WebhookSender& sender)
        : storage_(storage), clock_(clock), sender_(sender)
    {
    }

    Result<void> deliver(const Job& job);
    std::optional<Instant> restsUntil(const Job& job) const; // none: deliver it

private:
    struct Rest
    {
        Monotonic until;
        Microseconds length;
    };

    sdk::Storage& storage_;
    const Clock& clock_;
    WebhookSender& sender_;
    std::map<WebhookId, Rest> rests_; // as many as there are webhooks
};

} // namespace ace::outbox
