// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace ace::pluginhost {

// What a call into a plugin costs in this process, the best of several rounds.
struct CallCost
{
    double tableNs = 0;    // a call through a C table and the facade, on the device's thread
    double pingPongNs = 0; // two threads that wake each other by a condition variable, there and back
    double guardedNs = 0;  // a call by the host, from another thread to the device's and back
};

// `folder` holds example.so. Throws std::runtime_error.
CallCost measureCalls(const std::filesystem::path& folder, int calls);

} // namespace ace::pluginhost
