// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/Settings.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace ace::simulated {

enum class FaultKind {
    Offline,
    Slow,
    Throw,
    Hang,
    Disconnect,
    Duplicate,
    PaperOut,
    CoverOpen,
    Decline,
    OutcomeUnknown
};

// What can go wrong with a device: each of its calls may be offline, slow, throw, hang or lose the device.
struct Sense
{
    std::vector<std::string> calls;                         // "submit"
    std::map<FaultKind, std::vector<std::string>> own = {}; // further kinds, each with the calls that heed it
};

// The settings "seed" and "faults" of a simulator, and what they ask for as time goes by; see README.md.
class FaultTimeline
{
public:
    using Now = std::function<std::chrono::nanoseconds()>; // any thread; see sdk::Device::now()

    // [device] Starts anew from the time it is. Throws a DeviceError that names a setting which is wrong.
    void open(sdk::Settings& settings, const Sense& sense, Now now);
    // [device] At the head of each call: waits and throws as the timeline asks; what is left the device does.
    // Holds: that kind is to happen in this call.
    class Asked
    {
    public:
        bool has(FaultKind kind) const { return (kinds_ & bit(kind)) != 0; }

    private:
        friend class FaultTimeline;
        static std::uint32_t bit(FaultKind kind) { return 1u << static_cast<unsigned>(kind); }
        std::uint32_t kinds_ = 0;
        std::chrono::milliseconds slow_{0};
    };
    Asked enter(std::string_view call);
    // [any] The same for what is no call of the host, a scan for instance: neither waits nor throws.
    Asked ask(std::string_view call);
    // [device] Throws ACE_CANCELED when it is interrupted.
    void waitUntil(std::chrono::nanoseconds time);
    void interrupt() noexcept; // any thread: ends a call that waits
    // [any] By the clock alone: whether a fault with "at_ms" holds now.
    bool holds(FaultKind kind) const;
    bool isReachable() const; // [any] neither offline nor disconnected

private:
    enum class When { Time, Call, Chance };
    struct Fault
    {
        FaultKind kind = FaultKind::Offline;
        When when = When::Time;
        std::chrono::nanoseconds from{0}, until{0}; // Time: since open()
        std::int64_t nth = 0;                       // Call
        std::int64_t percent = 0;                   // Chance
        std::vector<std::string> calls;             // that heed it
        std::chrono::milliseconds slow{0};
        std::int64_t seen = 0;
    };

    static Fault read(sdk::Settings& settings, const Sense& sense);
    static void readWhen(sdk::Settings& settings, Fault& fault);
    bool happens(Fault& fault);

    Now now_;
    std::chrono::nanoseconds start_{0};
    std::vector<Fault> faults_;
    std::mt19937_64 chance_;
    mutable std::mutex mutex_;
    std::condition_variable woken_;
    bool disconnected_ = false;
    bool waiting_ = false;
    bool interrupted_ = false;
};

} // namespace ace::simulated

// In a manifest's schema, among "properties". kinds: R"("decline","duplicate",)", or empty.
#define ACE_FAULTS_SCHEMA(kinds)                                                                             \
    R"("seed":{"type":"integer","minimum":0,"default":1,"description":"of the faults by chance"},)"          \
    R"("faults":{"type":"array","default":[],"description":"what goes wrong, and when","items":)"            \
    R"({"type":"object","additionalProperties":false,"required":["do"],"properties":{)"                      \
    R"("do":{"type":"string","enum":[)" kinds R"("offline","slow","throw","hang","disconnect"]},)"           \
    R"("at_ms":{"type":"integer","minimum":0},"for_ms":{"type":"integer","minimum":1},)"                     \
    R"("call":{"type":"integer","minimum":1},"of":{"type":"string"},)"                                       \
    R"("percent":{"type":"integer","minimum":1,"maximum":100},"ms":{"type":"integer","minimum":1}}}})"
