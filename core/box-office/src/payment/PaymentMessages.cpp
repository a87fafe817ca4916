// SPDX-License-Identifier: MIT
#include "PaymentMessages.h"

#include "Aftermath.h"
#include "JobKinds.h"
#include "Settlement.h"

#include <ace/base/Bytes.h>

namespace ace::boxoffice {

Result<PaymentMessages::Told> PaymentMessages::read(const std::string& method, const Headers& headers,
                                                    const std::string& body)
{
    sdk::PaymentMethod* found = settlement_.findMethod(method);
    if (!found)
        return failure(ErrorCode::NotFound, "there is no way to pay called \"" + cleanUtf8(method) + "\"");
    auto news = found->notify(headers, body);
    if (!news)
        return failure(std::move(news));
    if (!*news)
        return Told{};
    return parts_.storage.readValue([&](const sdk::ReadAccess& access) {
        return Told{access.orders.findOrderOfPayment((*news)->payment), (*news)->afterwards};
    });
}

Result<OrderRecord> PaymentMessages::notify(const std::string& method, const Headers& headers,
                                            const std::string& body)
{
    auto told = read(method, headers, body);
    if (!told)
        return failure(std::move(told));
    if (!told->order)
        return failure(ErrorCode::NotFound, "the message is about no payment of ours");
    return told->afterwards ? aftermath_.review(*told->order) : settlement_.settle(*told->order);
}

Result<std::optional<OrderId>> PaymentMessages::take(const std::string& method, const Headers& headers,
                                                     const std::string& body)
{
    auto told = read(method, headers, body);
    if (!told)
        return failure(std::move(told));
    if (!told->order)
        return std::optional<OrderId>();
    const Job job{parts_.ids.next<JobId>(), told->afterwards ? kReviewOrder : kSettleOrder,
                  told->order->toString(), parts_.clock.now(), 0};
    auto promised = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.jobs.insert(job);
        return {};
    });
    if (!promised)
        return failure(std::move(promised));
    return told->order;
}

Result<void> PaymentMessages::settleOrder(const Job& job)
{
    const auto order = OrderId::parse(job.subject);
    if (!order)
        return failure(ErrorCode::Corrupt, "not an order's id: " + job.subject);
    if (auto settled = settlement_.settle(*order); !settled)
        return failure(std::move(settled));
    return {};
}

Result<void> PaymentMessages::reviewOrder(const Job& job)
{
    const auto order = OrderId::parse(job.subject);
    if (!order)
        return failure(ErrorCode::Corrupt, "not an order's id: " + job.subject);
    if (wasReviewedSince(*order, job.dueAt))
        return {};
    const Instant begun = parts_.clock.now();
    if (auto reviewed = aftermath_.review(*order); !reviewed)
        return failure(std::move(reviewed));
    const std::lock_guard lock(mutex_);
    if (reviewed_.size() >= kReviewedMost)
        reviewed_.clear();
    reviewed_[*order] = begun;
    return {};
}

bool PaymentMessages::wasReviewedSince(OrderId order, Instant message)
{
    const std::lock_guard lock(mutex_);
    const auto known = reviewed_.find(order);
    // A review in the future was by a clock that was wrong.
    return known != reviewed_.end() && known->second > message && known->second <= parts_.clock.now();
}

} // namespace ace::boxoffice
