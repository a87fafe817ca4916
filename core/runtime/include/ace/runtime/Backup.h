// SPDX-License-Identifier: MIT
#pragma once

#include <ace/runtime/Runtime.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ace::runtime {

// What a backup holds; in its folder as backup.toml, which is written last: a folder without it is no backup.
struct BackupManifest
{
    struct File
    {
        std::string name; // within the folder
        std::int64_t bytes = 0;
        std::string sha256; // lower-case hex
    };

    Instant madeAt;
    std::string schema; // the record's latest step
    std::vector<File> files;

    static Result<BackupManifest> load(const std::filesystem::path& folder);
    std::string toToml() const;
};

// Copies the folder as it is at one moment, beside a server that goes on selling: the record, the key file
// and whatever else lies there; and `config`, if there is one, as config.toml. `target` is missing or
// empty. The copy is as secret as the folder: it has customers' names and private keys.
Result<BackupManifest> backUp(const Settings& settings, const DataFolder& folder,
                              const std::filesystem::path& target, const std::filesystem::path& config,
                              const Runtime::Environment& environment);

// Makes the folder, which is missing or empty, from a backup: all of it or, also when the machine stops half
// way, nothing; what is copied so far lies in a folder beside it until then. Corrupt: a file is not the one
// that the manifest tells of.
Result<BackupManifest> restore(const std::filesystem::path& backup, const DataFolder& folder);

} // namespace ace::runtime
