// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/catalog/EventSetup.h>
#include <ace/domain/sales/Voucher.h>
#include <ace/server/shop/CartCookie.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace ace::server::shop {

// A voucher as somebody typed it.
struct TypedVoucher
{
    std::string code;                              // as it was typed; empty: none
    std::optional<Voucher> voucher;                // that counts now
    std::string problem;                           // why it does not, for people
    std::optional<std::chrono::seconds> wait = {}; // too many codes were tried; when to try again
};

// What the shop sells of an event to one customer, and for how much: as the box office does (OrderPlan).
class Offer
{
public:
    // `voucher` may be null. Both outlive it.
    Offer(const EventSetup& setup, const Voucher* voucher) : setup_(setup), voucher_(voucher) {}

    bool sells(const TicketType& type) const;
    Money unitPrice(const TicketType& type) const;  // before tax
    Money allInPrice(const TicketType& type) const; // of one
    // What of the cart is sold; the rest the event does not offer any more, or not without its voucher.
    std::vector<boxoffice::WantedItem> itemsOf(const Cart& cart) const;
    std::vector<OrderLine> linesOf(const Cart& cart) const;
    bool usesVoucher(const Cart& cart) const; // there is one, and it is for something in the cart

private:
    const EventSetup& setup_;
    const Voucher* voucher_;
};

Money totalOf(const std::vector<OrderLine>& lines, const Currency& currency);

} // namespace ace::server::shop
