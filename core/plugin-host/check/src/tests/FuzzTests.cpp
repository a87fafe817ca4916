// SPDX-License-Identifier: MIT
// Case N of a seed is made from both alone, so that the one that failed can be replayed. Each changes sound
// input a little: pure noise would not come past a parser.
#include "Calls.h"
#include "Tests.h"

#include <chrono>
#include <cstdint>
#include <random>
#include <string>

namespace ace::plugincheck {

namespace {

using Random = std::mt19937_64;
using std::chrono::steady_clock;

constexpr int kChangesMax = 8;
constexpr std::int64_t kBegunAt = 1'790'000'000'000'000; // the clock would make each run another

std::size_t below(Random& random, std::size_t bound) { return static_cast<std::size_t>(random() % bound); }

std::string changed(std::string text, Random& random)
{
    static constexpr const char* kPieces[] = {
        "{",       "}",        "[",   "]", "\"", ",", ":", "null", "-1", "1e999", "18446744073709551616",
        "\\ud800", "\xc3\x28", "\xff"};
    for (std::size_t left = 1 + below(random, kChangesMax); left > 0; --left) {
        const std::size_t at = below(random, text.size() + 1);
        switch (random() % 4) {
        case 0:
            text.insert(at, kPieces[below(random, std::size(kPieces))]);
            break;
        case 1:
            text.erase(at, below(random, 9));
            break;
        case 2:
            if (at < text.size())
                text[at] = static_cast<char>(random());
            break;
        default:
            text.insert(at, text.substr(below(random, text.size() + 1), 20));
        }
    }
    return text;
}

template <class Case> Verdict forEachCase(const Context& context, Case&& one)
{
    const Fuzz& fuzz = *context.fuzz;
    const auto until = steady_clock::now() + fuzz.duration;
    for (std::uint64_t number = fuzz.replay.value_or(0);; ++number) {
        Random random(fuzz.seed * 1'000'003 + number);
        // A crash then names all that is needed to have it again.
        const std::string how =
            " (--fuzz 1 --seed " + std::to_string(fuzz.seed) + " --replay " + std::to_string(number) + ")";
        try {
            one(random, how);
        } catch (const Verdict& verdict) {
            throw Verdict{verdict.outcome, verdict.detail + how};
        }
        if (fuzz.replay || steady_clock::now() >= until)
            return {};
    }
}

Verdict settings(const Context& context)
{
    LoadedPlugin plugin(context.file);
    plugin.start();
    const std::string sound = context.settings().value_or(context.plainSettings());
    return forEachCase(context, [&](Random& random, const std::string& how) {
        Subject subject(plugin, *context.device);
        const std::string json = changed(sound, random);
        subject.annotate(how);
        const ace_status status = subject.open(json);
        expect(isKnownStatus(status), "open answered " + subject.said(status));
        if (status == ACE_OK)
            subject.close();
        subject.destroy();
    });
}

// Each case has a device of its own: what others did to it could not be replayed.
Verdict calls(const Context& context)
{
    LoadedPlugin plugin(context.file);
    plugin.start();
    const std::string payment = "0198f2a0-0000-7000-8000-000000000001";
    const std::string seeds[] = {intentJson(payment, kBegunAt), documentJson(),
                                 reversalJson(payment, "0198f2a0-0000-7000-8000-000000000002", kBegunAt)};
    return forEachCase(context, [&](Random& random, const std::string& how) {
        Subject subject(plugin, *context.device);
        subject.annotate(how);
        readyOrSkip(subject, context);
        const std::string json = changed(seeds[below(random, std::size(seeds))], random);
        for (const Call& call : callsOf(subject, {json, changed("check", random)})) {
            const ace_status status = call.run();
            expect(isKnownStatus(status), std::string(call.name) + " answered " + subject.said(status));
        }
        subject.close();
        subject.destroy();
    });
}

constexpr Test kTests[] = {
    {"fuzz.settings", Stage::Device, settings},
    {"fuzz.calls", Stage::Open, calls},
};

} // namespace

std::span<const Test> fuzzTests() { return kTests; }

} // namespace ace::plugincheck
