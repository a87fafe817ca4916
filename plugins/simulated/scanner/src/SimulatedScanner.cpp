// SPDX-License-Identifier: MIT
#include "CodeFile.h"

#include <ace/sdk/Plugin.h>
#include <ace/sdk/ScannerDevice.h>
#include <ace/simulated/Beat.h>
#include <ace/simulated/FaultTimeline.h>

#include <optional>

namespace ace::simulatedscanner {

using simulated::FaultKind;

namespace {
constexpr std::chrono::milliseconds kPollInterval{50};
constexpr char kSymbology[] = "QR";
} // namespace

// Reads the codes of its settings one by one, each at a trigger, and the lines that somebody appends to a
// file.
class SimulatedScanner : public sdk::ScannerDevice
{
public:
    static constexpr const char* kDeviceClass = "scanner";

    void open(std::string_view text) override
    {
        sdk::Settings settings(text);
        codes_ = settings.texts("codes");
        next_ = 0;
        const auto file = settings.text("file", "");
        faults_.open(settings,
                     {{"set_data_events", "clear_input", "trigger"}, {{FaultKind::Duplicate, {"scan"}}}},
                     [this] { return now(); });
        settings.finish();
        file_.reset();
        if (!file.empty())
            file_.emplace(file);
    }
    void enable(bool on) override
    {
        follower_.stop();
        if (on && file_)
            follower_.start(
                "sim-scanner", [this] { follow(); }, kPollInterval);
    }
    void close() override { follower_.stop(); }
    void interrupt() noexcept override { faults_.interrupt(); }

    void setDataEvents(bool) override { faults_.enter("set_data_events"); }
    void clearInput() override { faults_.enter("clear_input"); }
    void trigger() override
    {
        faults_.enter("trigger");
        if (next_ == codes_.size())
            throw sdk::DeviceError(ACE_NO_EXIST,
                                   "every code of the setting \"codes\" has been read: add more");
        scan(codes_[next_++]);
    }

private:
    void scan(const std::string& code)
    {
        for (int times = faults_.ask("scan").has(FaultKind::Duplicate) ? 2 : 1; times > 0; --times)
            scanned(kSymbology, code);
    }
    void follow()
    {
        if (!faults_.isReachable()) // the code is held before it until it is back
            return;
        for (const auto& code : file_->readNew())
            scan(code);
    }

    simulated::FaultTimeline faults_;
    std::vector<std::string> codes_;
    std::size_t next_ = 0;
    std::optional<CodeFile> file_; // the follower's while it runs
    simulated::Beat follower_;     // last: it ends before what it uses
};

} // namespace ace::simulatedscanner

ACE_PLUGIN(R"({"id":"org.acetickets.simulated.scanner","name":"Simulated scanner","version":"0.1.0",
               "vendor":"Ace Tickets","license":"MIT","simulated":true,
               "devices":[{"class":"scanner","capability":"scanner","settings":{
                 "type":"object","additionalProperties":false,"properties":{
                   "codes":{"type":"array","items":{"type":"string"},"default":[],
                     "description":"each trigger reads the next one"},
                   "file":{"type":"string","default":"","description":"lines appended to it are read"},
                   )" ACE_FAULTS_SCHEMA(R"("duplicate",)") R"(}}}]})",
           ace::simulatedscanner::SimulatedScanner);
