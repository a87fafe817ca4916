// SPDX-License-Identifier: MIT
#include "Calls.h"
#include "Tests.h"
#include "Usage.h"

#include <ace/base/Bytes.h>

#include <chrono>
#include <thread>

namespace ace::plugincheck {

namespace {

constexpr int kCyclesMin = 3;
constexpr int kCyclesMax = 20;
constexpr std::chrono::milliseconds kCyclesTime{2000};
constexpr std::size_t kGrowthMax = 40 * 1024; // bytes, in all cycles
constexpr std::chrono::milliseconds kThreadsEndMax{500};
constexpr const char* kUnknownSetting = R"({"no-such-setting-7f3":1})";

struct Started
{
    explicit Started(const Context& context) : plugin(context.file) { plugin.start(); }
    LoadedPlugin plugin;
    bool wasReady = false; // a device of it, in this process
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

// A host would not even ask the device.
Verdict settingsFit(const Context& context)
{
    const auto ready = context.settings();
    if (!ready && !context.givenSettings)
        skip("needs --settings: " + ready.error().message);
    if (!ready)
        fail("the settings that were given are refused: " + ready.error().message);
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

void makeReady(Started& started, Subject& subject, const Context& context)
{
    started.wasReady ? readyAgain(subject, context) : readyOrSkip(subject, context);
    started.wasReady = true;
}

void cycle(Started& started, const Context& context)
{
    Subject subject(started.plugin, *context.device);
    makeReady(started, subject, context);
    endOrderly(subject);
}

Verdict fullCycle(const Context& context)
{
    Started started(context);
    cycle(started, context);
    return {};
}

Verdict twice(const Context& context)
{
    Started started(context);
    Subject subject(started.plugin, *context.device);
    for (int round = 0; round < 2; ++round) {
        makeReady(started, subject, context);
        const bool ended =
            subject.enable(false) == ACE_OK && subject.release() == ACE_OK && subject.close() == ACE_OK;
        expect(ended, "does not end orderly in round " + std::to_string(round + 1) + ": " +
                          subject.host().lastText());
    }
    subject.close(); // once more: refused or not, it must live
    subject.destroy();
    return {};
}

// As a host ends: after its devices have lived, so far as they can here.
Verdict deinitAfterLife(const Context& context)
{
    Started started(context);
    Subject subject(started.plugin, *context.device);
    const auto settings = context.settings();
    if (settings && subject.open(*settings) == ACE_OK) {
        if (subject.claim() == ACE_OK && subject.enable(true) == ACE_OK)
            makeSoundCalls(subject);
        subject.close();
    }
    subject.destroy();
    started.plugin.end();
    return judge(started.plugin.host(), Rule::ClosedIsSilent);
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
    if (subject.open(kUnknownSetting) == ACE_OK)
        return {Outcome::Warning, "open takes a setting that nobody knows, so that a typing error of an "
                                  "operator stays unseen"};
    return {};
}

// That the device has a fault to tell is no fault of the plugin.
bool tellsOfDevice(ace_status status)
{
    return isOutOfReach(status) || status == ACE_FAILURE || status == ACE_EXTENDED || status == ACE_CANCELED;
}

template <std::int32_t level> Verdict health(const Context& context)
{
    const Started started(context);
    Subject subject(started.plugin, *context.device);
    readyOrSkip(subject, context);
    Answer answer;
    const ace_status status = subject.checkHealth(answer, level);
    if (tellsOfDevice(status))
        skip("check_health answered " + subject.said(status));
    expect(status == ACE_OK, "check_health answered " + subject.said(status));
    expect(!answer.text().empty(), "check_health says nothing");
    expect(isValidUtf8(answer.text()) && !answer.isTooLong(),
           "check_health answers no UTF-8, or more than 1 MiB");
    endOrderly(subject);
    return {};
}

void awaitThreads(std::size_t before, const std::string& of)
{
    const auto deadline = std::chrono::steady_clock::now() + kThreadsEndMax;
    while (threadCount() > before && std::chrono::steady_clock::now() < deadline)
        std::this_thread::yield();
    const std::size_t after = threadCount();
    expect(after <= before, std::to_string(after - before) + " threads remain of " + of);
}

Verdict leaksThreads(const Context& context)
{
    Started started(context);
    cycle(started, context); // what it keeps for ever, it has now
    const std::size_t before = threadCount();
    for (int i = 0; i < 3; ++i)
        cycle(started, context);
    awaitThreads(before, "three devices: end them in close()");
    return {};
}

Verdict leaksDescriptors(const Context& context)
{
    Started started(context);
    cycle(started, context);
    const std::size_t before = descriptorCount();
    for (int i = 0; i < 3; ++i)
        cycle(started, context);
    const std::size_t after = descriptorCount();
    expect(after <= before,
           std::to_string(after - before) + " files remain open of three devices: close them in close()");
    return {};
}

void openInVain(const Started& started, const Context& context)
{
    for (const char* settings : {"{", kUnknownSetting}) {
        Subject subject(started.plugin, *context.device);
        if (subject.open(settings) == ACE_OK)
            subject.close();
        subject.destroy();
    }
}

Verdict failedOpenLeaksNothing(const Context& context)
{
    const Started started(context);
    openInVain(started, context);
    const std::size_t threads = threadCount();
    const std::size_t files = descriptorCount();
    for (int i = 0; i < 3; ++i)
        openInVain(started, context);
    const std::size_t after = descriptorCount();
    expect(after <= files, std::to_string(after - files) +
                               " files remain open of an open() that failed: close them before it returns");
    awaitThreads(threads, "an open() that failed: end them before it returns");
    return {};
}

Verdict leaksMemory(const Context& context)
{
    using std::chrono::steady_clock;
    if (allocatedBytes() == 0)
        skip("a sanitizer counts memory in its own way");
    Started started(context);
    for (int i = 0; i < 2; ++i)
        cycle(started, context);
    const auto end = steady_clock::now() + kCyclesTime;
    const std::size_t before = allocatedBytes();
    int cycles = 0;
    for (; cycles < kCyclesMin || (cycles < kCyclesMax && steady_clock::now() < end); ++cycles)
        cycle(started, context);
    const std::size_t after = allocatedBytes();
    expect(after <= before + kGrowthMax, std::to_string((after - before) / static_cast<std::size_t>(cycles)) +
                                             " bytes remain of each device that was destroyed");
    return {};
}

constexpr Test kTests[] = {
    {"life.create-destroy", Stage::Start, createDestroy, Stage::Device},
    {"life.unknown-class-is-refused", Stage::Device, unknownClassIsRefused},
    {"life.settings-fit", Stage::Device, settingsFit, Stage::Settings},
    {"life.open-close", Stage::Settings, openClose, Stage::Open},
    {"life.settings-refused", Stage::Device, settingsRefused},
    {"life.full-cycle", Stage::Open, fullCycle},
    {"life.twice", Stage::Open, twice},
    {"life.health", Stage::Open, health<1>},
    {"life.health-external", Stage::Open, health<2>},
    {"life.leaks-threads", Stage::Open, leaksThreads},
    {"life.leaks-descriptors", Stage::Open, leaksDescriptors},
    {"life.leaks-memory", Stage::Open, leaksMemory},
    {"life.failed-open-leaks-nothing", Stage::Device, failedOpenLeaksNothing},
    {"life.deinit-after-life", Stage::Device, deinitAfterLife},
};

} // namespace

std::span<const Test> lifeTests() { return kTests; }

} // namespace ace::plugincheck
