// SPDX-License-Identifier: MIT
#include "GatePresenter.h"

#include <algorithm>

namespace ace::gate {

namespace {

constexpr std::string_view kBlank = " \t\r\n\f\v";

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

} // namespace

GatePresenter::GatePresenter(Parts parts, std::string gate) : parts_(std::move(parts))
{
    screen_.gate = std::move(gate);
}

void GatePresenter::start() { showReady(); }

void GatePresenter::readCode(std::string_view code)
{
    const std::string_view token = trimmed(code);
    if (token.empty() || screen_.phase == GatePhase::Checking || isRepeatedRead(token))
        return;
    const admission::ScanRequest request = requestFor(token);
    last_.reset();
    become(GatePhase::Checking, parts_.texts.checking, "");
    parts_.check(request);
}

void GatePresenter::answer(const admission::ScanRequest& request,
                           const Result<admission::ScanOutcome>& outcome)
{
    if (!outcome) {
        if (outcome.error().code == ErrorCode::OutcomeUnknown)
            keepUnsettled(request);
        showError(outcome.error());
        return;
    }
    forgetUnsettled(request);
    if (const auto* answer = std::get_if<admission::ScanAnswer>(&*outcome))
        showAnswer(request, *answer);
    else
        showProblem(std::get<admission::ScanProblem>(*outcome));
}

void GatePresenter::toggleDirection()
{
    if (screen_.phase == GatePhase::Checking)
        return;
    screen_.direction = screen_.direction == Direction::Entry ? Direction::Exit : Direction::Entry;
    last_.reset();
    showReady();
}

void GatePresenter::tick()
{
    const bool passing = screen_.phase == GatePhase::Admitted || screen_.phase == GatePhase::Refused ||
                         screen_.phase == GatePhase::Offline;
    if (passing && parts_.clock.monotonic() - since_ >= kShowTime)
        showReady();
}

void GatePresenter::showNotice(const std::string& text)
{
    screen_.notice = text;
    parts_.view.show(screen_);
}

admission::ScanRequest GatePresenter::requestFor(std::string_view token)
{
    const auto known = std::ranges::find_if(unsettled_, [&](const admission::ScanRequest& request) {
        return request.token == token && request.direction == screen_.direction;
    });
    if (known != unsettled_.end())
        return *known;
    admission::ScanRequest request;
    request.token = token;
    request.direction = screen_.direction;
    request.gate = screen_.gate;
    request.nonce = parts_.ids.nextUuid().toString();
    return request;
}

bool GatePresenter::isRepeatedRead(std::string_view token) const
{
    return last_ && last_->token == token && parts_.clock.monotonic() - last_->shownAt < kRepeatTime;
}

void GatePresenter::keepUnsettled(const admission::ScanRequest& request)
{
    forgetUnsettled(request);
    if (unsettled_.size() == kMostUnsettled)
        unsettled_.pop_front();
    unsettled_.push_back(request);
}

void GatePresenter::forgetUnsettled(const admission::ScanRequest& request)
{
    std::erase_if(unsettled_, [&](const auto& kept) { return kept.nonce == request.nonce; });
}

void GatePresenter::showAnswer(const admission::ScanRequest& request, const admission::ScanAnswer& answer)
{
    last_ = LastVerdict{request.token, parts_.clock.monotonic()};
    if (!answer.verdict.admitted()) {
        become(GatePhase::Refused, parts_.texts.refused, refusalText(answer));
        return;
    }
    const bool entering = request.direction == Direction::Entry;
    screen_.admitted += entering ? 1 : 0;
    become(GatePhase::Admitted, entering ? parts_.texts.admitted : parts_.texts.mayLeave,
           answer.ticket ? answer.ticket->typeName : "");
}

void GatePresenter::showProblem(admission::ScanProblem problem)
{
    if (problem == admission::ScanProblem::UnknownGate)
        become(GatePhase::Trouble, parts_.texts.trouble,
               filledIn(parts_.texts.unknownGate, "gate", screen_.gate));
    else
        become(GatePhase::Trouble, parts_.texts.trouble, parts_.texts.nonceReused);
}

void GatePresenter::showError(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Offline:
    case ErrorCode::Timeout:
        become(GatePhase::Offline, parts_.texts.offline, parts_.texts.offlineHint);
        return;
    case ErrorCode::OutcomeUnknown:
        become(GatePhase::Offline, parts_.texts.outcomeUnknown, parts_.texts.outcomeUnknownHint);
        return;
    case ErrorCode::Busy:
        become(GatePhase::Offline, parts_.texts.busy, parts_.texts.busyHint);
        return;
    default:
        become(GatePhase::Trouble, parts_.texts.trouble, error.message);
    }
}

void GatePresenter::showReady()
{
    become(GatePhase::Ready,
           screen_.direction == Direction::Entry ? parts_.texts.readyEntry : parts_.texts.readyExit, "");
}

void GatePresenter::become(GatePhase phase, const std::string& headline, const std::string& reason)
{
    screen_.phase = phase;
    screen_.headline = headline;
    screen_.reason = reason;
    since_ = parts_.clock.monotonic();
    parts_.view.show(screen_);
}

std::string GatePresenter::refusalText(const admission::ScanAnswer& answer) const
{
    const Reason reason = *answer.verdict.reason;
    if (reason != Reason::AlreadyRedeemed || !answer.firstScan)
        return parts_.texts.reason(reason);
    const std::string time = stationTime(answer.firstScan->scannedAt, parts_.clock.now());
    return filledIn(filledIn(parts_.texts.alreadyUsedSince, "time", time), "gate", answer.firstScan->gate);
}

} // namespace ace::gate
