// SPDX-License-Identifier: MIT
#pragma once

#include "SqliteSettings.h"

#include <ace/base/Log.h>
#include <ace/base/Result.h>

#include <filesystem>
#include <string>

namespace ace::sqlite {

// The user_version of a copy that has not been written yet. In the file itself, so that no way of putting a
// copy back in place loses it.
inline constexpr int kCopyMark = 1;

// Copies the database `from` as it is at one moment into the new file `to`, beside whoever writes. The copy
// is checked, on disk and complete when this answers; after a failure there is none. Answers the name of its
// latest schema step.
Result<std::string> copyDatabase(const std::filesystem::path& from, const std::filesystem::path& to,
                                 const std::string& vfs, Log& log);

// The database file must be readable by its owner only; makes it when it is missing.
Result<void> ensurePrivateFile(const std::filesystem::path& file);

} // namespace ace::sqlite
