// SPDX-License-Identifier: MIT
#include "Mailings.h"

#include "Entries.h"

namespace ace::boxoffice {

namespace {

constexpr std::chrono::hours kResendWindow{1};
constexpr std::int64_t kResendsMost = 3;
constexpr std::chrono::minutes kBetweenLinks{10};
constexpr std::chrono::hours kLinkRequestsKept{48}; // longer than their mail is tried

std::string lowerCase(std::string text)
{
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

} // namespace

Result<ResendOutcome> Mailings::resendOrder(const ResendRequest& request)
{
    if (!parts_.deliver)
        return Refused{Refusal::NoMail, "this server sends no mail; [deliver] of its configuration says how"};
    if (!request.email.empty() && !looksLikeEmail(request.email))
        return Refused{Refusal::InvalidEmail, "this does not look like an e-mail address"};
    const JobId job = parts_.ids.next<JobId>();
    const auto work = [&](sdk::WriteAccess& access) { return resend(access, request, job); };
    const auto again = [&](sdk::WriteAccess& access, const std::string& code) -> ResendOutcome {
        auto record = access.orders.findByCode(code);
        if (!record)
            return kReused;
        return Resent{std::move(record->order), true};
    };
    return sdk::once<Resent, Refused>(parts_.storage, request.act, request.code, kReused, work, again);
}

ResendOutcome Mailings::resend(sdk::WriteAccess& access, const ResendRequest& request, JobId job) const
{
    const Instant now = parts_.clock.now();
    auto record = access.orders.findByCode(request.code);
    if (!record)
        return Refused{Refusal::UnknownOrder, "there is no order " + cleanUtf8(request.code)};
    Order& order = record->order;
    if (order.state != OrderState::Paid)
        return Refused{Refusal::NotPaid, "only a paid order has tickets to send"};
    const bool isCorrected = !request.email.empty() && request.email != order.customer.email;
    if (!isCorrected && order.customer.email.empty())
        return Refused{Refusal::NoEmail, "the order has no e-mail address; give one"};
    if (!access.orders.takeResend(order.id, now, kResendWindow, kResendsMost))
        return Refused{Refusal::ResentTooOften, "it was sent three times within an hour; wait for that one"};
    access.orders.setUndeliverable(order.id, order.customer.email, std::nullopt);
    order.undeliverableAt.reset();
    if (isCorrected) {
        access.orders.setCustomerEmail(order.id, request.email);
        order.customer.email = request.email;
    }
    access.jobs.insert({job, "deliver-order", order.id.toString() + "/again", now, 0});
    access.audit.append({now, request.act.by, isCorrected ? "order.email" : "order.resend",
                         "order:" + order.code, "{\"job\":\"" + job.toString() + "\"}"});
    return Resent{std::move(order), false};
}

// Nothing here looks for orders: who watches the clock learns no more than who reads the answer.
Result<void> Mailings::sendLinks(const std::string& email, const std::string& language)
{
    if (!parts_.deliver)
        return failure(ErrorCode::Unavailable, "this server sends no mail");
    if (!looksLikeEmail(email))
        return failure(ErrorCode::Invalid, "this does not look like an e-mail address");
    const sdk::LinkRequest request{parts_.ids.next<JobId>(), lowerCase(email), language, parts_.clock.now()};
    return parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.linkRequests.forget(request.askedAt - kLinkRequestsKept);
        if (access.linkRequests.insert(request, request.askedAt - kBetweenLinks))
            access.jobs.insert({request.id, "deliver-links", request.id.toString(), request.askedAt, 0});
        return {};
    });
}

} // namespace ace::boxoffice
