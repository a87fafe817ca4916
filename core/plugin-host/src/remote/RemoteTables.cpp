// SPDX-License-Identifier: MIT
// What a remote device shows to its host, and what it hears between calls.
#include "device/DeviceTables.h"
#include "remote/RemoteDevice.h"

#include <ace/sdk/Guard.h>

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace ace::pluginhost {

using sdk::detail::toAbi;

namespace {

template <class Device, class Table, class List> const void* remoteTable(List list)
{
    static const Table table = [list] {
        Table made{};
        fillTable<Device>(made, list);
        return made;
    }();
    return &table;
}

} // namespace

void RemoteDevice::fillTables()
{
    fillTable<RemoteDevice>(table_, DeviceFunctions{});
    table_.self = this;
    table_.query = [](void* self, const char* id) { return static_cast<RemoteDevice*>(self)->query(id); };
    table_.interrupt = [](void* self) { static_cast<RemoteDevice*>(self)->interrupt(); };
    table_.destroy = [](void* self) { static_cast<RemoteDevice*>(self)->destroy(); };
    fillTable<RemoteDevice>(payment_, PaymentFunctions{});
    payment_.page_seconds = [](void* self) -> std::uint32_t {
        return static_cast<RemoteDevice*>(self)->pageSeconds_;
    };
}

const void* RemoteDevice::query(const char* id) const
{
    static constexpr RemoteInterface kRemote{
        [](void* self) { return static_cast<RemoteDevice*>(self)->idle(); }};
    if (std::strcmp(id, kRemoteInterface) == 0)
        return &kRemote;
    if (std::strcmp(id, interfaceId(plugin_.capability)) != 0)
        return nullptr;
    switch (plugin_.capability) {
    case Capability::Payment:
        return &payment_;
    case Capability::TicketOutput:
        return remoteTable<RemoteDevice, ace_ticket_output_1>(TicketOutputFunctions{});
    case Capability::Scanner:
        return remoteTable<RemoteDevice, ace_scanner_1>(ScannerFunctions{});
    case Capability::Queue:
        return remoteTable<RemoteDevice, ace_queue_1>(QueueFunctions{});
    case Capability::CashDrawer:
        return remoteTable<RemoteDevice, ace_cash_drawer_1>(CashDrawerFunctions{});
    case Capability::LineDisplay:
        return remoteTable<RemoteDevice, ace_line_display_1>(LineDisplayFunctions{});
    case Capability::GateControl:
        return remoteTable<RemoteDevice, ace_gate_control_1>(GateControlFunctions{});
    case Capability::Storage:
        break;
    }
    return nullptr;
}

void RemoteDevice::watch()
{
    const auto take = [this](std::string_view notice) { return takeNotice(notice); };
    std::shared_ptr<HostProcess> ended; // of which the device's thread knows
    for (;;) {
        std::unique_lock lock(mutex_);
        if (stopping_)
            return;
        const auto running = process_;
        const bool waits = !running && enabled_;
        const auto left = waits ? std::chrono::ceil<std::chrono::milliseconds>(budget_.notBefore() - now())
                                : std::chrono::milliseconds::max();
        lock.unlock();
        if (running && running != ended) {
            if (waitToWatch(running.get(), std::chrono::milliseconds::max()) > 0 &&
                !running->drainNotices(take)) {
                ended = running;
                postPower(ACE_POWER_OFFLINE); // it wakes the device's thread
            }
        } else {
            // A pause is over when the host's clock says so; that one may stand still, or leap.
            constexpr std::chrono::milliseconds kLook{100};
            if (waits && left.count() <= 0)
                postPower(ACE_POWER_OFFLINE);
            waitToWatch(nullptr, waits ? std::clamp(left, kLook / 10, kLook) : left);
        }
    }
}

// Above 0: there is something to drain.
int RemoteDevice::waitToWatch(const HostProcess* process, std::chrono::milliseconds most) const
{
    pollfd waiting[2] = {{wake_, POLLIN, 0}, {process ? process->noticeSocket() : -1, POLLIN, 0}};
    const int limit = most == std::chrono::milliseconds::max() ? -1 : static_cast<int>(most.count());
    if (::poll(waiting, 2, limit) <= 0)
        return 0;
    std::uint64_t woken = 0;
    if (waiting[0].revents != 0 && ::read(wake_, &woken, sizeof woken) < 0)
        return 0;
    return waiting[1].revents != 0 ? 1 : 0;
}

void RemoteDevice::wakeWatcher() const
{
    const std::uint64_t one = 1;
    // Full means that it is awake.
    static_cast<void>(::write(wake_, &one, sizeof one) == sizeof one);
}

bool RemoteDevice::takeNotice(std::string_view bytes)
{
    const auto message = decode(bytes);
    if (!message)
        return false;
    const auto notice = Notice::from(*message);
    if (notice.kind == Notice::Log) {
        host_->log(host_, static_cast<std::int32_t>(std::clamp<std::int64_t>(notice.level, 0, 3)),
                   toAbi(notice.body));
        return true;
    }
    if (notice.kind != Notice::Post)
        return false;
    ace_event event{};
    event.size = sizeof event;
    event.kind = static_cast<std::uint32_t>(notice.level);
    event.code = static_cast<std::int32_t>(notice.code);
    event.extended = static_cast<std::int32_t>(notice.extended);
    event.reference = toAbi(notice.reference);
    event.type = toAbi(notice.type);
    event.body = toAbi(notice.body);
    if (event.kind == ACE_EVENT_DATA)
        armed_ = false;
    host_->post(host_, &event);
    return true;
}

ace_status RemoteDevice::refuse(ace_status status, const std::string& why) const
{
    host_->fail(host_, status, 0, 1, toAbi(why));
    return status;
}

void RemoteDevice::log(LogLevel level, const std::string& text) const
{
    host_->log(host_, static_cast<std::int32_t>(level), toAbi(text));
}

void RemoteDevice::postPower(std::int32_t code) const
{
    ace_event event{};
    event.size = sizeof event;
    event.kind = ACE_EVENT_STATUS;
    event.code = code;
    host_->post(host_, &event);
}

void RemoteDevice::setProcess(std::shared_ptr<HostProcess> process)
{
    std::shared_ptr<HostProcess> before; // ended outside the lock
    {
        const std::lock_guard lock(mutex_);
        before = std::exchange(process_, std::move(process));
    }
    wakeWatcher();
    if (before)
        static_cast<void>(before->end());
}

std::shared_ptr<HostProcess> RemoteDevice::process() const
{
    const std::lock_guard lock(mutex_);
    return process_;
}

} // namespace ace::pluginhost
