// SPDX-License-Identifier: MIT
// The API's handlers: one for each line of the table in Api.h. Each reads its request, asks a use case, shows
// the answer.
#pragma once

#include <ace/server/api/Api.h>

#include <Poco/Net/HTTPRequestHandler.h>

#include <string>

namespace ace::server::api {

using Request = Poco::Net::HTTPServerRequest;
using Response = Poco::Net::HTTPServerResponse;

class Handler : public Poco::Net::HTTPRequestHandler
{
public:
    explicit Handler(const Services& services) : services_(services) {}

protected:
    const Services& services_;
};

class ListEventsHandler : public Handler
{
public:
    using Handler::Handler;
    void handleRequest(Request& request, Response& response) override;
};

class ShowEventHandler : public Handler
{
public:
    ShowEventHandler(const Services& services, std::string slug) : Handler(services), slug_(std::move(slug))
    {
    }
    void handleRequest(Request& request, Response& response) override;

private:
    std::string slug_;
};

class SellHandler : public Handler
{
public:
    using Handler::Handler;
    void handleRequest(Request& request, Response& response) override;
};

class ShowOrderHandler : public Handler
{
public:
    ShowOrderHandler(const Services& services, std::string code) : Handler(services), code_(std::move(code))
    {
    }
    void handleRequest(Request& request, Response& response) override;

protected:
    OrderRecord loadOrder(const Request& request) const; // for a counter

private:
    std::string code_;
};

class TicketPdfHandler : public ShowOrderHandler
{
public:
    TicketPdfHandler(const Services& services, std::string code, std::string ticket)
        : ShowOrderHandler(services, std::move(code)), ticket_(std::move(ticket))
    {
    }
    void handleRequest(Request& request, Response& response) override;

private:
    std::string ticket_;
};

class ScanHandler : public Handler
{
public:
    using Handler::Handler;
    void handleRequest(Request& request, Response& response) override;
};

class HealthHandler : public Poco::Net::HTTPRequestHandler
{
public:
    void handleRequest(Request& request, Response& response) override;
};

} // namespace ace::server::api
