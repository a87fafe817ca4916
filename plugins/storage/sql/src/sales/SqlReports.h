// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlReports : public sdk::ReportRepository
{
public:
    explicit SqlReports(Session& session) : session_(session) {}

    std::vector<sdk::SalesRow> sales(EventId event, const TimeWindow& created) const override;
    std::vector<sdk::EntryRow> entries(EventId event, const TimeWindow& scanned) const override;
    Money refunded(EventId event, const TimeWindow& created, Currency currency) const override;
    std::vector<OrderId> orders(const sdk::OrderFilter& filter, const sdk::Page& page) const override;
    std::vector<sdk::TicketChange> ticketChanges(EventId event, std::int64_t after,
                                                 std::size_t most) const override;
    std::int64_t lastTicketChange() const override;
    std::vector<sdk::BrokenRule> brokenRules(std::size_t mostEach) const override;

private:
    void countCanceled(EventId event, const TimeWindow& created, std::vector<sdk::SalesRow>& rows) const;
    std::vector<sdk::TicketChange> changesOfUnsoldLeases(EventId event, std::int64_t after,
                                                       std::size_t most) const;

    Session& session_;
};

} // namespace ace::sql
