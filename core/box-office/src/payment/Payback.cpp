// SPDX-License-Identifier: MIT
#include "Payback.h"

#include "Intent.h"
#include "Notices.h"

#include <ace/base/Trace.h>

namespace ace::boxoffice {

namespace {

// The method understood and will say the same tomorrow.
bool isForGood(ErrorCode code)
{
    return code == ErrorCode::Invalid || code == ErrorCode::NotFound || code == ErrorCode::Conflict;
}

} // namespace

Result<void> Payback::settle(const Job& job)
{
    const auto id = RefundId::parse(job.subject);
    if (!id)
        return failure(ErrorCode::Corrupt, "not a refund's id: " + job.subject);
    auto asked = begin(*id);
    if (!asked)
        return failure(std::move(asked));
    if (!*asked)
        return {};
    const std::string& name = (*asked)->record.payment->method;
    const auto method = parts_.payments.find(name);
    if (method == parts_.payments.end())
        return failure(ErrorCode::Unavailable, "there is no way to pay called \"" + name + "\" here");
    auto progress = ask(**asked, *method->second);
    // What was there once is not gone: the key may be of another account.
    const bool wasThere = !(*asked)->refund.memo.empty();
    if (!progress && isForGood(progress.error().code) &&
        !(wasThere && progress.error().code == ErrorCode::NotFound))
        return conclude(**asked, RefundState::Failed, progress.error().describe());
    if (!progress)
        return failure(std::move(progress));
    switch (progress->state) {
    case PaymentState::Confirmed:
        return conclude(**asked, RefundState::Done, "");
    case PaymentState::Failed:
    case PaymentState::Canceled:
        return conclude(**asked, RefundState::Failed, progress->refusal);
    case PaymentState::Created:
    case PaymentState::Pending:
        break;
    }
    return failure(ErrorCode::Timeout, "the money is still on its way back");
}

Result<std::optional<Payback::Asked>> Payback::begin(RefundId id)
{
    std::optional<Asked> asked;
    auto done = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        asked.reset();
        auto refund = access.refunds.find(id);
        auto record = refund ? access.orders.find(refund->order) : std::nullopt;
        if (!record || !record->payment)
            return failure(ErrorCode::Corrupt, "there is no refund " + id.toString() + ", or no payment");
        if (refund->state == RefundState::Created)
            access.refunds.setState(id, RefundState::Created, RefundState::InTransit);
        else if (refund->state != RefundState::InTransit)
            return {};
        asked.emplace(Asked{std::move(*refund), std::move(*record)}); // its state is that of before
        return {};
    });
    if (!done)
        return failure(std::move(done));
    return asked;
}

Result<sdk::PaymentProgress> Payback::ask(const Asked& asked, sdk::PaymentMethod& method)
{
    const sdk::Reversal reversal{intentOf(asked.record), asked.refund.id, asked.refund.amount,
                                 asked.refund.createdAt, asked.refund.memo};
    if (asked.refund.state == RefundState::InTransit) {
        trace("refund", "PaymentMethod.queryReversal");
        auto known = keepMemo(asked, method.queryReversal(reversal));
        // Invalid: it cannot be asked. Its name still makes the second request the same one.
        const bool unknown =
            !known && (known.error().code == ErrorCode::NotFound || known.error().code == ErrorCode::Invalid);
        if (!unknown)
            return known;
    }
    trace("refund", "PaymentMethod.reverse");
    return keepMemo(asked, method.reverse(reversal));
}

// Before anything else happens with the answer.
Result<sdk::PaymentProgress> Payback::keepMemo(const Asked& asked, Result<sdk::PaymentProgress> progress)
{
    if (!progress || progress->memo.empty() || progress->memo == asked.refund.memo)
        return progress;
    auto kept = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.refunds.keepMemo(asked.refund.id, progress->memo);
        return {};
    });
    if (!kept)
        return failure(std::move(kept));
    return progress;
}

Result<void> Payback::conclude(const Asked& asked, RefundState state, const std::string& why)
{
    const Order& order = asked.record.order;
    if (state == RefundState::Failed)
        parts_.log.warn("box-office", "refund " + asked.refund.id.toString() + " of order " + order.code +
                                          " was refused: " + why + "; give the money back another way");
    return parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        if (!access.refunds.setState(asked.refund.id, RefundState::InTransit, state))
            return {}; // somebody else's attempt was faster
        const char* kind = state == RefundState::Done ? "refund.done" : "refund.failed";
        tell(access, parts_, kind, asked.record, asked.refund.id);
        if (state == RefundState::Done)
            promiseNotice(access, parts_, asked.record, asked.refund);
        access.audit.append({parts_.clock.now(),
                             {},
                             kind,
                             "order:" + order.code,
                             "{\"refund\":\"" + asked.refund.id.toString() + "\"}"});
        return {};
    });
}

} // namespace ace::boxoffice
