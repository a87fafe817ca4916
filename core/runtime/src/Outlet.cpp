// SPDX-License-Identifier: MIT
#include "Outlet.h"

#include <ace/base/Trace.h>

#include <algorithm>

namespace ace::runtime {

namespace {

constexpr Microseconds kFirstRest = std::chrono::seconds(5);
constexpr Microseconds kLongestRest = std::chrono::minutes(5);

bool cannotBeReached(ErrorCode code)
{
    return code == ErrorCode::Offline || code == ErrorCode::Timeout || code == ErrorCode::Unavailable;
}

Failure notThere(const std::string& key)
{
    return failure(ErrorCode::Unavailable,
                   "the output that [deliver] " + key + " names is not there; see the log of the start");
}

} // namespace

Result<void> Outlet::submit(const std::string& outputId, const sdk::Document& document,
                            const sdk::Delivery& delivery)
{
    trace("outbox", "TicketOutput.submit");
    auto outcome = route_.output ? route_.output->submit(outputId, document, delivery)
                                 : Result<void>(notThere("output"));
    if (outcome || !cannotBeReached(outcome.error().code)) {
        restLength_ = {};
    } else {
        restLength_ = restLength_.count() == 0 ? kFirstRest : std::min(restLength_ * 2, kLongestRest);
        restUntil_ = clock_.monotonic() + restLength_;
    }
    return outcome;
}

Result<std::optional<sdk::Attachment>> Outlet::fileOf(const sdk::Document& document, const std::string& name)
{
    if (!route_.attaches)
        return std::optional<sdk::Attachment>();
    if (!route_.attach)
        return notThere("attach");
    auto file = route_.attach->render(document);
    if (!file) // says nothing of the customer: never Invalid
        return failure(ErrorCode::Internal, "the file to attach cannot be made: " + file.error().describe());
    const std::string end = file->mime == "application/pdf" ? ".pdf" : "";
    return std::optional(sdk::Attachment{name + end, std::move(file->mime), std::move(file->bytes)});
}

std::string Outlet::languageOf(const Order& order) const
{
    return order.language.empty() ? route_.language : order.language;
}

std::string Outlet::linkTo(const Order& order, std::string_view language) const
{
    return route_.linkTo ? route_.linkTo(order, language) : std::string();
}

std::optional<Instant> Outlet::restsUntil() const
{
    const Monotonic now = clock_.monotonic();
    if (restLength_.count() == 0 || now >= restUntil_)
        return std::nullopt;
    return clock_.now() + std::chrono::duration_cast<Microseconds>(restUntil_ - now);
}

} // namespace ace::runtime
