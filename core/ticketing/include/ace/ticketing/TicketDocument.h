// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/catalog/EventSetup.h>
#include <ace/domain/sales/OrderRecord.h>
#include <ace/sdk/Document.h>

#include <span>

namespace ace::ticketing {

// Tickets of an order as a neutral document, one to a page: event, venue and times in the event's zone, type,
// holder, price, order code, QR. In the order's language, or else in English.
sdk::Document ticketDocument(const EventSetup& setup, const Order& order, std::span<const Ticket> tickets);

} // namespace ace::ticketing
