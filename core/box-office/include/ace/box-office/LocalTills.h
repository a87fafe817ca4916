// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/box-office/Tills.h>
#include <ace/catalog/Catalog.h>

namespace ace::boxoffice {

// Tills over a Storage.
class LocalTills : public Tills
{
public:
    struct Parts
    {
        sdk::Storage& storage;
        catalog::Catalog& catalog;
        const Clock& clock;
        IdSource& ids;
    };

    explicit LocalTills(const Parts& parts) : parts_(parts) {}

    Result<std::vector<Till>> list(EventId event) override;
    Result<std::optional<Till>> find(TillId till) override;
    Result<std::optional<TillReport>> findOpen(TillId till) override;
    Result<std::optional<TillReport>> findSession(TillSessionId session) override;
    Result<std::vector<TillSession>> listSessions(TillId till, const sdk::Page& page) override;
    Result<std::vector<Receipt>> listReceipts(std::string_view series, std::int64_t afterNumber,
                                              std::size_t most) override;
    Result<TillOutcome> add(EventId event, const std::string& name, const sdk::Act& act) override;
    Result<TillReportOutcome> open(TillId till, const Money& openingFloat, const sdk::Act& act) override;
    Result<TillReportOutcome> move(const CashMoveRequest& request) override;
    Result<TillReportOutcome> close(TillSessionId session, const Money& counted,
                                    const sdk::Act& act) override;

private:
    Result<std::optional<Currency>> currencyOf(EventId event); // none: no such event

    Parts parts_;
};

} // namespace ace::boxoffice
