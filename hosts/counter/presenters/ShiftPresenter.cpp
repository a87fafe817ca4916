// SPDX-License-Identifier: MIT
#include "ShiftPresenter.h"

#include "StationTime.h"

namespace ace::counter {

void ShiftPresenter::start(const std::string& bearer)
{
    bearer_ = bearer;
    known_ = false;
    entry_.reset();
    unanswered_.reset();
    screen_.busy = true;
    screen_.problem.clear();
    show();
    parts_.background.ask([&staffing = parts_.staffing, bearer] { return staffing.openEntry(bearer); },
                          [this](Result<std::optional<TimeEntry>> entry) {
                              if (entry)
                                  take(std::move(*entry));
                              else
                                  fail(entry.error());
                          });
}

void ShiftPresenter::act(ClockAction action)
{
    if (screen_.busy)
        return;
    if (unanswered_ != action)
        key_ = parts_.ids.nextUuid().toString();
    unanswered_ = action;
    screen_.busy = true;
    screen_.problem.clear();
    show();
    parts_.background.ask(
        [&staffing = parts_.staffing, bearer = bearer_, action, key = key_] {
            return staffing.clock(bearer, action, sdk::IdempotencyKey{"", key, {}});
        },
        [this](Result<TimeEntry> entry) {
            if (!entry)
                return fail(entry.error());
            unanswered_.reset();
            take(entry->out ? std::nullopt : std::optional(std::move(*entry)));
        });
}

void ShiftPresenter::take(std::optional<TimeEntry> entry)
{
    known_ = true;
    entry_ = std::move(entry);
    screen_.busy = false;
    screen_.problem.clear();
    show();
    parts_.changed();
}

void ShiftPresenter::fail(const Error& error)
{
    screen_.busy = false;
    screen_.problem = explain(error, parts_.kitTexts);
    show();
    parts_.changed();
}

void ShiftPresenter::show()
{
    const bool asking = screen_.busy;
    screen_.mayClockIn = !asking && known_ && !entry_;
    screen_.mayPause = !asking && atWork();
    screen_.mayResume = !asking && entry_ && entry_->onBreak();
    screen_.mayClockOut = !asking && entry_.has_value();
    screen_.worked.clear();
    if (!known_) {
        screen_.headline = parts_.kitTexts.wait;
    } else if (!entry_) {
        screen_.headline = parts_.texts.notIn;
        screen_.worked = parts_.texts.clockHint;
    } else {
        const Instant since = entry_->onBreak() ? entry_->breaks.back().from : entry_->in;
        screen_.headline = kit::filledIn(entry_->onBreak() ? parts_.texts.onBreak : parts_.texts.atWork,
                                         "time", stationClock(since));
        screen_.worked =
            kit::filledIn(parts_.texts.worked, "hours", hoursAndMinutes(entry_->worked(parts_.clock.now())));
    }
    parts_.view.show(screen_);
}

} // namespace ace::counter
