// SPDX-License-Identifier: MIT
#include <ace/base/Bytes.h>
#include <ace/sdk/GateControlDevice.h>
#include <ace/sdk/Plugin.h>
#include <ace/simulated/Beat.h>
#include <ace/simulated/FaultTimeline.h>

#include <algorithm>
#include <deque>
#include <mutex>
#include <string>

namespace ace::simulatedgate {

using simulated::FaultKind;

namespace {
constexpr std::size_t kRemembered = 1000;
}

// A turnstile with somebody before it, who goes through some time after it was opened, or does not.
class SimulatedGate : public sdk::GateControlDevice
{
public:
    static constexpr const char* kDeviceClass = "gate";

    void open(std::string_view text) override
    {
        sdk::Settings settings(text);
        passAfter_ = std::chrono::milliseconds(settings.integer("pass_after_ms", 500, 0, 86'400'000));
        nobody_ = settings.boolean("nobody", false);
        faults_.open(settings, {{"grant", "refuse"}, {{FaultKind::Duplicate, {"grant"}}}},
                     [this] { return now(); });
        settings.finish();
        passages_.clear();
    }
    void enable(bool on) override
    {
        people_.stop();
        if (on)
            people_.start("sim-gate", [this] { move(); });
    }
    void close() override { people_.stop(); }
    void interrupt() noexcept override { faults_.interrupt(); }

    void grant(std::string_view reference, std::chrono::milliseconds within) override
    {
        const auto asked = faults_.enter("grant");
        if (reference.empty())
            throw sdk::DeviceError(ACE_ILLEGAL,
                                   "a passage without a reference: name the scan that allowed it");
        const std::lock_guard lock(mutex_);
        const bool known = std::any_of(passages_.begin(), passages_.end(), [&](const Passage& passage) {
            return passage.reference == reference;
        });
        if (known)
            return;
        const bool passes = !nobody_ && passAfter_ <= within;
        if (!isOpen())
            changed(true);
        passages_.push_back({std::string(reference), now() + (passes ? passAfter_ : within), passes,
                             asked.has(FaultKind::Duplicate), false});
        if (passages_.size() > kRemembered)
            passages_.pop_front();
    }
    void refuse(std::string_view reference, std::string_view reason) override
    {
        faults_.enter("refuse");
        log(LogLevel::Info, "red light for " + cleanUtf8(reference) + ": " + cleanUtf8(reason));
    }

private:
    struct Passage
    {
        std::string reference;
        std::chrono::nanoseconds endsAt;
        bool passes;
        bool twice; // tells it twice
        bool over;
    };

    bool isOpen() const
    {
        return std::any_of(passages_.begin(), passages_.end(),
                           [](const Passage& passage) { return !passage.over; });
    }

    void move()
    {
        const std::lock_guard lock(mutex_);
        if (!isOpen() || !faults_.isReachable()) // it tells what happened once it is back
            return;
        for (Passage& passage : passages_) {
            if (passage.over || now() < passage.endsAt)
                continue;
            passage.over = true;
            for (int times = passage.twice ? 2 : 1; times > 0; --times)
                passage.passes ? passed(passage.reference) : nobodyPassed(passage.reference);
        }
        if (!isOpen())
            changed(false);
    }

    simulated::FaultTimeline faults_;
    std::chrono::milliseconds passAfter_{0};
    bool nobody_ = false;
    std::mutex mutex_;
    std::deque<Passage> passages_; // the oldest first
    simulated::Beat people_;       // last: it ends before what it uses
};

} // namespace ace::simulatedgate

ACE_PLUGIN(R"({"id":"org.acetickets.simulated.gate","name":"Simulated gate","version":"0.1.0",
               "vendor":"Ace Tickets","license":"MIT","simulated":true,
               "devices":[{"class":"gate","capability":"gate-control","settings":{
                 "type":"object","additionalProperties":false,"properties":{
                   "pass_after_ms":{"type":"integer","minimum":0,"maximum":86400000,"default":500,
                     "description":"after it was opened, somebody goes through"},
                   "nobody":{"type":"boolean","default":false,"description":"nobody ever goes through"},)"
    ACE_FAULTS_SCHEMA(
               R"("duplicate",)") R"(}}}]})",
           ace::simulatedgate::SimulatedGate);
