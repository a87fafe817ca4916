// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlAllotments : public sdk::AllotmentRepository
{
public:
    explicit SqlAllotments(Session& session) : session_(session) {}

    std::vector<Allotment> list(std::optional<StationId> station, const sdk::Page& page) const override;
    std::optional<Allotment> find(AllotmentId id) const override;

    std::optional<QuotaId> insert(const Allotment& allotment,
                                  const std::vector<sdk::QuotaClaim>& claims) override;
    std::size_t finish(AllotmentId id, const std::vector<TicketId>& tickets, LeaseState state) override;

private:
    void readTickets(Allotment& allotment) const;
    void write(const Allotment& allotment, const std::vector<sdk::QuotaClaim>& claims);
    EventId eventOf(AllotmentId id) const;
    void moveQuota(AllotmentId id, std::int64_t count, LeaseState state);

    Session& session_;
};

} // namespace ace::sql
