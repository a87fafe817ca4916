// SPDX-License-Identifier: MIT
#include "ChangeReader.h"

#include "JobKinds.h"

#include <algorithm>
#include <set>

namespace ace::boxoffice {

namespace {

constexpr std::chrono::minutes kLookEvery{3};
constexpr std::chrono::minutes kLookAgainAfter{1}; // what failed
constexpr std::chrono::minutes kOverlap{10};
constexpr std::chrono::hours kFarEvery{24};
constexpr std::chrono::hours kFar{48};
constexpr std::chrono::hours kFarthest{24 * 30};
constexpr std::chrono::seconds kLongestCall{5};

} // namespace

Result<std::size_t> ChangeReader::read()
{
    const std::lock_guard lock(mutex_);
    const Monotonic begun = parts_.clock.monotonic();
    std::size_t jobs = 0;
    for (const auto& [name, method] : parts_.payments) {
        if (const auto rest = resting_.find(name);
            method->settlesAtOnce() || (rest != resting_.end() && begun < rest->second))
            continue;
        for (bool through = false; !through;) {
            if (parts_.clock.monotonic() - begun > kLongestCall)
                return jobs;
            auto step = readPage(name, *method);
            if (!step)
                return failure(std::move(step));
            jobs += step->jobs;
            through = step->through;
        }
    }
    return jobs;
}

Result<ChangeReader::Step> ChangeReader::readPage(const std::string& name, sdk::PaymentMethod& method)
{
    auto known = parts_.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.orders.findChangeLook(name); });
    if (!known)
        return failure(std::move(known));
    ChangeLook look = known->begunAt ? *known : begin(*known);
    auto changes = method.changes(look.from, look.page);
    if (!changes) {
        resting_[name] = parts_.clock.monotonic() + kLookAgainAfter;
        parts_.log.warn("box-office", "what happened to payments of \"" + name +
                                          "\" is asked again in a minute: " + changes.error().describe());
        if (look.page.empty())
            return Step{0, true};
        look.page.clear(); // the page may be gone there: from the first one again
        auto kept = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.orders.keepChangeLook(name, look);
            return {};
        });
        if (!kept)
            return failure(std::move(kept));
        return Step{0, true};
    }
    return keep(name, look, *changes);
}

ChangeLook ChangeReader::begin(ChangeLook look) const
{
    const Instant now = parts_.clock.now();
    // A look from the future is one by a clock that was wrong.
    const bool never = look.seenUntil == Instant{} || look.seenUntil > now;
    look.from = never ? now : look.seenUntil - kOverlap;
    if (never || look.lookedBackAt > now || now - look.lookedBackAt >= kFarEvery)
        look.from = std::min<Instant>(look.from, now - kFar);
    look.from = std::max<Instant>(look.from, now - kFarthest);
    look.begunAt = now;
    look.page.clear();
    return look;
}

Result<ChangeReader::Step> ChangeReader::keep(const std::string& name, ChangeLook look,
                                              const sdk::PaymentChanges& changes)
{
    Step step;
    step.through = changes.nextPage.empty();
    look.page = changes.nextPage;
    if (step.through) {
        look.seenUntil = *look.begunAt;
        if (*look.begunAt - look.from >= kFar)
            look.lookedBackAt = *look.begunAt;
        look.begunAt.reset();
    }
    const std::set<sdk::PaymentNews> news(changes.news.begin(), changes.news.end());
    auto done = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        step.jobs = 0;
        for (const sdk::PaymentNews& one : news)
            step.jobs += promise(access, one);
        access.orders.keepChangeLook(name, look);
        return {};
    });
    if (!done)
        return failure(std::move(done));
    if (step.through)
        resting_[name] = parts_.clock.monotonic() + kLookEvery;
    return step;
}

std::size_t ChangeReader::promise(sdk::WriteAccess& access, const sdk::PaymentNews& news) const
{
    const auto order = access.orders.findOrderOfPayment(news.payment);
    const auto record = order ? access.orders.find(*order) : std::nullopt;
    if (!record || !record->payment)
        return 0;
    if (!news.afterwards && record->payment->state == PaymentState::Confirmed)
        return 0; // that it was paid is on record
    access.jobs.insert({parts_.ids.next<JobId>(), news.afterwards ? kReviewOrder : kSettleOrder,
                        order->toString(), parts_.clock.now(), 0});
    return 1;
}

} // namespace ace::boxoffice
