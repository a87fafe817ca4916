// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/Ids.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ace::inline domain {

// An address of somebody else that is told when something happened. It gets ids, not data.
struct Webhook
{
    WebhookId id;
    std::optional<EventId> event; // none: of every event
    std::string url;
    std::string secret;             // signs what is sent (HMAC-SHA-256); shown once, when it is made
    std::vector<std::string> kinds; // "order.paid"; empty: all of kWebhookKinds
    bool active = true;
    std::int64_t revision = 1;

    bool operator==(const Webhook&) const = default;
};

inline constexpr const char* kWebhookKinds[] = {"order.paid",  "order.canceled", "order.disputed",
                                                "refund.done", "refund.failed",  "ticket.changed"};

} // namespace ace::inline domain
