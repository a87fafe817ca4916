// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlTills : public sdk::TillRepository
{
public:
    explicit SqlTills(Session& session) : session_(session) {}

    std::vector<Till> list(EventId event) const override;
    std::optional<Till> find(TillId id) const override;
    std::optional<TillSession> findSession(TillSessionId id) const override;
    std::optional<TillSession> findOpenSession(TillId till) const override;
    std::vector<TillSession> listSessions(TillId till, const sdk::Page& page) const override;
    std::vector<CashMove> movesOf(TillSessionId session) const override;
    TillTotals totalsOf(TillSessionId session) const override;
    std::vector<Receipt> listReceipts(std::string_view series, std::int64_t afterNumber,
                                      std::size_t most) const override;
    std::vector<std::string> listSeries() const override;

    void insert(const Till& till) override;
    void openSession(const TillSession& session) override;
    void insertMove(const CashMove& move) override;
    bool closeSession(const TillSession& closed) override;

private:
    TillSession loadSession(TillSessionId id) const;

    Session& session_;
};

} // namespace ace::sql
