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
// The life cycle is UnifiedPOS's: closed -> open -> claimed -> enabled, and back. Every method runs on the
// device's own thread, one at a time, except where it says otherwise; all but interrupt() may throw, best a
// DeviceError. A call that passes its deadline is interrupted, and the device abandoned if that does not
// help. The derived class has a `static constexpr const char* kDeviceClass`, the name that its manifest gives
// it. Its constructor must not use the protected methods: the device meets its host at open().
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
        event.body = detail::toAbi(text);
        post(event);
    }
    std::chrono::nanoseconds now() const
    {
        return std::chrono::nanoseconds(host_->now_ns(host_));
    } // monotonic

    // For the capability classes: the table of an interface, or null.
    virtual const void* findInterface(std::string_view id) noexcept = 0;
    template <class Derived, class Work> static ace_status call(void* self, Work&& work) noexcept
    {
        auto& device = static_cast<Derived&>(*static_cast<Device*>(self));
        return detail::guarded(device.host_, [&] { work(device); });
    }

private:
    friend struct DeviceFactory;

    ace_device table_{};
    const ace_host* host_ = nullptr;
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
        return &device->table_;
    }

private:
    static ace_device table(Device* device)
    {
        ace_device made{};
        made.size = sizeof made;
        made.self = device;
        made.open = [](void* self, ace_str settings) {
            return Device::call<Device>(self, [&](Device& d) { d.open(detail::fromAbi(settings)); });
        };
        made.claim = [](void* self, std::uint32_t timeoutMs) {
            return Device::call<Device>(self,
                                        [&](Device& d) { d.claim(std::chrono::milliseconds(timeoutMs)); });
        };
        made.enable = [](void* self, std::int32_t on) {
            return Device::call<Device>(self, [&](Device& d) { d.enable(on != 0); });
        };
        made.release = [](void* self) { return Device::call<Device>(self, [](Device& d) { d.release(); }); };
        made.close = [](void* self) { return Device::call<Device>(self, [](Device& d) { d.close(); }); };
        made.check_health = [](void* self, std::int32_t level, ace_sink text) {
            return Device::call<Device>(self, [&](Device& d) {
                detail::put(text, d.checkHealth(level == 2 ? HealthLevel::External : HealthLevel::Internal));
            });
        };
        made.query = [](void* self, const char* id) { return static_cast<Device*>(self)->findInterface(id); };
        made.interrupt = [](void* self) { static_cast<Device*>(self)->interrupt(); };
        made.destroy = [](void* self) { delete static_cast<Device*>(self); };
        return made;
    }
};

} // namespace ace::sdk
