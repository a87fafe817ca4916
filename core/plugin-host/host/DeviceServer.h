// SPDX-License-Identifier: MIT
#pragma once

#include "library/PluginLibrary.h"
#include "remote/Line.h"
#include "remote/Marshal.h"

#include <ace/base/Clock.h>
#include <ace/base/Log.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace ace::pluginhost {

// The plugin's end of the line: one device, whose functions run on the thread that is in serve(), and what
// the plugin calls of its host, from any thread.
class DeviceServer : private Log
{
public:
    struct Wanted
    {
        std::filesystem::path file;
        std::string deviceClass;
        Capability capability = Capability::Scanner;
    };

    DeviceServer(int calls, int notices, Wanted wanted);

    void serve();          // until the device is destroyed or the line closed
    void heedInterrupts(); // on a thread of its own, until the line is closed

private:
    void answer(const Request& request);
    void perform(const Request& request, Answer& answer, Invocation& invocation);
    ace_status run(const Request& request, Answer& answer, Invocation& invocation);
    ace_status create(Answer& answer);
    ace_status load();
    void destroy();
    ace_status refuse(ace_status status, const std::string& why);
    void send(const Notice& notice);
    void write(LogLevel level, std::string_view component, std::string_view message) override;

    static DeviceServer& of(const ace_host* host) { return *static_cast<DeviceServer*>(host->context); }
    static void onLog(const ace_host* host, std::int32_t level, ace_str text);
    static void onPost(const ace_host* host, const ace_event* event);
    static void onFail(const ace_host* host, ace_status status, std::int32_t extended, std::int32_t retryable,
                       ace_str text);
    static std::int64_t onNow(const ace_host* host);

    const Wanted wanted_;
    const std::thread::id thread_ = std::this_thread::get_id(); // of every call
    ace_host host_;
    SystemClock clock_;
    Line calls_;
    Line notices_;
    std::mutex noticing_; // the count and the order on the line are the same
    std::int64_t sent_ = 0;

    std::shared_ptr<PluginLibrary> library_;
    ace_device* device_ = nullptr;
    const void* table_ = nullptr;

    // An interrupt is for the call that it names: none begins or ends while one is under way.
    std::mutex interrupting_;
    std::int64_t running_ = 0; // the request; 0: none

    std::string reason_; // of fail()
    std::int32_t extended_ = 0;
    bool retryable_ = false;
};

} // namespace ace::pluginhost
