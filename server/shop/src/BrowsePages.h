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
    struct Remark
    {
        int status = 200;
        std::string notice;
        bool otherCart =
            false; // the cart holds another event's tickets: sending the form again replaces them
    };

    EventPage(const Services& services, std::string slug) : Page(services), slug_(std::move(slug)) {}
    void handleRequest(Request& request, Response& response) override;

    // `chosen` is what the form shows as picked, `kept` what the cart holds.
    void showEvent(Response& response, const EventSetup& setup, const Cart& chosen, const Cart& kept,
                   const Remark& remark) const;

private:
    Data typeData(const TicketType& type, std::int64_t available, const Cart& chosen, bool open) const;

    std::string slug_;
};

} // namespace ace::server::shop
