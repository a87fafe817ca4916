// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit/SalesDesk.h>

#include <filesystem>

namespace ace::kit {

// A desk that writes each sale down before it is asked for, and forgets it once its outcome is known: after a
// power cut the counter knows what it must ask again. One sale at a time; otherwise as thread-safe as
// `inner`.
class RememberingSalesDesk : public SalesDesk
{
public:
    RememberingSalesDesk(SalesDesk& inner, const std::filesystem::path& folder)
        : inner_(inner), file_(folder / "pending-sale.json")
    {
    }

    Result<std::optional<SaleRequest>> pending() const; // of unknown outcome

    Result<Offer> loadOffer(const std::string& event) override { return inner_.loadOffer(event); }
    Result<SaleOutcome> sell(const SaleRequest& request) override;
    Result<std::optional<CounterOrder>> findOrder(const std::string& code) override
    {
        return inner_.findOrder(code);
    }
    Result<std::string> ticketPdf(const std::string& code, TicketId ticket) override
    {
        return inner_.ticketPdf(code, ticket);
    }

private:
    SalesDesk& inner_;
    const std::filesystem::path file_;
};

} // namespace ace::kit
