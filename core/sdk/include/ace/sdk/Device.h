// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Log.h>
#include <ace/sdk/Guard.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace ace::sdk {

enum class HealthLevel { Internal = 1, External = 2 }; // external: may move paper, blink, beep

// What a plugin author derives from, by way of the class of a capability: PaymentDevice, TicketOutputDevice,
// ScannerDevice, QueueDevice, CashDrawerDevice, LineDisplayDevice, GateControlDevice, or StorageDevice.
//
// The life cycle is UnifiedPOS's: closed -> open -> claimed -> enabled, and back (see abi/plugin.h). A method
// is only called in a state where it may be: a call that comes too early is refused before it gets here, one
// that has nothing to do succeeds, and release() and close() come after enable(false) and release() where
// those were left out: close() of a class that has open() and close() alone comes once for each open() that
// succeeded. Where release() or close() then throws, what was undone before it stays undone.
//
// Every method runs on the device's own thread, one at a time, except where it says otherwise; all but
// interrupt() may throw, best a DeviceError: then the state is as it was. A call that passes its deadline is
// interrupted, and the device abandoned if that does not help. The derived class has a `static constexpr
// const char* kDeviceClass`, the name that its manifest gives it. Its constructor must not use the protected
// methods: the device meets its host at open().
class Device
{
public:
    Device() = default;
    virtual ~Device() = default;
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    virtual void
    open(std::string_view settings) = 0; // a JSON object: the device's own part of the configuration
    virtual void claim(std::chrono::milliseconds /*timeout*/) {} // take it for this process alone
    virtual void enable(bool /*on*/) {}
    virtual void release() {}
    virtual void close() {} // after it, nothing is posted any more: threads of the plugin have ended
    virtual std::string checkHealth(HealthLevel) { return "This device has no self-test."; }
    virtual void interrupt() noexcept {} // any thread: a blocked call throws DeviceError(ACE_CANCELED) soon

protected:
    // Any thread.
    void log(LogLevel level, std::string_view text) const
    {
        host_->log(host_, static_cast<std::int32_t>(level), detail::toAbi(text));
    }
    void post(ace_event event) const
    {
        event.size = sizeof event;
        host_->post(host_, &event);
    }
    void postStatus(std::int32_t code) const
    {
        ace_event event{};
        event.kind = ACE_EVENT_STATUS;
        event.code = code;
        post(event);
    }
    void postComplete(std::string_view reference) const
    {
        ace_event event{};
        event.kind = ACE_EVENT_COMPLETE;
        event.reference = detail::toAbi(reference);
        post(event);
    }
    void postError(ace_status status, std::string_view reference, std::string_view text) const
    {
        ace_event event{};
        event.kind = ACE_EVENT_ERROR;
        event.code = status;
        event.reference = detail::toAbi(reference);
        const std::string words = detail::statusText(text);
        event.body = detail::toAbi(words);
        post(event);
    }
    std::chrono::nanoseconds now() const
    {
        return std::chrono::nanoseconds(host_->now_ns(host_));
    } // monotonic

    // For the capability classes: the table of an interface, or null; and a call of one of its functions,
    // which works while the device is claimed or enabled.
    virtual const void* findInterface(std::string_view id) noexcept = 0; // any thread
    virtual void prepareTable() noexcept {} // once, before anybody may ask for it
    template <class Derived, class Work> static ace_status call(void* self, Work&& work) noexcept
    {
        Device& device = *static_cast<Device*>(self);
        if (const ace_status status = device.refuseBelow(Stage::Claimed); status != ACE_OK)
            return status;
        return detail::guarded(device.host_, [&] { work(static_cast<Derived&>(device)); });
    }

private:
    friend struct DeviceFactory;
    enum class Stage { Closed, Open, Claimed, Enabled };

