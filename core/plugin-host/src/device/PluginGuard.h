// SPDX-License-Identifier: MIT
#pragma once

#include "device/DeviceHost.h"

#include <ace/base/Result.h>
#include <ace/sdk/abi/plugin.h>

#include <array>
#include <functional>
#include <string>

namespace ace::pluginhost {

// What came back from a call into a plugin.
struct Reply
{
    ace_status status = ACE_OK;
    std::string text;               // what the plugin gave as the reason
    std::array<std::string, 2> out; // what it wrote into its sinks
    bool overflowed = false;        // it wrote more than 64 MiB; `out` is not whole

    ace_sink sink(std::size_t index); // writes to out[index], 0 or 1
    std::string reason() const;       // `text`, or the status in words
};

// Runs a call into a plugin: exceptions that it throws through the C table become ACE_PLUGIN_FAULT.
Reply guardedCall(DeviceHost& host, const std::function<ace_status()>& call);
void guardedCall(DeviceHost& host, const std::function<ace_status(Reply&)>& call, Reply& reply);

const char* statusName(ace_status status);
ErrorCode toErrorCode(ace_status status);
const char* advice(ace_status status); // what an operator can do

} // namespace ace::pluginhost
