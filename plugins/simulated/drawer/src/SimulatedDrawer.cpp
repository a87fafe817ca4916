// SPDX-License-Identifier: MIT
#include <ace/sdk/CashDrawerDevice.h>
#include <ace/sdk/Plugin.h>
#include <ace/simulated/Beat.h>
#include <ace/simulated/FaultTimeline.h>

#include <mutex>

namespace ace::simulateddrawer {

using simulated::FaultKind;

// A drawer that somebody pushes shut some time after it sprang open.
class SimulatedDrawer : public sdk::CashDrawerDevice
{
public:
    static constexpr const char* kDeviceClass = "drawer";

    void open(std::string_view text) override
    {
        sdk::Settings settings(text);
        closeAfter_ = std::chrono::milliseconds(settings.integer("close_after_ms", 3000, 0, 86'400'000));
        canTell_ = settings.boolean("can_tell", true);
        faults_.open(settings, {{"open_drawer", "is_open"}, {{FaultKind::Duplicate, {"open_drawer"}}}},
                     [this] { return now(); });
        settings.finish();
        isOpen_ = false;
    }
    void enable(bool on) override
    {
        hand_.stop();
        if (on)
            hand_.start("sim-drawer", [this] { closeWhenDue(); });
    }
    void close() override { hand_.stop(); }
    void interrupt() noexcept override { faults_.interrupt(); }

    void openDrawer() override
    {
        const auto asked = faults_.enter("open_drawer");
        const std::lock_guard lock(mutex_);
        closesAt_ = now() + closeAfter_;
        const bool sprang = !isOpen_;
        isOpen_ = true;
        if (canTell_ && sprang)
            changed(true);
        if (canTell_ && asked.has(FaultKind::Duplicate))
            changed(true);
    }
    bool isOpen() override
    {
        faults_.enter("is_open");
        if (!canTell_)
            throw sdk::DeviceError(ACE_ILLEGAL, "This drawer cannot tell whether it is open, as its setting "
                                                "\"can_tell\" asks: look at it.");
        const std::lock_guard lock(mutex_);
        return isOpen_;
    }

private:
    void closeWhenDue()
    {
        const std::lock_guard lock(mutex_);
        if (!isOpen_ || now() < closesAt_)
            return;
        isOpen_ = false;
        if (canTell_ && faults_.isReachable())
            changed(false);
    }

    simulated::FaultTimeline faults_;
    std::chrono::milliseconds closeAfter_{0};
    bool canTell_ = true;
    std::mutex mutex_;
    bool isOpen_ = false;
    std::chrono::nanoseconds closesAt_{0};
    simulated::Beat hand_; // last: it ends before what it uses
};

} // namespace ace::simulateddrawer

ACE_PLUGIN(R"({"id":"org.acetickets.simulated.drawer","name":"Simulated cash drawer","version":"0.1.0",
               "vendor":"Ace Tickets","license":"MIT","simulated":true,
               "devices":[{"class":"drawer","capability":"cash-drawer","settings":{
                 "type":"object","additionalProperties":false,"properties":{
                   "close_after_ms":{"type":"integer","minimum":0,"maximum":86400000,"default":3000,
                     "description":"after it sprang open, somebody pushes it shut"},
                   "can_tell":{"type":"boolean","default":true,"description":"whether it is open"},)"
    ACE_FAULTS_SCHEMA(
               R"("duplicate",)") R"(}}}]})",
           ace::simulateddrawer::SimulatedDrawer);
