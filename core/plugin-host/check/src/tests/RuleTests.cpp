// SPDX-License-Identifier: MIT
// Rules that any call can break: a device lives its whole life, is asked everything it can be asked, sense
// and nonsense, and what it told its host is judged.
#include "Calls.h"
#include "Tests.h"

#include <chrono>
#include <thread>

namespace ace::plugincheck {

namespace {

constexpr std::chrono::milliseconds kSettling{100}; // for what a thread of the plugin may still post

void settle()
{
    const auto until = std::chrono::steady_clock::now() + kSettling;
    std::this_thread::sleep_until(until);
}

// A host gives no text that is not UTF-8, but a crash of it would be one all the same.
enum class Nonsense { Utf8, Anything };

void askAll(Subject& subject, Nonsense nonsense)
{
    const Patience patience;
    makeSoundCalls(subject, patience);
    const std::string large(70'000, 'x');
    std::vector<Input> inputs = {{"", ""}, {"{", "/../"}, {"[]", large}, {"\"" + large + "\"", "0"}};
    if (nonsense == Nonsense::Anything)
        inputs.push_back({"{\"a\":\"\xc3(\"}", "\xff\xfe"});
    for (const Input& input : inputs)
        for (const Call& call : callsOf(subject, input))
            if (patience.isLeft())
                call.run();
}

// What was told the device's table, and what the table that init() was lent.
Verdict judgeBoth(const LoadedPlugin& plugin, Subject& subject, Rule rule)
{
    Verdict verdict = judge(subject.host(), rule);
    return verdict.outcome == Outcome::Success ? judge(plugin.host(), rule) : verdict;
}

// Where the device cannot be opened here, that it says so is judged.
void liveWholly(Subject& subject, const Context& context, Nonsense nonsense = Nonsense::Utf8)
{
    const auto settings = context.settings();
    if (settings && subject.open(*settings) == ACE_OK) {
        subject.claim();
        subject.enable(true);
        Answer health;
        subject.checkHealth(health);
        askAll(subject, nonsense);
        settle();
        subject.enable(false);
        subject.release();
        subject.close();
    }
    subject.open("{");
    settle();
    subject.destroy();
}

template <Rule rule> Verdict keeps(const Context& context)
{
    LoadedPlugin plugin(context.file);
    plugin.start();
    Subject subject(plugin, *context.device);
    liveWholly(subject, context);
    return judgeBoth(plugin, subject, rule);
}

Verdict noExceptionCrosses(const Context& context)
{
    LoadedPlugin plugin(context.file);
    plugin.start();
    Subject subject(plugin, *context.device);
    liveWholly(subject, context, Nonsense::Anything); // fails at the first one
    return {};
}

Verdict noneAfterClose(const Context& context)
{
    LoadedPlugin plugin(context.file);
    plugin.start();
    Subject subject(plugin, *context.device);
    readyOrSkip(subject, context);
    makeSoundCalls(subject);
    subject.enable(false);
    subject.release();
    subject.close();
    settle();
    subject.destroy();
    return judgeBoth(plugin, subject, Rule::ClosedIsSilent);
}

Verdict noneWhileClosed(const Context& context)
{
    LoadedPlugin plugin(context.file);
    plugin.start();
    Subject subject(plugin, *context.device);
    settle();
    subject.interrupt();
    subject.open("{");
    settle();
    subject.destroy();
    return judgeBoth(plugin, subject, Rule::ClosedIsSilent);
}

constexpr Test kTests[] = {
    {"error.status-is-known", Stage::Device, keeps<Rule::KnownStatus>},
    {"error.text-with-failure", Stage::Device, keeps<Rule::TextWithFailure>},
    {"error.no-exception-crosses", Stage::Device, noExceptionCrosses},
    {"error.text-is-utf8", Stage::Device, keeps<Rule::TextIsUtf8>},
    {"event.valid", Stage::Open, keeps<Rule::ValidEvent>},
    {"event.bounded", Stage::Open, keeps<Rule::BoundedEvents>},
    {"event.none-after-close", Stage::Open, noneAfterClose},
    {"event.none-while-closed", Stage::Open, noneWhileClosed},
};

} // namespace

std::span<const Test> ruleTests() { return kTests; }

} // namespace ace::plugincheck
