// SPDX-License-Identifier: MIT
// What several pages show in the same way.
#pragma once

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

// With what the layout wants; `cart` is the one that the page was made for.
void showPage(const Services& services, Response& response, int status, std::string_view page, Data data,
              const Cart& cart);

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
    std::optional<std::chrono::seconds> waitOf(const Request& request, access::RateClass what) const;
    catalog::EventPtr loadEvent(const std::string& slug) const; // throws Problem

    std::string pathTo(const std::string& page) const; // of this language: "/es/cart"
    std::string pathTo(const Order& order) const;

    const Services& services_;
    const web::Words& say;
};

void setIf(Data& data, const std::string& name, const std::string& value); // an empty value is left out
Data emptyList();

// "2 × General … $50.00" for each line, and the totals.
void setLines(Data& data, const EventSetup& setup, const std::vector<OrderLine>& lines);

// The lines that the cart would be sold as. What the event does not offer any more is left out.
std::vector<OrderLine> priceCart(const Cart& cart, const EventSetup& setup);
Money totalOf(const std::vector<OrderLine>& lines, const Currency& currency);

// Why nothing can be bought now; empty: it can.
std::string closedText(const Event& event, Instant now, const web::Words& say);

} // namespace ace::server::shop