    ace_status refuseBelow(Stage least) const noexcept
    {
        if (stage_ >= least)
            return ACE_OK;
        if (stage_ == Stage::Closed)
            return detail::fail(host_, ACE_CLOSED, false, "the device is not open: open it first");
        return detail::fail(host_, ACE_NOT_CLAIMED, false, "the device is not claimed: claim it first");
    }
    // Leads to `next` unless `work` throws.
    template <class Work> ace_status step(Stage next, Work&& work) noexcept
    {
        const ace_status status = detail::guarded(host_, work);
        if (status == ACE_OK)
            stage_ = next;
        return status;
    }
    // What must be undone first, which leads to `next`. When it fails, the rest is undone all the same, and
    // the call may succeed.
    template <class Work> void undoFirst(Stage next, Work&& work) noexcept
    {
        try {
            work();
            stage_ = next;
        } catch (const std::exception& error) {
            log(LogLevel::Warning, error.what());
        } catch (...) {
            log(LogLevel::Warning, "it threw what is no std::exception");
        }
    }
    void disableFirst() noexcept
    {
        if (stage_ == Stage::Enabled)
            undoFirst(Stage::Claimed, [this] { enable(false); });
    }

    ace_status openIfClosed(std::string_view settings) noexcept
    {
        if (stage_ != Stage::Closed)
            return detail::fail(host_, ACE_ILLEGAL, false, "the device is open already: close it first");
        return step(Stage::Open, [&] { open(settings); });
    }
    ace_status claimIfOpen(std::chrono::milliseconds timeout) noexcept
    {
        if (const ace_status status = refuseBelow(Stage::Open); status != ACE_OK || stage_ > Stage::Open)
            return status;
        return step(Stage::Claimed, [&] { claim(timeout); });
    }
    ace_status enableIfClaimed(bool on) noexcept
    {
        if (on == (stage_ == Stage::Enabled))
            return ACE_OK;
        if (const ace_status status = refuseBelow(Stage::Claimed); status != ACE_OK)
            return status;
        return step(on ? Stage::Enabled : Stage::Claimed, [&] { enable(on); });
    }
    ace_status releaseIfClaimed() noexcept
    {
        if (stage_ < Stage::Claimed)
            return ACE_OK;
        disableFirst();
        return step(Stage::Open, [this] { release(); });
    }
    ace_status closeIfOpen() noexcept
    {
        if (stage_ == Stage::Closed)
            return ACE_OK;
        disableFirst();
        if (stage_ >= Stage::Claimed)
            undoFirst(Stage::Open, [this] { release(); });
        return step(Stage::Closed, [this] { close(); });
    }
    ace_status healthIfOpen(std::int32_t level, ace_sink text) noexcept
    {
        if (const ace_status status = refuseBelow(Stage::Open); status != ACE_OK)
            return status;
        const auto wanted = level == 2 ? HealthLevel::External : HealthLevel::Internal;
        return detail::guarded(host_, [&] { detail::put(text, checkHealth(wanted)); });
    }

    ace_device table_{};
    const ace_host* host_ = nullptr;
    Stage stage_ = Stage::Closed;
};

// Makes devices as C sees them. Used by ACE_PLUGIN.
struct DeviceFactory
{
    template <class ADevice> static ace_device* make(const ace_host* host)
    {
        auto owned = std::make_unique<ADevice>();
        Device* device = owned.release(); // destroy() deletes it
        device->host_ = host;
        device->table_ = table(device);
        device->prepareTable();
        return &device->table_;
    }

private:
    static Device& of(void* self) { return *static_cast<Device*>(self); }
    static ace_device table(Device* device)
    {
        ace_device made{};
        made.size = sizeof made;
        made.self = device;
        made.open = [](void* self, ace_str settings) {
            return of(self).openIfClosed(detail::fromAbi(settings));
        };
        made.claim = [](void* self, std::uint32_t timeoutMs) {
            return of(self).claimIfOpen(std::chrono::milliseconds(timeoutMs));
        };
        made.enable = [](void* self, std::int32_t on) { return of(self).enableIfClaimed(on != 0); };
        made.release = [](void* self) { return of(self).releaseIfClaimed(); };
        made.close = [](void* self) { return of(self).closeIfOpen(); };
        made.check_health = [](void* self, std::int32_t level, ace_sink text) {
            return of(self).healthIfOpen(level, text);
        };
        made.query = [](void* self, const char* id) { return of(self).findInterface(id); };
        made.interrupt = [](void* self) { of(self).interrupt(); };
        made.destroy = [](void* self) { delete &of(self); };
        return made;
    }
};

} // namespace ace::sdk
