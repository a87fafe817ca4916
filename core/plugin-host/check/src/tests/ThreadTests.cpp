// SPDX-License-Identifier: MIT
#include "Calls.h"
#include "Tests.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <string>
#include <thread>

namespace ace::plugincheck {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr milliseconds kInterruptedMax{1500};
#else
constexpr milliseconds kInterruptedMax{500}; // then a host leaves the device alone
#endif
constexpr std::uint32_t kConsumeMs = 60'000;

// Runs on a thread of its own; a Verdict that it throws is the test's.
template <class Work> std::thread threadOf(Work work)
{
    return std::thread([work] {
        try {
            work();
        } catch (const Verdict& verdict) {
            finishTest(verdict);
        } catch (const std::exception& problem) {
            finishTest({Outcome::Failed, problem.what()});
        }
    });
}

Verdict interruptWhenIdle(const Context& context)
{
    LoadedPlugin plugin(context.file);
    plugin.start();
    Subject subject(plugin, *context.device);
    const auto interrupt = [&subject] { threadOf([&subject] { subject.interrupt(); }).join(); };
    interrupt();
    readyOrSkip(subject, context);
    interrupt();
    Answer health;
    const ace_status status = subject.checkHealth(health);
    expect(status != ACE_CANCELED, "check_health was canceled by an interrupt() that came before it: an "
                                   "interrupt() while nothing runs must do nothing");
    interrupt();
    const Patience patience;
    for (const Call& call : soundCallsOf(subject))
        expect(!patience.isLeft() || call.run() != ACE_CANCELED,
               std::string(call.name) + " was canceled by an interrupt() that came before it");
    endOrderly(subject);
    return {};
}

Call waitingConsume(Subject& subject)
{
    return {"consume", [&subject] {
                const auto& table = tableOf<ace_queue_1>(subject);
                Answer id, body;
                return subject.call("consume", [&] {
                    return table.consume(subject.raw().self, subject.lend("check-empty"), kConsumeMs,
                                         id.sink(), body.sink());
                });
            }};
}

void interruptDuring(Subject& subject, const Call& call, milliseconds most)
{
    std::atomic<bool> done = false;
    auto interrupter = threadOf([&] {
        const auto deadline = steady_clock::now() + most;
        while (!done) {
            subject.raw().interrupt(subject.raw().self);
            expect(steady_clock::now() < deadline, std::string(call.name) + " did not return within " +
                                                       std::to_string(most.count()) + " ms of interrupt()");
            std::this_thread::sleep_for(milliseconds(2));
        }
    });
    call.run();
    done = true;
    interrupter.join();
}

// What comes to an end by itself may do so, and need not heed an interrupt.
milliseconds timeOf(const Call& call)
{
    const auto began = steady_clock::now();
    call.run();
    return std::chrono::ceil<milliseconds>(steady_clock::now() - began);
}

Verdict interruptWhileCalling(const Context& context)
{
    LoadedPlugin plugin(context.file);
    plugin.start();
    Subject subject(plugin, *context.device);
    readyOrSkip(subject, context);
    std::vector<Call> calls = soundCallsOf(subject);
    calls.push_back({"check_health", [&subject] {
                         Answer health;
                         return subject.checkHealth(health);
                     }});
    const Patience patience;
    for (const Call& call : calls)
        if (patience.isLeft())
            interruptDuring(subject, call, std::max(kInterruptedMax, 2 * timeOf(call)));
    if (subject.device().capability == pluginhost::Capability::Queue)
        interruptDuring(subject, waitingConsume(subject), kInterruptedMax);
    endOrderly(subject);
    return {};
}

Verdict secondDevice(const Context& context)
{
    LoadedPlugin plugin(context.file);
    plugin.start();
    Subject first(plugin, *context.device);
    readyOrSkip(first, context);
    auto other = threadOf([&] {
        Subject second(plugin, *context.device);
        const ace_status status = second.open(context.settings().value_or("{}"));
        if (status == ACE_OK) {
            if (second.claim() == ACE_OK)
                second.enable(true);
            makeSoundCalls(second);
            second.enable(false);
            second.release();
            second.close();
        } else {
            expect(status == ACE_CLAIMED || status == ACE_BUSY || status == ACE_EXISTS,
                   "a second device beside the first cannot be opened: " + second.said(status) +
                       ". What can be used only once answers ACE_CLAIMED, ACE_BUSY or ACE_EXISTS");
        }
        second.destroy();
    });
    makeSoundCalls(first);
    other.join();
    endOrderly(first);
    return {};
}

constexpr Test kTests[] = {
    {"thread.interrupt-when-idle", Stage::Open, interruptWhenIdle},
    {"thread.interrupt-while-calling", Stage::Open, interruptWhileCalling},
    {"thread.second-device", Stage::Open, secondDevice},
};

} // namespace

std::span<const Test> threadTests() { return kTests; }

} // namespace ace::plugincheck
