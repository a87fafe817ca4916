// SPDX-License-Identifier: MIT
#pragma once

#include "Pages.h"

#include <ace/server/waiting-room/Rooms.h>

namespace ace::server::shop {

// Where customers wait for their turn to shop. Nothing of them is kept; see server/waiting-room.
class WaitPage : public Page
{
public:
    WaitPage(const Services& services, std::string slug) : Page(services), slug_(std::move(slug)) {}
    void handleRequest(Request& request, Response& response) override;

private:
    waitingroom::Place placeFor(const Request& request, const Event& event) const;
    void goShopping(const Request& request, Response& response) const;

    std::string slug_;
};

// The same for a script: what has changed, in words. JSON: turn (yours, wait, sold_out), heading,
// text, hint, place (0 before the opening), ask_again (s).
class WaitStatus : public Page
{
public:
    WaitStatus(const Services& services, std::string slug) : Page(services), slug_(std::move(slug)) {}
    void handleRequest(Request& request, Response& response) override;

private:
    std::string slug_;
};

// Whether this customer may shop now; who may not is sent to the waiting room.
bool mayShop(const Services& services, const Request& request, const Event& event);

// A checkout under way, for the pace of the waiting room.
class WaitedCheckout
{
public:
    WaitedCheckout(const Services& services, const Request& request, const Event& event);
    bool mayOrder() const { return checkout_.mayOrder(); }
    void ordered(std::int64_t tickets) { checkout_.ordered(tickets); }

private:
    waitingroom::Room::Checkout checkout_;
};

} // namespace ace::server::shop
