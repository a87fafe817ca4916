// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/testing/Check.h>
#include <ace/sdk/testing/HostDouble.h>

#include <dlfcn.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace ace::sdk::testing {

inline ace_str text(std::string_view borrowed) { return detail::toAbi(borrowed); }

// Appends what is put to `target`, which outlives the call that is given the sink.
inline ace_sink into(std::string& target)
{
    return {&target, [](void* context, const char* data, std::uint64_t size) {
                static_cast<std::string*>(context)->append(data, size);
            }};
}

// A plugin's file and one device of it, driven through the C tables as a host does it, on the thread of the
// test. What cannot be done is a CheckFailed. Like a host, it never unloads the file.
class LoadedDevice
{
public:
    LoadedDevice(const char* plugin, const char* deviceClass) : entry_(load(plugin))
    {
        mustSucceed(entry_.init(host_.table()), "init");
        device_ = entry_.create(host_.table(), deviceClass);
        if (!device_)
            throw CheckFailed(std::string("create(\"") + deviceClass +
                              "\") gave nothing: " + host_.failure());
    }
    ~LoadedDevice()
    {
        if (enabled_)
            device_->enable(device_->self, 0);
        if (claimed_)
            device_->release(device_->self);
        if (opened_)
            device_->close(device_->self);
        device_->destroy(device_->self);
        entry_.deinit();
    }
    LoadedDevice(const LoadedDevice&) = delete;
    LoadedDevice& operator=(const LoadedDevice&) = delete;

    // closed -> open -> claimed -> enabled
    void start(std::string_view settingsJson)
    {
        mustSucceed(open(settingsJson), "open");
        mustSucceed(device_->claim(device_->self, 1000), "claim");
        claimed_ = true;
        mustSucceed(device_->enable(device_->self, 1), "enable");
        enabled_ = true;
    }
    ace_status open(std::string_view settingsJson)
    {
        const ace_status status = device_->open(device_->self, text(settingsJson));
        opened_ = status == ACE_OK;
        return status;
    }

    void interrupt() { device_->interrupt(device_->self); } // any thread

    HostDouble& host() { return host_; }
    void* self() const { return device_->self; }
    // The table of a capability: table<ace_scanner_1>(ACE_SCANNER_1).
    template <class Table> const Table& table(const char* interfaceId) const
    {
        const void* found = device_->query(device_->self, interfaceId);
        if (!found)
            throw CheckFailed(std::string("the device has no interface ") + interfaceId);
        return *static_cast<const Table*>(found);
    }
    void mustSucceed(ace_status status, const std::string& call) const
    {
        if (status != ACE_OK)
            throw CheckFailed(call + ": status " + std::to_string(status) + ", " + host_.failure());
    }

private:
    static const ace_plugin_entry& load(const char* plugin)
    {
        void* library = ::dlopen(plugin, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
        if (!library)
            throw CheckFailed(::dlerror());
        const void* symbol = ::dlsym(library, "ace_plugin_entry_v1");
        if (!symbol)
            throw CheckFailed(::dlerror());
        return *static_cast<const ace_plugin_entry*>(symbol);
    }

    const ace_plugin_entry& entry_;
    HostDouble host_;
    ace_device* device_ = nullptr;
    bool opened_ = false;
    bool claimed_ = false;
    bool enabled_ = false;
};

} // namespace ace::sdk::testing
