// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/port/PaymentMethod.h>

#include <map>
#include <optional>

namespace ace::boxoffice {

// Settles at once and gives back at once, as the cash plugin does.
class FakeCash : public sdk::PaymentMethod
{
public:
    bool settlesAtOnce() const override { return true; }
    Result<sdk::PaymentProgress> begin(const sdk::PaymentIntent& intent) override
    {
        return sdk::PaymentProgress{PaymentState::Confirmed, {}, intent.tendered - intent.amount, ""};
    }
    Result<sdk::PaymentProgress> query(const sdk::PaymentIntent&) override
    {
        return failure(ErrorCode::NotFound, "cash");
    }
    Result<void> cancel(const sdk::PaymentIntent&) override { return {}; }
    Result<sdk::PaymentProgress> reverse(const sdk::Reversal&) override
    {
        return sdk::PaymentProgress{PaymentState::Confirmed, {}, {}, ""};
    }
    Result<sdk::PaymentProgress> queryReversal(const sdk::Reversal&) override
    {
        return failure(ErrorCode::Invalid, "cash cannot be asked");
    }
    Result<std::optional<sdk::PaymentNews>> notify(const std::vector<std::pair<std::string, std::string>>&,
                                                   const std::string&) override
    {
        return failure(ErrorCode::Invalid, "cash expects no messages");
    }
};

// Confirms at once what is begun later, and says of refunds what the test wants.
class FakeCard : public FakeCash
{
public:
    bool settlesAtOnce() const override { return false; }
    Result<sdk::PaymentProgress> query(const sdk::PaymentIntent&) override
    {
        return sdk::PaymentProgress{PaymentState::Confirmed, {}, {}, ""};
    }
    Result<sdk::PaymentProgress> reverse(const sdk::Reversal& reversal) override
    {
        ++reverses;
        reversed = reversal;
        if (brings)
            brought[reversal.refund] = reversal.amount.minor;
        return onReverse;
    }
    Result<sdk::PaymentProgress> queryReversal(const sdk::Reversal& reversal) override
    {
        ++asked;
        reversed = reversal;
        if (onQuery)
            return *onQuery;
        if (!brought.contains(reversal.refund))
            return failure(ErrorCode::NotFound, "no such refund");
        return sdk::PaymentProgress{PaymentState::Confirmed, {}, {}, ""};
    }
    std::int64_t broughtInAll() const
    {
        std::int64_t sum = 0;
        for (const auto& [refund, amount] : brought)
            sum += amount;
        return sum;
    }

    Result<sdk::PaymentProgress> onReverse = sdk::PaymentProgress{PaymentState::Confirmed, {}, {}, ""};
    std::optional<Result<sdk::PaymentProgress>> onQuery; // none: as it is
    bool brings = true;                                  // reverse() moves money, whatever it answers
    std::map<RefundId, std::int64_t> brought;
    std::optional<sdk::Reversal> reversed; // the latest
    int reverses = 0;
    int asked = 0;
};

} // namespace ace::boxoffice
