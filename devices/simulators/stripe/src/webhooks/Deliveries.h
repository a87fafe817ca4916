// SPDX-License-Identifier: MIT
#pragma once

#include "state/Account.h"

#include <ace/base/Result.h>

#include <deque>
#include <optional>
#include <vector>

namespace ace::stripesimulator {

// What goes wrong with webhooks. Each name is its key in the control API.
struct WebhookKnobs
{
    std::int64_t loseNext = 0;   // lose_next: so many messages are never sent
    std::int64_t delayMs = 0;    // delay_ms
    std::int64_t copies = 1;     // copies: of each message
    bool reorder = false;        // reorder: among those that are due, the newest first
    bool hold = false;           // hold: nothing is sent
    bool parallel = false;       // parallel: two at a time
    bool wrongSecret = false;    // wrong_secret
    bool twoSignatures = false;  // two_signatures: one of another secret first, as while a secret is changed
    std::int64_t timeShift = 0;  // time_shift_s: added to the signature's t
    std::int64_t retryMs = 1000; // retry_ms: before the second attempt; then twice as long each time
    std::int64_t attemptsMost = 5; // attempts
};

Json describe(const WebhookKnobs& knobs);
// Changes those that `given` names. Invalid: what is wrong.
Result<void> change(WebhookKnobs& knobs, const Json& given);

// One attempt to deliver an event.
struct Delivery
{
    std::string id;
    std::string eventId;
    std::string endpointId;
    std::string url;
    std::string body;
    std::string signature;
    int attempt = 1;
};

struct DeliveryOutcome
{
    int status = 0;     // 0: there was no answer
    std::string answer; // its beginning, or why there is none
};

// Which message goes where and when, with its signature, and a log of what came of it. Sends nothing
// itself. Not thread-safe: the Simulator locks it. Times of waiting are real ones; the account's clock does
// not move them.
class Deliveries
{
public:
    Deliveries(Account& account, const Clock& clock);

    int enqueue(const Json& event); // answers how many endpoints get it
    bool enqueueAgain(const std::string& eventId);
    std::optional<Delivery> takeDue();
    void record(const Delivery& delivery, const DeliveryOutcome& outcome);

    WebhookKnobs& knobs() { return knobs_; }
    const std::deque<Json>& log() const { return log_; }              // oldest first
    std::size_t waiting() const { return queue_.size() + underWay_; } // not answered, and not given up
    void reset();

private:
    struct Waiting
    {
        Monotonic due;
        Delivery delivery;
    };

    void push(const Json& endpoint, const Json& event, int attempt, std::int64_t inMs);
    void note(const Delivery& delivery, const DeliveryOutcome& outcome);
    std::vector<std::string> secretsOf(const Json& endpoint) const;

    Account& account_;
    const Clock& clock_;
    WebhookKnobs knobs_;
    std::vector<Waiting> queue_; // in the order of the events
    std::size_t underWay_ = 0;   // taken, and nothing recorded of it
    std::deque<Json> log_;
    std::uint64_t next_ = 0;
};

} // namespace ace::stripesimulator
