// SPDX-License-Identifier: MIT
#pragma once

#include "library/CrashNotes.h"

#include <ace/base/Clock.h>
#include <ace/base/Log.h>
#include <ace/sdk/abi/plugin.h>
#include <ace/sdk/port/Scanner.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace ace::pluginhost {

// What a device posted besides data: ACE_EVENT_STATUS, _ERROR, _COMPLETE, _PROGRESS.
struct DeviceNotice
{
    std::uint32_t kind = 0;
    std::int32_t code = 0;
    std::string reference;
    std::string body;
};
using NoticeHandler = std::function<void(const DeviceNotice&)>;

// The host's side of one device: what the plugin reaches through its ace_host table. It keeps the events that
// wait, and the reason of a call that failed. Thread-safe; never throws into the plugin.
class DeviceHost
{
public:
    // A crash within a call is the mark's; null: it is nobody's.
    DeviceHost(std::string name, Log& log, const Clock& clock,
               std::shared_ptr<const CrashNotes::Mark> mark = nullptr);
    DeviceHost(const DeviceHost&) = delete;
    DeviceHost& operator=(const DeviceHost&) = delete;

    const ace_host* table() const { return &table_; }
    const CrashNotes::Mark* mark() const { return mark_.get(); }

    void setWake(std::function<void()> wake); // called after an event came in
    // Both run on the device's thread, between calls. Notices are logged, too.
    void setHandler(sdk::Scanner::Handler handler);
    void setNoticeHandler(NoticeHandler handler);
    void accept(bool on); // off: what is posted is ignored, and what waits is forgotten
    void armData();       // the next data event may be delivered
    void clearData();
    bool deliver(); // [device] one event, if there is one to deliver; true: there may be more

    void beginCall();      // [device] fail() of this thread counts from here on
    bool hasFailure();     // [device] fail() was called since
    std::string endCall(); // [device] its text, or empty
    void report(LogLevel level, const std::string& text);

    // The log, the clock and who wakes go; the plugin may still call, to no effect.
    void cut();

private:
    struct Event
    {
        std::uint32_t kind = 0;
        std::int32_t code = 0;
        std::string reference;
        std::string type;
        std::string body;
    };

    static DeviceHost& of(const ace_host* host) { return *static_cast<DeviceHost*>(host->context); }
    static void onLog(const ace_host* host, std::int32_t level, ace_str text);
    static void onPost(const ace_host* host, const ace_event* event);
    static void onFail(const ace_host* host, ace_status status, std::int32_t extended, std::int32_t retryable,
                       ace_str text);
    static std::int64_t onNow(const ace_host* host);

    void take(const ace_event& event);
    void reportDropped();
    void announce(const Event& event);

    const std::string name_;
    const std::shared_ptr<const CrashNotes::Mark> mark_; // shared with its library
    ace_host table_;
    std::mutex mutex_;
    Log* log_;           // null once cut
    const Clock* clock_; // null once cut
    std::function<void()> wake_;
    sdk::Scanner::Handler handler_;
    NoticeHandler noticeHandler_;
    std::deque<Event> data_;
    std::deque<Event> notices_;
    std::uint64_t dropped_ = 0;
    std::uint64_t droppedReported_ = 0;
    bool accepting_ = false;
    bool armed_ = false;
    std::thread::id caller_;
    std::string failure_;
};

} // namespace ace::pluginhost
