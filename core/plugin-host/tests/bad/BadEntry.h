// SPDX-License-Identifier: MIT
// What the bad plugins start from: an entry in which nothing is wrong yet. Made without the facade, which
// would not let them do wrong.
#pragma once

#include <ace/sdk/abi/plugin.h>

#define ACE_BAD_EXPORT extern "C" __attribute__((visibility("default")))

#ifndef ACE_BAD_MANIFEST
#define ACE_BAD_MANIFEST                                                                                     \
    R"({"id":"bad","name":"Bad","version":"0","vendor":"test","license":"MIT",)"                             \
    R"("devices":[{"class":"device","capability":"scanner"}]})"
#endif

namespace bad {

constexpr char manifest[] __attribute__((section(ACE_MANIFEST_SECTION), used)) = ACE_BAD_MANIFEST;

constexpr ace_plugin_entry entry()
{
    ace_plugin_entry made{};
    made.magic = ACE_PLUGIN_MAGIC;
    made.size = sizeof made;
    made.abi_major = ACE_ABI_MAJOR;
    made.abi_minor = ACE_ABI_MINOR;
    made.build_tag = "none";
    made.manifest_json = manifest;
    made.init = [](const ace_host*) -> ace_status { return ACE_OK; };
    made.deinit = [] {};
    made.create = [](const ace_host*, const char*) -> ace_device* { return nullptr; };
    return made;
}

inline ace_str text(const char* words)
{
    ace_str made{words, 0};
    while (words[made.size] != '\0')
        ++made.size;
    return made;
}

} // namespace bad

// ACE_BAD_PLUGIN(made.magic = 7)
#define ACE_BAD_PLUGIN(...)                                                                                  \
    ACE_BAD_EXPORT const ace_plugin_entry ace_plugin_entry_v1;                                               \
    const ace_plugin_entry ace_plugin_entry_v1 = [] {                                                        \
        ace_plugin_entry made = bad::entry();                                                                \
        __VA_ARGS__;                                                                                         \
        return made;                                                                                         \
    }()
