// SPDX-License-Identifier: MIT
#include "Calls.h"
#include "Tests.h"

#include <atomic>
#include <chrono>
#include <exception>
#include <string>
#include <thread>

namespace ace::plugincheck {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kInterruptedMax{2000};
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
    for (const Call& call : soundCallsOf(subject))
        expect(call.run() != ACE_CANCELED,
               std::string(call.name) + " was canceled by an interrupt() that came before it");
    endOrderly(subject);
    return {};
}

// The call that may wait, where a capability has one, beside those that all have.
std::vector<Call> blockingCalls(Subject& subject)
{
    std::vector<Call> calls = soundCallsOf(subject);
    calls.push_back({"check_health", [&subject] {
                         Answer health;
                         return subject.checkHealth(health);
                     }});
    if (subject.device().capability == pluginhost::Capability::Queue)
        calls.push_back({"consume", [&subject] {
                             const auto& table = tableOf<ace_queue_1>(subject);
                             Answer id, body;
                             return subject.call("consume", [&] {
                                 return table.consume(subject.raw().self, text("check-empty"), kConsumeMs,
                                                      id.sink(), body.sink());
                             });
                         }});
    return calls;
}

Verdict interruptWhileCalling(const Context& context)
{
    LoadedPlugin plugin(context.file);
    plugin.start();
    Subject subject(plugin, *context.device);
    readyOrSkip(subject, context);
    for (const Call& call : blockingCalls(subject)) {
        std::atomic<bool> done = false;
        auto interrupter = threadOf([&] {
            const auto deadline = steady_clock::now() + kInterruptedMax;
            while (!done) {
                subject.raw().interrupt(subject.raw().self);
                expect(steady_clock::now() < deadline, std::string(call.name) + " did not return within " +
                                                           std::to_string(kInterruptedMax.count()) +
                                                           " ms of interrupt()");
                std::this_thread::sleep_for(milliseconds(2));
            }
        });
        call.run();
        done = true;
        interrupter.join();
    }
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
        const ace_status status = second.open(context.settings());
        if (status == ACE_OK) {
            if (second.claim() == ACE_OK)
                second.enable(true);
            for (const Call& call : soundCallsOf(second))
                call.run();
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
    for (const Call& call : soundCallsOf(first))
        call.run();
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
