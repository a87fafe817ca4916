// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/catalog/EventSetup.h>
#include <ace/domain/sales/OrderRecord.h>
#include <ace/sdk/Document.h>

#include <span>
#include <string>
#include <string_view>

namespace ace::ticketing {

// What a customer is told of money that goes back: order, event, amount. In the order's language.
sdk::Document refundLetter(const EventSetup& setup, const Order& order, const Refund& refund);

struct ListedOrder
{
    std::string code;
    std::string eventName;
    std::string venue;
    std::string timeZone;
    Instant startsAt;
    std::string url; // of its page
};

// The orders of somebody who lost their tickets, each with its link.
sdk::Document orderListLetter(std::span<const ListedOrder> orders, std::string_view language);

} // namespace ace::ticketing
