// SPDX-License-Identifier: MIT
// The life cycle of abi/plugin.h: which call may be made in which state, and what the others answer.
#include "Calls.h"
#include "Tests.h"

#include <string>

namespace ace::plugincheck {

namespace {

enum class State { Closed, Opened, Claimed, Enabled, Disabled, Released, ClosedAgain };

void bringTo(State state, Subject& subject, const Context& context)
{
    if (state >= State::Opened)
        openOrSkip(subject, context);
    if (state >= State::Claimed)
        subject.claim();
    if (state >= State::Enabled)
        subject.enable(true);
    if (state >= State::Disabled)
        subject.enable(false);
    if (state >= State::Released)
        subject.release();
    if (state >= State::ClosedAgain)
        subject.close();
}

Verdict everyCallInEveryState(const Context& context)
{
    LoadedPlugin plugin(context.file);
    plugin.start();
    const Patience patience;
    for (int state = 0; state <= static_cast<int>(State::ClosedAgain); ++state) {
        Subject subject(plugin, *context.device);
        bringTo(static_cast<State>(state), subject, context);
        Answer health;
        subject.checkHealth(health);
        makeSoundCalls(subject, patience);
        subject.interrupt();
        subject.enable(false);
        subject.enable(true);
        subject.release();
        subject.claim();
        subject.close();
        subject.destroy();
    }
    return {};
}

// The table of abi/plugin.h: on one device, as no call that is made in a wrong state may change the state.
class Table
{
public:
    Table(Subject& subject, const Context& context) : subject_(subject), context_(context) {}

    void isClosed(const std::string& state)
    {
        state_ = state;
        must("claim", ACE_CLOSED, subject_.claim());
        mustBeAsked(Asked::Refused, ACE_CLOSED);
        must("disable", ACE_OK, subject_.enable(false));
        must("release", ACE_OK, subject_.release());
        must("close", ACE_OK, subject_.close());
    }
    void isOpen(const std::string& state)
    {
        state_ = state;
        cannotOpen();
        must("disable", ACE_OK, subject_.enable(false));
        must("release", ACE_OK, subject_.release());
        mustBeAsked(Asked::HealthAlone, ACE_NOT_CLAIMED);
    }
    void isClaimed(const std::string& state, bool enabled)
    {
        state_ = state;
        cannotOpen();
        must("claim", ACE_OK, subject_.claim());
        must(enabled ? "enable" : "disable", ACE_OK, subject_.enable(enabled));
        mustBeAsked(Asked::All, ACE_OK);
    }
    void step(const std::string& name, ace_status status) { must(name, ACE_OK, status); }

private:
    enum class Asked { Refused, HealthAlone, All };

    void must(const std::string& call, ace_status expected, ace_status status)
    {
        expect(status == expected, call + " of a device that is " + state_ + " answered " +
                                       subject_.said(status) + ", not " + statusName(expected));
    }
    void mayBeMade(const std::string& call, ace_status status)
    {
        expect(status != ACE_CLOSED && status != ACE_NOT_CLAIMED, call + " of a device that is " + state_ +
                                                                      " answered " + subject_.said(status) +
                                                                      ", though it may be made then");
    }
    void cannotOpen()
    {
        const std::string settings = context_.settings().value_or("{}");
        must("open", ACE_ILLEGAL, subject_.call("open", [&] {
            return subject_.raw().open(subject_.raw().self, subject_.lend(settings));
        }));
    }
    void mustBeAsked(Asked asked, ace_status otherwise)
    {
        Answer health;
        const ace_status status = subject_.checkHealth(health);
        asked == Asked::Refused ? must("check_health", otherwise, status) : mayBeMade("check_health", status);
        if (asked != Asked::All)
            must("enable", otherwise, subject_.enable(true));
        for (const Call& call : soundCallsOf(subject_))
            if (asked != Asked::All)
                must(call.name, otherwise, call.run());
            else if (patience_.isLeft())
                mayBeMade(call.name, call.run());
    }

    Subject& subject_;
    const Context& context_;
    const Patience patience_;
    std::string state_;
};

void claimOrSkip(Subject& subject)
{
    const ace_status status = subject.claim();
    if (isOutOfReach(status))
        skip("looked at only while it is not claimed: claim answered " + subject.said(status));
    expect(status == ACE_OK, "claim answered " + subject.said(status));
}

bool isEnabled(Subject& subject)
{
    const ace_status status = subject.enable(true);
    expect(status == ACE_OK || isOutOfReach(status), "enable answered " + subject.said(status));
    return status == ACE_OK;
}

Verdict wrongStateIsRefused(const Context& context)
{
    LoadedPlugin plugin(context.file);
    plugin.start();
    Subject subject(plugin, *context.device);
    Table table(subject, context);
    table.isClosed("not open");
    openOrSkip(subject, context);
    table.isOpen("not claimed");
    claimOrSkip(subject);
    table.isClaimed("claimed", false);
    if (isEnabled(subject)) {
        table.isClaimed("enabled", true);
        table.step("disable", subject.enable(false));
        table.isClaimed("disabled", false);
    }
    table.step("release", subject.release());
    table.isOpen("released");
    claimOrSkip(subject);
    isEnabled(subject);
    table.step("release", subject.release());
    table.isOpen("released while it was enabled");
    claimOrSkip(subject);
    isEnabled(subject);
    table.step("close", subject.close());
    table.isClosed("closed while it was enabled");
    subject.destroy();
    return {};
}

constexpr Test kTests[] = {
    {"life.every-call-in-every-state", Stage::Open, everyCallInEveryState},
    {"life.wrong-state-is-refused", Stage::Open, wrongStateIsRefused},
};

} // namespace

std::span<const Test> stateTests() { return kTests; }

} // namespace ace::plugincheck
