// SPDX-License-Identifier: MIT
#pragma once

#include "Pages.h"

namespace ace::server::shop {

class EventListPage : public Page
{
public:
    using Page::Page;
    void handleRequest(Request& request, Response& response) override;
};

// One event, with how many of each type are wanted; also where a wrong choice is told.
class EventPage : public Page
{
public:
    struct Shown
    {
        Cart chosen;          // what the form shows as picked
        Cart kept;            // what the cart holds
        TypedVoucher voucher; // what the form shows as typed
        int status = 200;
        std::string notice = {};
        bool otherCart =
            false; // the cart holds another event's tickets: sending the form again replaces them
    };

    EventPage(const Services& services, std::string slug) : Page(services), slug_(std::move(slug)) {}
    void handleRequest(Request& request, Response& response) override;

    void showEvent(Response& response, const EventSetup& setup, const Shown& shown) const;

private:
    struct TypeState
    {
        std::int64_t available = 0;
        std::int32_t chosen = 0;
        bool open = false;
    };
    Data typeData(const TicketType& type, const Offer& offer, const TypeState& state) const;

    std::string slug_;
};

// What a page that is open already asks for again and again, as JSON.
class AvailabilityPage : public Page
{
public:
    AvailabilityPage(const Services& services, std::string slug) : Page(services), slug_(std::move(slug)) {}
    void handleRequest(Request& request, Response& response) override;

private:
    std::string slug_;
};

} // namespace ace::server::shop
