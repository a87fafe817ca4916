// SPDX-License-Identifier: MIT
#include <ace/stripe-simulator/Simulator.h>

#include "api/Api.h"
#include "control/Control.h"
#include "pages/Pages.h"
#include "webhooks/Sender.h"

namespace ace::stripesimulator {

struct Simulator::Parts
{
    Parts(const Clock& clock, std::uint64_t seed) : account(clock, seed), deliveries(account, clock)
    {
        account.onEvent([this](const Json& event) { return deliveries.enqueue(event); });
    }

    std::mutex mutex; // of all that follows
    Account account;
    Deliveries deliveries;
    Api api{account, mutex};
    Pages pages{account, mutex};
    Control control{account, api, deliveries, mutex};
    Sender sender{account, deliveries, mutex, postWebhook};
};

Simulator::Simulator(const Clock& clock, std::uint64_t seed) : parts_(std::make_unique<Parts>(clock, seed)) {}
Simulator::~Simulator() = default;

void Simulator::setPublicUrl(const std::string& url)
{
    const std::lock_guard lock(parts_->mutex);
    parts_->account.setPublicUrl(url);
}

Response Simulator::handle(const Request& request)
{
    return Pages::areAt(request.path) ? parts_->pages.handle(request) : parts_->api.handle(request);
}

Response Simulator::control(const Request& request) { return parts_->control.handle(request); }

void Simulator::release()
{
    const std::lock_guard lock(parts_->mutex);
    parts_->api.release();
}

} // namespace ace::stripesimulator
