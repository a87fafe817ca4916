// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace ace::kit {

// Where a station keeps what is its own: $XDG_DATA_HOME/ace-tickets/KIND, by default under ~/.local/share.
std::filesystem::path defaultStationFolder(const std::string& kind);

} // namespace ace::kit
