// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit/SalesDesk.h>

namespace ace::kit {

class RestClient;

// Over the server's API: GET /events/{slug}/setup, POST and GET /orders, and a ticket's PDF. Thread-safe.
class RemoteSalesDesk : public SalesDesk
{
public:
    explicit RemoteSalesDesk(RestClient& client) : client_(client) {}

    Result<Offer> loadOffer(const std::string& event) override;
    Result<SaleOutcome> sell(const SaleRequest& request) override;
    Result<std::optional<CounterOrder>> findOrder(const std::string& code) override;
    Result<std::string> ticketPdf(const std::string& code, TicketId ticket) override;

private:
    RestClient& client_;
};

} // namespace ace::kit
