// SPDX-License-Identifier: MIT
#include "TillPresenter.h"

#include "StationTime.h"

namespace ace::counter {

void TillPresenter::start()
{
    if (!parts_.till) {
        known_ = true;
        show();
        return parts_.changed();
    }
    if (screen_.busy || !mayLeave())
        return;
    screen_.busy = true;
    show();
    parts_.background.ask([&desk = parts_.desk, till = *parts_.till] { return desk.findOpen(till); },
                          [this](Result<std::optional<kit::TillState>> state) {
                              if (!state)
                                  return finish(explain(state.error(), parts_.kitTexts));
                              known_ = true;
                              open_ = std::move(*state);
                              finish(screen_.problem);
                          });
}

void TillPresenter::pressDigit(char digit)
{
    if (!mayLeave())
        return;
    amount_.press(digit);
    show();
}

void TillPresenter::pressDoubleZero()
{
    if (!mayLeave())
        return;
    amount_.pressDoubleZero();
    show();
}

void TillPresenter::erase()
{
    if (!mayLeave())
        return;
    amount_.erase();
    show();
}

void TillPresenter::submit()
{
    if (screen_.busy || !known_ || !parts_.till)
        return;
    if (key_.empty()) {
        key_ = parts_.ids.nextUuid().toString();
        unknown_ = false;
    }
    ask();
}

void TillPresenter::ask()
{
    screen_.busy = true;
    screen_.problem.clear();
    show();
    const Money amount{amount_.minor(), parts_.currency()};
    parts_.background.ask(
        [&desk = parts_.desk, till = *parts_.till, open = open_, amount, key = key_]() -> Answer {
            return open ? desk.close(open->session.id, amount, key) : desk.open(till, amount, key);
        },
        [this](const Answer& answer) { take(answer); });
}

void TillPresenter::take(const Answer& answer)
{
    if (!answer) {
        const ErrorCode code = answer.error().code;
        unknown_ = unknown_ || code == ErrorCode::OutcomeUnknown || code == ErrorCode::Timeout;
        if (!unknown_)
            key_.clear();
        return finish(unknown_ ? parts_.texts.tillUnknown : explain(answer.error(), parts_.kitTexts));
    }
    key_.clear();
    if (const auto* refusal = std::get_if<kit::DeskRefusal>(&*answer))
        return refuse(*refusal);
    takeState(std::get<kit::TillState>(*answer));
    finish("");
}

// Where another counter opened or closed it meanwhile, what is shown here is old.
void TillPresenter::refuse(const kit::DeskRefusal& refusal)
{
    finish(parts_.texts.refusal(refusal.code, refusal.detail));
    if (refusal.code == "till_open" || refusal.code == "till_closed")
        start();
}

void TillPresenter::takeState(const kit::TillState& state)
{
    amount_.clear();
    closed_.clear();
    if (!state.session.closedAt) {
        open_ = state;
        return;
    }
    open_.reset();
    const Money off = state.difference.value_or(Money{0, parts_.currency()});
    if (off.minor == 0)
        closed_ = parts_.texts.tillExact;
    else if (off.minor > 0)
        closed_ = kit::filledIn(parts_.texts.tillOver, "amount", off.format());
    else
        closed_ = kit::filledIn(parts_.texts.tillShort, "amount", Money{-off.minor, off.currency}.format());
}

void TillPresenter::finish(const std::string& problem)
{
    screen_.busy = false;
    screen_.problem = problem;
    show();
    parts_.changed();
}

void TillPresenter::show()
{
    const CounterTexts& texts = parts_.texts;
    screen_.hasTill = parts_.till.has_value();
    screen_.amount = Money{amount_.minor(), parts_.currency()}.format();
    screen_.figures.clear();
    screen_.mayPress = known_ && !screen_.busy && screen_.hasTill;
    if (!screen_.hasTill) {
        screen_.headline = texts.noTill;
        screen_.hint.clear();
    } else if (!known_) {
        screen_.headline = parts_.kitTexts.wait;
        screen_.hint.clear();
    } else if (open_) {
        screen_.headline = kit::filledIn(texts.tillOpen, "time", stationClock(open_->session.openedAt));
        screen_.hint = texts.tillOpenHint;
        screen_.figures = kit::filledIn(texts.tillFloat, "amount", open_->session.openingFloat.format()) +
                          "   ·   " +
                          kit::filledIn(texts.tillExpected, "amount", open_->totals.expectedCash.format());
    } else {
        screen_.headline = closed_.empty() ? texts.tillClosed : closed_;
        screen_.hint = texts.tillClosedHint;
    }
    screen_.button = unknown_ && !mayLeave() ? texts.askAgain : open_ ? texts.closeTill : texts.openTill;
    parts_.view.show(screen_);
}

} // namespace ace::counter
