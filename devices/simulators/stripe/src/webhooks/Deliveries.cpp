// SPDX-License-Identifier: MIT
#include "Deliveries.h"

#include "Signature.h"

#include <algorithm>

namespace ace::stripesimulator {

namespace {

constexpr std::size_t kLogMost = 10'000;
constexpr std::size_t kWaitingMost = 100'000;
constexpr const char* kOtherSecret = "whsec_simulatorOtherSecret";

bool wants(const Json& endpoint, const Json& event)
{
    return std::ranges::any_of(endpoint["enabled_events"],
                               [&](const Json& name) { return name == "*" || name == event["type"]; });
}

} // namespace

Deliveries::Deliveries(Account& account, const Clock& clock) : account_(account), clock_(clock) {}

int Deliveries::enqueue(const Json& event)
{
    int endpoints = 0;
    for (const std::string& id : account_.idsOf("webhook_endpoint")) {
        const Json& endpoint = *account_.find(id);
        if (!wants(endpoint, event))
            continue;
        ++endpoints;
        for (std::int64_t copy = 0; copy < knobs_.copies; ++copy)
            push(endpoint, event, 1, knobs_.delayMs);
    }
    return endpoints;
}

bool Deliveries::enqueueAgain(const std::string& eventId)
{
    const Json* const event = account_.find(eventId);
    if (!event || event->at("object") != "event")
        return false;
    enqueue(*event);
    return true;
}

void Deliveries::push(const Json& endpoint, const Json& event, int attempt, std::int64_t inMs)
{
    if (queue_.size() >= kWaitingMost)
        queue_.erase(queue_.begin());
    Json message = shown(event);
    message["pending_webhooks"] = 1;
    if (!endpoint["api_version"].is_null())
        message["api_version"] = endpoint["api_version"];
    Delivery delivery{"delivery-" + std::to_string(++next_),
                      event["id"],
                      endpoint["id"],
                      endpoint["url"],
                      message.dump(2),
                      "",
                      attempt};
    queue_.push_back({clock_.monotonic() + std::chrono::milliseconds(inMs), std::move(delivery)});
}

std::vector<std::string> Deliveries::secretsOf(const Json& endpoint) const
{
    std::vector<std::string> secrets;
    if (knobs_.wrongSecret || knobs_.twoSignatures)
        secrets.emplace_back(kOtherSecret);
    if (!knobs_.wrongSecret)
        secrets.push_back(endpoint["_secret"]);
    return secrets;
}

std::optional<Delivery> Deliveries::takeDue()
{
    const auto isDue = [now = clock_.monotonic()](const Waiting& waiting) { return waiting.due <= now; };
    while (!knobs_.hold) {
        auto found = std::ranges::find_if(queue_, isDue);
        if (knobs_.reorder) {
            const auto last = std::find_if(queue_.rbegin(), queue_.rend(), isDue);
            found = last == queue_.rend() ? queue_.end() : last.base() - 1;
        }
        if (found == queue_.end())
            return std::nullopt;
        Delivery delivery = std::move(found->delivery);
        queue_.erase(found);
        const Json* const endpoint = account_.find(delivery.endpointId);
        if (!endpoint)
            continue; // deleted meanwhile
        if (knobs_.loseNext > 0) {
            --knobs_.loseNext;
            note(delivery, {0, "lost by the knob lose_next"});
            continue;
        }
        const auto now = std::chrono::floor<std::chrono::seconds>(clock_.now()).time_since_epoch().count();
        delivery.signature = signatureHeader(secretsOf(*endpoint), now + knobs_.timeShift, delivery.body);
        ++underWay_;
        return delivery;
    }
    return std::nullopt;
}

void Deliveries::record(const Delivery& delivery, const DeliveryOutcome& outcome)
{
    note(delivery, outcome);
    underWay_ -= underWay_ > 0 ? 1 : 0; // none, where all was reset meanwhile
    Json* const event = account_.find(delivery.eventId);
    const Json* const endpoint = account_.find(delivery.endpointId);
    if (!event || !endpoint)
        return;
    if (outcome.status >= 200 && outcome.status < 300) {
        const std::int64_t pending = event->at("pending_webhooks");
        (*event)["pending_webhooks"] = std::max<std::int64_t>(0, pending - 1);
        return;
    }
    if (delivery.attempt < knobs_.attemptsMost)
        push(*endpoint, *event, delivery.attempt + 1, knobs_.retryMs << (delivery.attempt - 1));
}

void Deliveries::note(const Delivery& delivery, const DeliveryOutcome& outcome)
{
    const Json* const event = account_.find(delivery.eventId);
    log_.push_back({{"delivery", delivery.id},
                    {"event", delivery.eventId},
                    {"type", event ? event->at("type") : Json(nullptr)},
                    {"endpoint", delivery.endpointId},
                    {"url", delivery.url},
                    {"attempt", delivery.attempt},
                    {"status", outcome.status},
                    {"answer", outcome.answer}});
    if (log_.size() > kLogMost)
        log_.pop_front();
}

void Deliveries::reset()
{
    knobs_ = {};
    queue_.clear();
    underWay_ = 0;
    log_.clear();
    next_ = 0;
}

} // namespace ace::stripesimulator
