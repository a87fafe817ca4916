// SPDX-License-Identifier: MIT
#pragma once

#include <ace/runtime/Backup.h>

#include <filesystem>
#include <string>

namespace ace::runtime {

// Copies `file` to `name` within `folder`, which is made where it is missing, with the same access; on disk
// when this answers. What is hashed is what was written. Conflict: the name is taken.
Result<BackupManifest::File> copyFile(const std::filesystem::path& file, const std::filesystem::path& folder,
                                      const std::string& name);

// The same of a file that is there already.
Result<BackupManifest::File> readCopied(const std::filesystem::path& folder, const std::string& name);

// Gives a folder another name on the same file system, durably; `target` is missing or an empty folder.
Result<void> moveFolder(const std::filesystem::path& folder, const std::filesystem::path& target);

} // namespace ace::runtime
