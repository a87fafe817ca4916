// SPDX-License-Identifier: MIT
#pragma once

#include "OrderPages.h"

namespace ace::server::shop {

// POST: the order's mail once more, to the address of the form where it has one.
class ResendPage : public OrderBase
{
public:
    using OrderBase::OrderBase;
    void handleRequest(Request& request, Response& response) override;
};

// Who lost their tickets gives an address. GET and POST; what it answers says nothing of the address.
class LostPage : public Page
{
public:
    using Page::Page;
    void handleRequest(Request& request, Response& response) override;

private:
    struct LostForm
    {
        std::string email;
        std::string error; // beside the field
        std::string notice;
        int status = 200;
    };
    void answer(Request& request, Response& response) const;
    void show(Request& request, Response& response, const LostForm& form) const;
};

// What the order's page says of its mail, and of what became of a wish for another one.
void setMail(Data& data, const Services& services, const Request& request, const Order& order);

} // namespace ace::server::shop
