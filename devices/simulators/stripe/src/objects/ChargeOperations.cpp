// SPDX-License-Identifier: MIT
#include "Charges.h"

#include "api/Operations.h"
#include "state/Listing.h"

namespace ace::stripesimulator {

namespace {

Json listCharges(Account& account, const Call& call)
{
    return listObjects(account, "charge", {call.parameters, call.path}, [&](const Json& charge) {
        return equalIn(charge, call.parameters, {"customer", "payment_intent", "transfer_group"});
    });
}

Json listRefunds(Account& account, const Call& call)
{
    return listObjects(account, "refund", {call.parameters, call.path}, [&](const Json& refund) {
        return equalIn(refund, call.parameters, {"charge", "payment_intent"});
    });
}

Json listDisputes(Account& account, const Call& call)
{
    return listObjects(account, "dispute", {call.parameters, call.path}, [&](const Json& dispute) {
        return equalIn(dispute, call.parameters, {"charge", "payment_intent"});
    });
}

// The sum of all that came in and went out, by currency.
Json showBalance(Account& account, const Call&)
{
    std::map<std::string, std::int64_t> sums;
    for (const std::string& id : account.idsOf("balance_transaction")) {
        const Json& transaction = *account.find(id);
        sums[transaction["currency"]] += transaction["net"].get<std::int64_t>();
    }
    Json available = Json::array();
    for (const auto& [currency, sum] : sums)
        available.push_back({{"amount", sum}, {"currency", currency}});
    return {{"object", "balance"}, {"livemode", false}, {"available", available}, {"pending", Json::array()}};
}

} // namespace

void addChargeOperations(Operations& operations)
{
    operations["GET /v1/charges"] = listCharges;
    operations["GET /v1/charges/{charge}"] = [](Account& account, const Call& call) {
        return account.need("charge", call.id);
    };
    operations["POST /v1/refunds"] = [](Account& account, const Call& call) {
        return createRefund(account, call.parameters);
    };
    operations["GET /v1/refunds"] = listRefunds;
    operations["GET /v1/refunds/{refund}"] = [](Account& account, const Call& call) {
        return account.need("refund", call.id);
    };
    operations["GET /v1/disputes"] = listDisputes;
    operations["GET /v1/disputes/{dispute}"] = [](Account& account, const Call& call) {
        return account.need("dispute", call.id);
    };
    operations["GET /v1/balance"] = showBalance;
}

} // namespace ace::stripesimulator
