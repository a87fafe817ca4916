// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/Ids.h>
#include <ace/kit/SalesDesk.h>

#include <filesystem>

namespace ace::kit {

// A desk that writes each sale down before it is asked for, and forgets it once its outcome is known: after a
// power cut the counter knows what it must ask again. One sale at a time; otherwise as thread-safe as
// `inner`.
class RememberingSalesDesk : public SalesDesk
{
public:
    RememberingSalesDesk(SalesDesk& inner, const std::filesystem::path& folder, StationId station)
        : inner_(inner), file_(folder / "pending-sale.json"), station_(station)
    {
    }

    // Of unknown outcome. Conflict: it is of the station that this machine was before, whose keys count for
    // it alone, so that asking again would sell a second time. Corrupt: it cannot be read. What was found is
    // then set aside as unsettled-sale.json, for people.
    Result<std::optional<SaleRequest>> takePending();

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
    Result<std::optional<SaleRequest>> read() const;

    SalesDesk& inner_;
    const std::filesystem::path file_;
    const StationId station_;
};

} // namespace ace::kit
