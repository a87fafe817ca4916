// SPDX-License-Identifier: MIT
#include "Calls.h"
#include "Tests.h"
#include "Usage.h"

#include <ace/base/Bytes.h>

#include <chrono>
#include <thread>

namespace ace::plugincheck {

namespace {

constexpr int kCycles = 20;
constexpr std::size_t kGrowthPerCycleMax = 2048; // bytes
constexpr std::chrono::milliseconds kThreadsEndMax{500};

struct Started
{
    explicit Started(const Context& context) : plugin(context.file) { plugin.start(); }
    LoadedPlugin plugin;
};

Verdict createDestroy(const Context& context)
{
    const Started started(context);
    Subject subject(started.plugin, *context.device);
    expect(subject.query(pluginhost::interfaceId(context.device->capability)) != nullptr,
           std::string("query answers no table for ") + pluginhost::interfaceId(context.device->capability));
    expect(subject.query("x.example.no-such-interface/1") == nullptr,
           "query answers a table for an interface that does not exist");
    subject.destroy();
    return {};
}

Verdict unknownClassIsRefused(const Context& context)
{
    const Started started(context);
    const HostRecorder host;
    const ace_device* made =
        calling("create", [&] { return started.plugin.entry().create(host.table(), "no-such-class-7f3"); });
    expect(made == nullptr, "create makes a device of a class that its manifest does not name");
    return {};
}

Verdict openClose(const Context& context)
{
    const Started started(context);
    Subject subject(started.plugin, *context.device);
    openOrSkip(subject, context);
    const ace_status status = subject.close();
    expect(status == ACE_OK, "close answered " + subject.said(status));
    subject.destroy();
    return {};
}

void cycle(const Started& started, const Context& context)
{
    Subject subject(started.plugin, *context.device);
    readyOrSkip(subject, context);
    endOrderly(subject);
}

Verdict fullCycle(const Context& context)
{
    cycle(Started(context), context);
    return {};
}

Verdict twice(const Context& context)
{
    const Started started(context);
    Subject subject(started.plugin, *context.device);
    for (int round = 0; round < 2; ++round) {
        readyOrSkip(subject, context);
        const bool ended =
            subject.enable(false) == ACE_OK && subject.release() == ACE_OK && subject.close() == ACE_OK;
        expect(ended, "does not end orderly in round " + std::to_string(round + 1) + ": " +
                          subject.host().lastText());
    }
    subject.close(); // once more: refused or not, it must live
    subject.destroy();
    return {};
}

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
    const Started started(context);
    for (int state = 0; state <= static_cast<int>(State::ClosedAgain); ++state) {
        Subject subject(started.plugin, *context.device);
        bringTo(static_cast<State>(state), subject, context);
        Answer health;
        subject.checkHealth(health);
        for (const Call& call : soundCallsOf(subject))
            call.run();
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

Verdict settingsRefused(const Context& context)
{
    const Started started(context);
    for (const char* settings : {"", "{", "[]", "null", "\xff\xfe", "{\"a\":\"\xc3\"}"}) {
        Subject subject(started.plugin, *context.device);
        const ace_status status = subject.open(settings);
        expect(status != ACE_OK, "open takes settings that are no JSON object: " + cleanUtf8(settings));
        subject.destroy();
    }
    Subject subject(started.plugin, *context.device);
    if (subject.open(R"({"no-such-setting-7f3":1})") == ACE_OK)
        return {Outcome::Warning, "open takes a setting that nobody knows, so that a typing error of an "
                                  "operator stays unseen"};
    return {};
}

Verdict health(const Context& context)
{
    const Started started(context);
    Subject subject(started.plugin, *context.device);
    readyOrSkip(subject, context);
    Answer answer;
    const ace_status status = subject.checkHealth(answer);
    expect(status == ACE_OK || status == ACE_OFFLINE || status == ACE_NO_HARDWARE,
           "check_health answered " + subject.said(status));
    expect(status != ACE_OK || !answer.text().empty(), "check_health says nothing");
    expect(isValidUtf8(answer.text()) && !answer.isTooLong(),
           "check_health answers no UTF-8, or more than 1 MiB");
    endOrderly(subject);
    return {};
}

Verdict leaksThreads(const Context& context)
{
    const Started started(context);
    cycle(started, context); // what it keeps for ever, it has now
    const std::size_t before = threadCount();
    for (int i = 0; i < 3; ++i)
        cycle(started, context);
    const auto deadline = std::chrono::steady_clock::now() + kThreadsEndMax;
    while (threadCount() > before && std::chrono::steady_clock::now() < deadline)
        std::this_thread::yield();
    expect(threadCount() <= before,
           std::to_string(threadCount() - before) + " threads remain of three devices: end them in close()");
    return {};
}

Verdict leaksDescriptors(const Context& context)
{
    const Started started(context);
    cycle(started, context);
    const std::size_t before = descriptorCount();
    for (int i = 0; i < 3; ++i)
        cycle(started, context);
    const std::size_t after = descriptorCount();
    expect(after <= before,
           std::to_string(after - before) + " files remain open of three devices: close them in close()");
    return {};
}

Verdict leaksMemory(const Context& context)
{
    if (allocatedBytes() == 0)
        skip("a sanitizer counts memory in its own way");
    const Started started(context);
    for (int i = 0; i < 3; ++i)
        cycle(started, context);
    const std::size_t before = allocatedBytes();
    for (int i = 0; i < kCycles; ++i)
        cycle(started, context);
    const std::size_t after = allocatedBytes();
    expect(after <= before + kCycles * kGrowthPerCycleMax,
           std::to_string((after - before) / kCycles) + " bytes remain of each device that was destroyed");
    return {};
}

constexpr Test kTests[] = {
    {"life.create-destroy", Stage::Start, createDestroy, Stage::Device},
    {"life.unknown-class-is-refused", Stage::Device, unknownClassIsRefused},
    {"life.open-close", Stage::Device, openClose, Stage::Open},
    {"life.settings-refused", Stage::Device, settingsRefused},
    {"life.full-cycle", Stage::Open, fullCycle},
    {"life.every-call-in-every-state", Stage::Open, everyCallInEveryState},
    {"life.twice", Stage::Open, twice},
    {"life.health", Stage::Open, health},
    {"life.leaks-threads", Stage::Open, leaksThreads},
    {"life.leaks-descriptors", Stage::Open, leaksDescriptors},
    {"life.leaks-memory", Stage::Open, leaksMemory},
};

} // namespace

std::span<const Test> lifeTests() { return kTests; }

} // namespace ace::plugincheck
