// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/Ids.h>

#include <optional>
#include <string>
#include <string_view>

namespace ace::outbox {

// What a mail of an order is known by wherever it goes, as the start of its Message-ID: the order, the job
// that sends it, and the address that it is for. The same when the job is tried again, another one when the
// order is sent again. Only the recipient sees it, and it cannot be guessed.
struct MailReference
{
    OrderId order;
    JobId job;
    std::string address; // a digest

    static MailReference of(OrderId order, JobId job, std::string_view email);
    // With its brackets or without; none: it is no mail of an order.
    static std::optional<MailReference> ofMessageId(std::string_view messageId);

    std::string text() const; // letters, digits, "-" and "."
    bool isTo(std::string_view email) const;
};

} // namespace ace::outbox
