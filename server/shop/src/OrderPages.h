// SPDX-License-Identifier: MIT
#pragma once

#include "Pages.h"

namespace ace::server::shop {

// An order, for whoever has its link.
class OrderPage : public Page
{
public:
    OrderPage(const Services& services, std::string code, std::string key)
        : Page(services), code_(std::move(code)), key_(std::move(key))
    {
    }
    void handleRequest(Request& request, Response& response) override;

protected:
    OrderRecord loadOrder() const; // throws Problem: unknown_order, for a wrong key too

private:
    OrderRecord settled(OrderRecord record) const;
    void setState(Data& data, const OrderRecord& record, const EventSetup& setup) const;
    Data ticketData(const OrderRecord& record, std::size_t index, const EventSetup& setup) const;

    std::string code_;
    std::string key_;
};

class OrderPdfPage : public OrderPage
{
public:
    // Without a ticket: all of them.
    OrderPdfPage(const Services& services, std::string code, std::string key, std::string ticket = {})
        : OrderPage(services, std::move(code), std::move(key)), ticket_(std::move(ticket))
    {
    }
    void handleRequest(Request& request, Response& response) override;

private:
    std::string ticket_;
};

// The page of the simulated payment, in place of a bank's. GET and POST.
class TestPaymentPage : public Page
{
public:
    TestPaymentPage(const Services& services, std::string payment)
        : Page(services), payment_(std::move(payment))
    {
    }
    void handleRequest(Request& request, Response& response) override;

private:
    void ask(Request& request, Response& response) const;
    void decide(Request& request, Response& response) const;

    std::string payment_;
};

} // namespace ace::server::shop
