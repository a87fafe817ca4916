// SPDX-License-Identifier: MIT
#pragma once

#include "remote/HostProcess.h"
#include "remote/Marshal.h"
#include "remote/RestartBudget.h"

#include <ace/base/Log.h>
#include <ace/base/Thread.h>
#include <ace/plugin-host/PluginManifest.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace ace::pluginhost {

// Where a device runs that has a process of its own.
struct RemotePlugin
{
    std::filesystem::path program; // ace-plugin-host
    std::filesystem::path file;
    std::string deviceClass;
    Capability capability = Capability::Scanner; // not Storage
    std::uint32_t memoryMb = 512;                // that it may have of its own
};

// An interface of every remote device, for its host: what a device does between calls.
inline constexpr char kRemoteInterface[] = "host.remote/1";
struct RemoteInterface
{
    // [device] Starts it again where its process has ended, and answers whether it works; none: it runs.
    std::optional<ace_status> (*idle)(void* self);
};

// A device in a process of its own, as the tables that any other device has. The process is started with the
// device, and started again when it has ended, as RestartBudget allows: the next call does it, or the
// device's thread between calls. Then it is brought to where it was: opened with the same settings, claimed,
// enabled, data events on.
//
//   a call, while                         answers
//   it runs                               what the plugin answers
//   it ends in it                         ACE_PLUGIN_FAULT
//   interrupt(), and it goes on 300 ms    ACE_TIMEOUT; it was killed
//   it is down for a pause                ACE_OFFLINE
//   it rests                              ACE_NO_SERVICE
//   it is down, and the call only undoes  ACE_OK: close, release, enable(0), destroy
class RemoteDevice
{
public:
    // Null: see fail() of the host.
    static ace_device* create(const ace_host* host, const RemotePlugin& plugin);
    ~RemoteDevice();
    RemoteDevice(const RemoteDevice&) = delete;
    RemoteDevice& operator=(const RemoteDevice&) = delete;

    ace_status call(Arguments& arguments); // [device]

private:
    enum class Exchanged { Answered, NotSent, Lost };
    enum class Stage { Closed, Opened, Claimed, Enabled };
    class InCall;

    RemoteDevice(const ace_host* host, RemotePlugin plugin);

    void fillTables();
    const void* query(const char* id) const;
    void interrupt();
    void destroy();
    std::optional<ace_status> idle();

    ace_status start();  // a process with the device in it
    ace_status revive(); // starts it again, where it may be
    ace_status restore();
    ace_status rearm();
    ace_status ask(Arguments& arguments, std::chrono::seconds within); // of start() and restore()
    Exchanged exchange(Arguments& arguments, Line::Deadline deadline, ace_status& status);
    Exchanged takeAnswer(HostProcess& process, Arguments& arguments, Line::Deadline deadline,
                         ace_status& status);
    ace_status lose(const std::string& during); // the process has ended, or shall
    std::string putDown();                      // ends it; what comes next
    bool onlyUndoes(const Arguments& arguments) const;
    void note(const Arguments& arguments);
    bool takeNotice(std::string_view bytes); // false: it is none
    ace_status refuse(ace_status status, const std::string& why) const;
    void log(LogLevel level, const std::string& text) const;
    std::chrono::nanoseconds now() const { return std::chrono::nanoseconds(host_->now_ns(host_)); }
    void postPower(std::int32_t code) const;
    void setProcess(std::shared_ptr<HostProcess> process);
    std::shared_ptr<HostProcess> process() const;

    void watch(); // its own thread
    int waitToWatch(const HostProcess* process, std::chrono::milliseconds most) const;
    void wakeWatcher() const;

    const ace_host* const host_;
    const RemotePlugin plugin_;
    ace_device table_{};
    ace_payment_1 payment_{};
    std::atomic<std::uint32_t> pageSeconds_ = 0;

    // [device]
    Stage wanted_ = Stage::Closed;
    std::string settings_; // of open()
    std::int64_t claimMs_ = 0;
    std::int64_t requests_ = 0;
    std::string bytes_;  // of a request
    std::string reason_; // of the last answer that was not ACE_OK
    bool rearm_ = false; // once it is enabled

    std::atomic<bool> armed_ = false; // data events are on
    mutable std::mutex mutex_;        // of what follows
    std::condition_variable ended_;
    std::shared_ptr<HostProcess> process_; // shared with who watches or interrupts; null: it is down
    RestartBudget budget_;
    bool enabled_ = false;
    bool busy_ = false;   // in a call
    bool killed_ = false; // because of an interrupt in this call
    std::int64_t calls_ = 0;
    std::int64_t asked_ = 0; // the request that is under way
    bool stopping_ = false;

    const int wake_; // an eventfd
    Thread watcher_;
};

} // namespace ace::pluginhost
