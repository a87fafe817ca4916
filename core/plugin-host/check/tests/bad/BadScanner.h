// SPDX-License-Identifier: MIT
// What the bad plugins start from: a scanner with which nothing is wrong yet.
#pragma once

#include <ace/sdk/Plugin.h>
#include <ace/sdk/ScannerDevice.h>

#include <chrono>
#include <csignal>
#include <stdexcept>
#include <string>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace bad {

inline void refuseUnlessEmpty(std::string_view settings)
{
    if (settings != "{}")
        throw ace::sdk::DeviceError(ACE_ILLEGAL, "this device has no settings");
}

class Scanner : public ace::sdk::ScannerDevice
{
public:
    static constexpr const char* kDeviceClass = "scanner";

    void open(std::string_view settings) override
    {
        refuseUnlessEmpty(settings);
        opened();
    }
    void trigger() override { scanned("QR", "1"); }
    std::string checkHealth(ace::sdk::HealthLevel) override { return "It works."; }

    virtual void opened() {} // what it does wrong
};

[[noreturn]] inline void hang()
{
    for (;;)
        std::this_thread::sleep_for(std::chrono::hours(1));
}

// Lets a test change the C table of a device, where the facade would not let it do wrong.
template <class ADevice, void (*change)(ace_device&)> ace_device* altered(const ace_host* host, const char*)
{
    ace_device* made = ace::sdk::DeviceFactory::make<ADevice>(host);
    change(*made);
    return made;
}

} // namespace bad

#define ACE_BAD_MANIFEST(capability)                                                                         \
    R"({"id":"org.example.bad","name":"Bad","version":"1","vendor":"test","license":"MIT",)"                 \
    R"("devices":[{"class":"scanner","capability":")" capability                                             \
    R"(","settings":{"type":"object","properties":{},"additionalProperties":false}}]})"

// ACE_BAD(Device)
#define ACE_BAD(Device) ACE_PLUGIN(ACE_BAD_MANIFEST("scanner"), Device)

// ACE_BAD_ENTRY("scanner", Device, made.create = …)
#define ACE_BAD_ENTRY(capability, Device, ...)                                                               \
    namespace {                                                                                              \
    constexpr char aceManifest[] __attribute__((section(ACE_MANIFEST_SECTION), used)) =                      \
        ACE_BAD_MANIFEST(capability);                                                                        \
    constexpr ace_plugin_entry changedEntry()                                                                \
    {                                                                                                        \
        ace_plugin_entry made = ace::sdk::detail::makeEntry<Device>(aceManifest);                            \
        __VA_ARGS__;                                                                                         \
        return made;                                                                                         \
    }                                                                                                        \
    }                                                                                                        \
    extern "C" {                                                                                             \
    extern const ace_plugin_entry ace_plugin_entry_v1 __attribute__((visibility("default")));                \
    constinit const ace_plugin_entry ace_plugin_entry_v1 = changedEntry();                                   \
    }                                                                                                        \
    static_assert(true)
