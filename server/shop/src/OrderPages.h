// SPDX-License-Identifier: MIT
#pragma once

#include "Pages.h"

namespace ace::server::shop {

// What is below the address of an order, for whoever has its key.
class OrderBase : public Page
{
public:
    OrderBase(const Services& services, std::string code, std::string key)
        : Page(services), code_(std::move(code)), key_(std::move(key))
    {
    }

protected:
    OrderRecord load() const { return loadOrder(code_, key_); }
    // While the payment is open its method is asked; when it cannot be, or was just now, the record is shown
    // as it stands.
    OrderRecord settled() const;
    bool isGoodForCustomersCancel(const OrderRecord& record, const Event& event) const;

    std::string code_;
    std::string key_;
};

// An order and its tickets.
class OrderPage : public OrderBase
{
public:
    using OrderBase::OrderBase;
    void handleRequest(Request& request, Response& response) override;

private:
    void setState(Data& data, const OrderRecord& record, const EventSetup& setup) const;
    void setPaid(Data& data, const OrderRecord& record, const EventSetup& setup) const;
    void setPending(Data& data, const OrderRecord& record, const EventSetup& setup) const;
    void setRefunds(Data& data, const OrderRecord& record) const;
    Data ticketData(const OrderRecord& record, std::size_t index, const EventSetup& setup) const;
};

class OrderStatePage : public OrderBase
{
public:
    using OrderBase::OrderBase;
    void handleRequest(Request& request, Response& response) override;
};

// To the payment page, again.
class OrderPayPage : public OrderBase
{
public:
    using OrderBase::OrderBase;
    void handleRequest(Request& request, Response& response) override;
};

// Asks, and then gives back: the seats of a pending order, or the tickets of a paid one where its event lets
// customers do so. GET and POST.
class OrderCancelPage : public OrderBase
{
public:
    using OrderBase::OrderBase;
    void handleRequest(Request& request, Response& response) override;

private:
    void ask(Response& response, const Request& request, const OrderRecord& record,
             const std::string& problem) const;
    void cancel(Request& request, Response& response, const OrderRecord& record) const;
};

class OrderCalendarPage : public OrderBase
{
public:
    using OrderBase::OrderBase;
    void handleRequest(Request& request, Response& response) override;
};

class OrderManifestPage : public OrderBase
{
public:
    using OrderBase::OrderBase;
    void handleRequest(Request& request, Response& response) override;
};

class OrderPdfPage : public OrderBase
{
public:
    // Without a ticket: all of them.
    OrderPdfPage(const Services& services, std::string code, std::string key, std::string ticket = {})
        : OrderBase(services, std::move(code), std::move(key)), ticket_(std::move(ticket))
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
