// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/box-office/Sale.h>

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <string>
#include <string_view>
#include <vector>

namespace ace::server::shop {

// What a customer has picked: tickets of one event, for an order is for one event.
struct Cart
{
    std::string eventSlug;
    std::vector<boxoffice::WantedItem> items;
    std::string voucher = {}; // a code of the event's; empty: none
    std::string order = {};   // "code/key" of the one that was made of it last; empty: none yet
    std::string nonce = {};   // the idempotency key of its order: however many tabs show it, it is one order

    bool empty() const { return items.empty(); }
    std::int64_t count() const;
    std::int32_t quantityOf(TicketTypeId type) const;
    bool holdsTheSame(const Cart& other) const; // tickets and voucher
};

// Keeps the cart in the browser, signed, so that no server has to remember it. Thread-safe.
class CartCookie
{
public:
    // `secure`: the shop is reached by HTTPS only.
    CartCookie(const Digest& key, bool secure) : key_(key), secure_(secure) {}

    Cart read(const Poco::Net::HTTPServerRequest& request) const; // empty: none, or not signed by us
    void write(Poco::Net::HTTPServerResponse& response, const Cart& cart) const; // an empty one is taken away

    std::string seal(const Cart& cart) const;
    Cart open(std::string_view sealed) const;

private:
    Digest key_;
    bool secure_;
};

} // namespace ace::server::shop
