// SPDX-License-Identifier: MIT
#pragma once

#include <ace/plugin-host/PluginManifest.h>
#include <ace/sdk/abi/plugin.h>

namespace ace::pluginhost {

// Whether each function is there. What is not whole cannot be destroyed either.
bool isComplete(const ace_device& device);
bool isComplete(const void* table, Capability capability); // what query() answered, not null

} // namespace ace::pluginhost
