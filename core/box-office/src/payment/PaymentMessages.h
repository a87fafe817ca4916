// SPDX-License-Identifier: MIT
#pragma once

#include <ace/box-office/LocalBoxOffice.h>

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ace::boxoffice {

class Aftermath;
class Settlement;

// What a payment service tells of its own accord. A message is never believed: it says about which order the
// service is to be asked. Thread-safe; borrows all it is given.
class PaymentMessages
{
public:
    using Headers = std::vector<std::pair<std::string, std::string>>;

    PaymentMessages(const LocalBoxOffice::Parts& parts, Settlement& settlement, Aftermath& aftermath)
        : parts_(parts), settlement_(settlement), aftermath_(aftermath)
    {
    }

    // Asks now. Errors: NotFound where the message is about no payment of ours.
    Result<OrderRecord> notify(const std::string& method, const Headers& headers, const std::string& body);
    // Promises on record to ask; none where it is about none of ours.
    Result<std::optional<OrderId>> take(const std::string& method, const Headers& headers,
                                        const std::string& body);

    // The jobs that take() promises.
    Result<void> settleOrder(const Job& job);
    Result<void> reviewOrder(const Job& job);

private:
    struct Told
    {
        std::optional<OrderId> order; // none: it is about none of ours
        bool afterwards = false;
    };
    Result<Told> read(const std::string& method, const Headers& headers, const std::string& body);

    bool wasReviewedSince(OrderId order, Instant message);

    static constexpr std::size_t kReviewedMost = 10'000;

    const LocalBoxOffice::Parts& parts_;
    Settlement& settlement_;
    Aftermath& aftermath_;
    std::mutex mutex_;
    // When the last review began that went well: one event there is several messages, and a refund of a whole
    // event thousands. Those that came before it need none of their own.
    std::map<OrderId, Instant> reviewed_;
};

} // namespace ace::boxoffice
