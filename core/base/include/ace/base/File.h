// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace ace::inline base {

// The whole of a regular file; one of more than `maxBytes` is refused.
Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes = 16u << 20);

enum class FileAccess { Everyone, OwnerOnly }; // 0644, 0600

// A temporary file is written, synced and renamed, and the folder synced: after a crash the old or the new
// content stands.
Result<void> writeFileDurably(const std::filesystem::path& path, std::string_view content,
                              FileAccess access = FileAccess::Everyone);

} // namespace ace::inline base
