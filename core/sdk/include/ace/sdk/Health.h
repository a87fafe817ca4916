// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace ace::sdk {

// How the health text of a device begins that works, but with a test account: no money moves, nothing is
// sent.
inline constexpr std::string_view kTestModeHealth = "Test mode: ";
// How that of a device begins that works, but less well than it could: what it lacks follows.
inline constexpr std::string_view kIncompleteHealth = "Incomplete: ";

} // namespace ace::sdk
