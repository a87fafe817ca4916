// SPDX-License-Identifier: MIT
// What several pages show in the same way.
#pragma once

#include "Offer.h"

#include <ace/server/shop/Shop.h>

#include <Poco/Net/HTTPRequestHandler.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::server::shop {

using Request = Poco::Net::HTTPServerRequest;
using Response = Poco::Net::HTTPServerResponse;
using web::Data;

inline constexpr std::size_t kVoucherBytesMost = 100; // of a code as it is typed

// With what the layout wants; `cart` is the one that the page was made for.
void showPage(const Services& services, Response& response, int status, std::string_view page, Data data,
              const Cart& cart);

// What one address does only so often, as rateLimits() says; kLook also for what is asked about one order.
// The limiter has the API's classes; these are their names here.
using Rate = access::RateClass;
inline constexpr Rate kLook = Rate::Read;     // at an order or a voucher, by a code that could be a guess
inline constexpr Rate kAsk = Rate::Write;     // for an order, or its mail again
inline constexpr Rate kQueue = Rate::Pairing; // for a place in a waiting room
inline constexpr Rate kFind = Rate::Login;    // the orders of an address, by mail

class Page : public Poco::Net::HTTPRequestHandler
{
public:
    explicit Page(const Services& services) : services_(services), say(services.templates.words()) {}

protected:
    void show(Response& response, int status, std::string_view page, Data data, const Cart& cart) const
    {
        showPage(services_, response, status, page, std::move(data), cart);
    }
    // How long this address has to wait before it may do that again; none: it may now.
    std::optional<std::chrono::seconds> waitOf(const Request& request, Rate what) const;
    void requireRate(const Request& request, Rate what) const;  // throws Problem: too_many_requests
    catalog::EventPtr loadEvent(const std::string& slug) const; // throws Problem
    // Throws Problem: unknown_order, for a wrong key too.
    OrderRecord loadOrder(const std::string& code, const std::string& key) const;
    TypedVoucher lookAt(const Event& event, const std::string& code) const; // a code that the cart has
    // The same of a code that somebody typed. Codes cannot be tried out: one address looks only so often.
    TypedVoucher tryVoucher(const Request& request, const Event& event, const std::string& code) const;

    std::string pathTo(const std::string& page) const; // of this language: "/es/cart"
    std::string pathTo(const Order& order) const;
    std::string paymentPage(const boxoffice::Held& held) const; // where its customer goes to pay

    const Services& services_;
    const web::Words& say;
};

void setIf(Data& data, const std::string& name, const std::string& value); // an empty value is left out
Data emptyList();
void setVoucher(Data& data, const TypedVoucher& voucher, const std::string& good); // `good`: what it does

// "2 × General … $50.00" for each line, and the totals.
void setLines(Data& data, const EventSetup& setup, const std::vector<OrderLine>& lines);

// Until when a pending order can be paid; its seats are kept some minutes longer. None: not known.
std::optional<Instant> payableUntil(const OrderRecord& record);

// Why nothing can be bought now; empty: it can.
std::string closedText(const Event& event, Instant now, const web::Words& say);

} // namespace ace::server::shop
