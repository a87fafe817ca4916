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
    if (auto reviewed = aftermath_.review(*order); !reviewed)
        return failure(std::move(reviewed));
    return {};
}

} // namespace ace::boxoffice
