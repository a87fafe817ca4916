// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/box-office/Allotments.h>
#include <ace/catalog/Catalog.h>

#include <memory>

namespace ace::boxoffice {

class TicketIssuer;

// Allotments over a Storage. Tokens are signed before the transaction.
class LocalAllotments : public Allotments
{
public:
    struct Parts
    {
        sdk::Storage& storage;
        catalog::Catalog& catalog;
        const Clock& clock;
        IdSource& ids;
    };

    explicit LocalAllotments(const Parts& parts);
    ~LocalAllotments() override;

    Result<std::vector<AllotmentSummary>> list(std::optional<StationId> station,
                                               const sdk::Page& page) override;
    Result<std::optional<Allotment>> find(AllotmentId id) override;
    Result<AllotmentOutcome> lease(const LeaseRequest& request) override;
    Result<AllotmentOutcome> giveBack(AllotmentId id, const std::vector<TicketId>& tickets,
                                      const sdk::Act& act) override;
    Result<AllotmentOutcome> writeOff(AllotmentId id, const std::vector<TicketId>& tickets,
                                      const std::string& reason, const sdk::Act& act) override;

private:
    struct Finish
    {
        AllotmentId id;
        const std::vector<TicketId>& tickets;
        LeaseState state = LeaseState::Returned;
        std::string reason; // of a write-off
    };
    Result<AllotmentOutcome> finish(const Finish& finish, const sdk::Act& act);

    Parts parts_;
    std::unique_ptr<TicketIssuer> issuer_;
};

} // namespace ace::boxoffice
