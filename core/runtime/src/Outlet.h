// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/domain/sales/Order.h>
#include <ace/sdk/port/TicketOutput.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ace::runtime {

// The way out to customers: one output. While it cannot be reached, all deliveries rest, for 5 s and twice as
// long each time up to 5 minutes: one that does not answer takes its whole deadline each time. Not
// thread-safe: one worker uses it.
class Outlet
{
public:
    struct Route
    {
        sdk::TicketOutput* output = nullptr; // null: this station runs without it
        bool attaches = false;
        sdk::TicketOutput* attach = nullptr; // null with `attaches`: this station runs without it
        std::string language = "en";         // BCP 47; of orders that have none
        // The address of an order's page in a language; empty: mails have no link.
        std::function<std::string(const Order&, std::string_view language)> linkTo = {};
    };

    Outlet(const Clock& clock, Route route) : clock_(clock), route_(std::move(route)) {}

    Result<void> submit(const std::string& outputId, const sdk::Document& document,
                        const sdk::Delivery& delivery);
    // The file of `document` that goes with a delivery; none: nothing is attached here.
    Result<std::optional<sdk::Attachment>> fileOf(const sdk::Document& document, const std::string& name);

    std::string languageOf(const Order& order) const;
    std::string linkTo(const Order& order, std::string_view language) const;
    std::optional<Instant> restsUntil() const; // none: deliver now

private:
    const Clock& clock_;
    const Route route_;
    Microseconds restLength_{0}; // 0: it could be reached
    Monotonic restUntil_{};
};

} // namespace ace::runtime
