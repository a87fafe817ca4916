// SPDX-License-Identifier: MIT
#include "Reconciler.h"

#include "Intent.h"

#include <algorithm>

namespace ace::boxoffice {

namespace {

constexpr std::size_t kHoldsAtOnce = 500;
constexpr std::size_t kPaymentsAtOnce = 20;
constexpr std::chrono::minutes kOpenForLong{2};
constexpr std::chrono::minutes kRoundEvery{1};
constexpr std::chrono::minutes kFirstRest{1};
constexpr std::chrono::hours kLongestRest{1};
constexpr std::chrono::hours kWithoutMethod{24}; // its plugin may be mended meanwhile

} // namespace

Result<std::size_t> Reconciler::releaseExpiredHolds()
{
    const std::lock_guard lock(mutex_);
    const Monotonic begun = parts_.clock.monotonic();
    std::erase_if(resting_, [&](const auto& rest) { return rest.second.until + kLongestRest <= begun; });
    // Those that rest are first in line: one more of each is looked at.
    const Instant now = parts_.clock.now();
    const std::size_t most = kHoldsAtOnce + resting_.size();
    auto expired = parts_.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.orders.listExpiredHolds(now, most); });
    if (!expired)
        return failure(std::move(expired));
    std::size_t released = 0;
    for (const OrderId id : *expired) {
        if (isOver(begun))
            break;
        const auto rest = resting_.find(id);
        if (rest != resting_.end() && begun < rest->second.until)
            continue;
        auto record = settlement_.load(id);
        if (!record)
            return failure(std::move(record));
        auto done = release(*record, OrderState::Expired);
        if (!done) {
            parts_.log.warn("box-office",
                            "order " + record->order.code +
                                " keeps its seats and is looked at again later: " + done.error().describe());
            // Longer each time: those that cannot be released leave time for those that can.
            const Microseconds length = rest == resting_.end()
                                            ? kFirstRest
                                            : std::min<Microseconds>(rest->second.length * 3, kLongestRest);
            resting_[id] = {begun + length, length};
            continue;
        }
        resting_.erase(id);
        released += done->order.state == OrderState::Paid ? 0 : 1;
    }
    return released;
}

Result<OrderRecord> Reconciler::release(const OrderRecord& record, OrderState state)
{
    const auto paid = wasPaidAfterAll(record);
    if (!paid)
        return Failure(paid.error());
    return *paid ? settlement_.confirm(record) : settlement_.giveBack(record, state, PaymentState::Canceled);
}

// Asked once more before its seats go; what is still open is canceled first, so that nobody pays for seats
// that are gone. Who pays while that happens has paid.
Result<bool> Reconciler::wasPaidAfterAll(const OrderRecord& record)
{
    if (!record.payment)
        return false;
    sdk::PaymentMethod* method = settlement_.findMethod(record.payment->method);
    if (!method && parts_.clock.now() > record.order.holdUntil.value_or(Instant{}) + kWithoutMethod)
        return false; // it is not coming back
    if (!method)
        return failure(ErrorCode::Unavailable,
                       "\"" + record.payment->method +
                           "\" is not there to say whether it was paid; see the log of "
                           "the start");
    auto progress = settlement_.ask(record, *method, &sdk::PaymentMethod::query);
    if (!progress && progress.error().code == ErrorCode::NotFound)
        return false;
    if (!progress)
        return failure(std::move(progress));
    if (progress->state != PaymentState::Pending)
        return progress->state == PaymentState::Confirmed;
    sdk::PaymentIntent intent = intentOf(record);
    if (!progress->memo.empty())
        intent.memo = progress->memo;
    const auto canceled = method->cancel(intent);
    if (canceled)
        return false;
    if (canceled.error().code != ErrorCode::Conflict)
        return Failure(canceled.error());
    auto again = settlement_.ask(record, *method, &sdk::PaymentMethod::query);
    if (!again)
        return failure(std::move(again));
    if (again->state == PaymentState::Pending)
        return Failure(canceled.error());
    return again->state == PaymentState::Confirmed;
}

Result<std::size_t> Reconciler::askOpenPayments()
{
    const std::lock_guard lock(mutex_);
    const Monotonic begun = parts_.clock.monotonic();
    if (!asked_) {
        if (roundBegan_ && begun < *roundBegan_ + kRoundEvery)
            return std::size_t{0};
        roundBegan_ = begun;
        asked_ = PaymentId{};
    }
    const Instant before = parts_.clock.now() - kOpenForLong;
    auto open = parts_.storage.readValue([&](const sdk::ReadAccess& access) {
        return access.orders.listOpenPayments(before, *asked_, kPaymentsAtOnce);
    });
    if (!open)
        return failure(std::move(open));
    std::size_t asked = 0;
    for (const auto& [payment, order] : *open) {
        asked_ = payment;
        ++asked;
        if (auto settled = settlement_.settle(order); !settled)
            parts_.log.warn("box-office", "what became of payment " + payment.toString() +
                                              " is asked again in a minute: " + settled.error().describe());
        if (isOver(begun))
            return asked;
    }
    if (open->size() < kPaymentsAtOnce)
        asked_.reset();
    return asked;
}

} // namespace ace::boxoffice
