// SPDX-License-Identifier: MIT
#include <ace/simulated/FaultTimeline.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace ace::simulated {

using sdk::DeviceError;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace {

constexpr milliseconds kLook{2}; // how often a waiting call looks at the clock
constexpr std::int64_t kLongest = 24 * 3600 * 1000;
constexpr FaultKind kOfAllCalls[] = {FaultKind::Offline, FaultKind::Slow, FaultKind::Throw, FaultKind::Hang,
                                     FaultKind::Disconnect};
constexpr const char* kWords[] = {"offline",   "slow",      "throw",      "hang",    "disconnect",
                                  "duplicate", "paper_out", "cover_open", "decline", "outcome_unknown"};

// The kinds that make sense, with the calls that heed each.
std::map<FaultKind, std::vector<std::string>> kindsOf(const Sense& sense)
{
    auto kinds = sense.own;
    for (const FaultKind kind : kOfAllCalls)
        kinds.emplace(kind, sense.calls);
    return kinds;
}

std::string listed(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

} // namespace

void FaultTimeline::open(sdk::Settings& settings, const Sense& sense, Now now)
{
    const auto seed = settings.integer("seed", 1, 0, std::numeric_limits<std::int64_t>::max());
    std::vector<Fault> faults;
    for (auto& object : settings.objects("faults")) {
        faults.push_back(read(object, sense));
        object.finish();
    }
    const std::lock_guard lock(mutex_);
    now_ = std::move(now);
    start_ = now_();
    faults_ = std::move(faults);
    chance_.seed(static_cast<std::uint64_t>(seed));
    disconnected_ = false;
}

FaultTimeline::Fault FaultTimeline::read(sdk::Settings& settings, const Sense& sense)
{
    const auto kinds = kindsOf(sense);
    const std::string word = settings.text("do", "");
    const auto known = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) {
        return word == kWords[static_cast<int>(kind.first)];
    });
    if (known == kinds.end()) {
        std::vector<std::string> words;
        for (const auto& [kind, calls] : kinds)
            words.push_back(kWords[static_cast<int>(kind)]);
        settings.refuse("do", "must be one of " + listed(words) + ": nothing else happens to this device");
    }
    Fault fault;
    fault.kind = known->first;
    fault.calls = known->second;
    if (const std::string of = settings.text("of", ""); !of.empty()) {
        if (std::find(fault.calls.begin(), fault.calls.end(), of) == fault.calls.end())
            settings.refuse("of", "must be one of " + listed(fault.calls) + ": no other call can be " + word);
        fault.calls = {of};
    }
    if (fault.kind == FaultKind::Slow && !settings.has("ms"))
        settings.refuse("ms", "is missing: how long does the call take?");
    if (fault.kind == FaultKind::Slow)
        fault.slow = milliseconds(settings.integer("ms", 0, 1, kLongest));
    readWhen(settings, fault);
    return fault;
}

void FaultTimeline::readWhen(sdk::Settings& settings, Fault& fault)
{
    const int ways = settings.has("at_ms") + settings.has("call") + settings.has("percent");
    if (ways != 1)
        settings.refuse("do", "needs one of at_ms, call, percent: when does it happen?");
    if (settings.has("call")) {
        fault.when = When::Call;
        fault.nth = settings.integer("call", 1, 1, std::numeric_limits<std::int32_t>::max());
    } else if (settings.has("percent")) {
        fault.when = When::Chance;
        fault.percent = settings.integer("percent", 1, 1, 100);
    } else {
        fault.from = milliseconds(settings.integer("at_ms", 0, 0, kLongest));
        fault.until = settings.has("for_ms")
                          ? fault.from + milliseconds(settings.integer("for_ms", 1, 1, kLongest))
                          : nanoseconds::max();
    }
}

FaultTimeline::Asked FaultTimeline::ask(std::string_view call)
{
    Asked asked;
    const std::lock_guard lock(mutex_);
    for (Fault& fault : faults_)
        if (std::find(fault.calls.begin(), fault.calls.end(), call) != fault.calls.end() && happens(fault)) {
            asked.kinds_ |= Asked::bit(fault.kind);
            asked.slow_ = std::max(asked.slow_, fault.slow);
        }
    disconnected_ = disconnected_ || asked.has(FaultKind::Disconnect);
    if (disconnected_)
        asked.kinds_ |= Asked::bit(FaultKind::Disconnect);
    return asked;
}

FaultTimeline::Asked FaultTimeline::enter(std::string_view call)
{
    const Asked asked = ask(call);
    if (asked.has(FaultKind::Disconnect))
        throw DeviceError(ACE_NO_HARDWARE,
                          "The simulated device was disconnected, as its faults ask: open it anew.");
    if (asked.has(FaultKind::Hang))
        waitUntil(nanoseconds::max());
    if (asked.has(FaultKind::Slow))
        waitUntil(now_() + asked.slow_);
    if (asked.has(FaultKind::Offline))
        throw DeviceError(ACE_OFFLINE, "The simulated device is offline, as its faults ask: try again later.",
                          true);
    if (asked.has(FaultKind::Throw))
        throw std::runtime_error("an exception in " + std::string(call) + ", as the faults ask");
    return asked;
}

bool FaultTimeline::happens(Fault& fault)
{
    switch (fault.when) {
    case When::Time: {
        const auto since = now_() - start_;
        return since >= fault.from && since < fault.until;
    }
    case When::Call:
        return ++fault.seen == fault.nth;
    case When::Chance: // not a distribution of the library's: those differ between libraries
        return static_cast<std::int64_t>(chance_() % 100) < fault.percent;
    }
    return false;
}

void FaultTimeline::waitUntil(nanoseconds time)
{
    std::unique_lock lock(mutex_);
    waiting_ = true;
    interrupted_ = false;
    while (!interrupted_ && now_() < time)
        woken_.wait_for(lock, kLook);
    waiting_ = false;
    if (interrupted_)
        throw DeviceError(ACE_CANCELED, "The call was interrupted while it waited.");
}

void FaultTimeline::interrupt() noexcept
{
    const std::lock_guard lock(mutex_);
    interrupted_ = waiting_;
    woken_.notify_all();
}

bool FaultTimeline::holds(FaultKind kind) const
{
    const std::lock_guard lock(mutex_);
    if (!now_)
        return false;
    const auto since = now_() - start_;
    return std::any_of(faults_.begin(), faults_.end(), [&](const Fault& fault) {
        return fault.kind == kind && fault.when == When::Time && since >= fault.from && since < fault.until;
    });
}

bool FaultTimeline::isReachable() const
{
    if (holds(FaultKind::Offline) || holds(FaultKind::Disconnect))
        return false;
    const std::lock_guard lock(mutex_);
    return !disconnected_;
}

} // namespace ace::simulated
