// SPDX-License-Identifier: MIT
#pragma once

#include "Check.h"

namespace ace::loadtest {

// The rules about orders: one after the other against the server, then all against each other, then against
// the stock.
class OrderCheck
{
public:
    OrderCheck(const CheckPlan& plan, Ledger& ledger, Journal& journal, CheckReport& report)
        : plan_(plan), ledger_(ledger), journal_(journal), report_(report)
    {
    }

    Result<void> run(const Clock& clock);

private:
    struct Stock
    {
        std::string event;
        std::int64_t sold = 0;
        std::int64_t inFlight = 0;
    };

    Result<void> checkOne(Caller& caller, OrderFact& order, bool sampled);
    Result<void> repeat(Caller& caller, const OrderFact& order);
    Result<void> findByCode(Caller& caller, const OrderFact& order);
    Result<void> reuseKey(Caller& caller, const OrderFact& order);
    Result<void> fetchPdf(Caller& caller, const OrderFact& order);
    void checkTickets(const OrderFact& order);
    void checkAgainstEachOther();
    Result<void> checkStock(const Clock& clock, bool beforeAsking);
    std::map<std::string, Stock> countStock() const;

    const CheckPlan& plan_;
    Ledger& ledger_;
    Journal& journal_;
    CheckReport& report_;
};

} // namespace ace::loadtest
