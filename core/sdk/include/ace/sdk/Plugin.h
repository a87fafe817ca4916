// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/BuildTag.h>
#include <ace/sdk/Device.h>

#include <string_view>

namespace ace::sdk::detail {

template <class... Devices> ace_device* create(const ace_host* host, const char* deviceClass) noexcept
{
    ace_device* made = nullptr;
    const std::string_view wanted(deviceClass);
    guarded(host, [&] {
        static_cast<void>(
            ((wanted == Devices::kDeviceClass && (made = DeviceFactory::make<Devices>(host))) || ...));
    });
    return made;
}

template <class... Devices> constexpr ace_plugin_entry makeEntry(const char* manifestJson)
{
    ace_plugin_entry entry{};
    entry.magic = ACE_PLUGIN_MAGIC;
    entry.size = sizeof entry;
    entry.abi_major = ACE_ABI_MAJOR;
    entry.abi_minor = ACE_ABI_MINOR;
    entry.build_tag = ACE_BUILD_TAG;
    entry.manifest_json = manifestJson;
    entry.init = [](const ace_host*) -> ace_status { return ACE_OK; };
    entry.deinit = [] {};
    entry.create = &create<Devices...>;
    return entry;
}

} // namespace ace::sdk::detail

// Once in a plugin, outside any namespace: its manifest (see abi/plugin.h) and its device classes.
//   ACE_PLUGIN(R"({"id":"org.example.reader","name":"Reader","version":"1.0.0","vendor":"Example",
//                  "license":"MIT","devices":[{"class":"reader","capability":"scanner"}]})", Reader)
#define ACE_PLUGIN(manifestJson, ...)                                                                        \
    namespace {                                                                                              \
    constexpr char aceManifest[] __attribute__((section(ACE_MANIFEST_SECTION), used)) = manifestJson;        \
    }                                                                                                        \
    extern "C" {                                                                                             \
    extern const ace_plugin_entry ace_plugin_entry_v1 __attribute__((visibility("default")));                \
    constinit const ace_plugin_entry ace_plugin_entry_v1 =                                                   \
        ::ace::sdk::detail::makeEntry<__VA_ARGS__>(aceManifest);                                             \
    }                                                                                                        \
    static_assert(true)
