// SPDX-License-Identifier: MIT
#include "CodeFile.h"

#include <ace/base/Thread.h>
#include <ace/sdk/Plugin.h>
#include <ace/sdk/ScannerDevice.h>
#include <ace/sdk/Settings.h>

#include <condition_variable>
#include <mutex>
#include <optional>

namespace ace::simulatedscanner {

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

    ~SimulatedScanner() override { stopFollowing(); }

    void open(std::string_view text) override
    {
        sdk::Settings settings(text);
        codes_ = settings.texts("codes");
        next_ = 0;
        const auto file = settings.text("file", "");
        settings.finish();
        file_.reset();
        if (!file.empty())
            file_.emplace(file);
    }

    void enable(bool on) override
    {
        stopFollowing();
        if (!on || !file_)
            return;
        stopping_ = false;
        follower_ = Thread("sim-scanner", [this] { follow(); });
    }

    void close() override { stopFollowing(); }

    void trigger() override
    {
        if (next_ == codes_.size())
            throw sdk::DeviceError(ACE_NO_EXIST,
                                   "every code of the setting \"codes\" has been read: add more");
        scanned(kSymbology, codes_[next_++]);
    }

private:
    void follow()
    {
        std::unique_lock lock(mutex_);
        while (!stopping_) {
            for (const auto& code : file_->readNew())
                scanned(kSymbology, code);
            stop_.wait_for(lock, kPollInterval, [this] { return stopping_; });
        }
    }

    void stopFollowing()
    {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        stop_.notify_all();
        follower_.join();
    }

    std::vector<std::string> codes_;
    std::size_t next_ = 0;
    std::optional<CodeFile> file_; // the follower's while it runs
    std::mutex mutex_;
    std::condition_variable stop_;
    bool stopping_ = false;
    Thread follower_;
};

} // namespace ace::simulatedscanner

ACE_PLUGIN(R"({"id":"org.acetickets.simulated.scanner","name":"Simulated scanner","version":"0.1.0",
               "vendor":"Ace Tickets","license":"MIT","simulated":true,
               "devices":[{"class":"scanner","capability":"scanner"}]})",
           ace::simulatedscanner::SimulatedScanner);
