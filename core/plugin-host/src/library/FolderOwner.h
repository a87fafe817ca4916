// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace ace::pluginhost {

// Where root looks after a station, what it writes into the station's folder is the station's: its owner is
// that of the folder it lies in. For others than root there is nothing to do.
void giveToFolderOwner(const std::filesystem::path& file);

// It and those above it; whether that went well shows when something is written into it.
void makeFolderForItsOwner(const std::filesystem::path& folder);

} // namespace ace::pluginhost
