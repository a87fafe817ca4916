// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/storage/Storage.h>

#include <string>

namespace ace::sqlite {

// Opens the record in one SQLite file of the data folder. Settings:
//   {"file": "ace.db",          a name, no path
//    "synchronous": "full",     "off" loses data in a power cut: for the tests that show so; needs
//    "unsafe": false}           true beside it
class SqliteFactory : public sdk::StorageFactory
{
public:
    // `vfs`: a registered SQLite VFS; empty for the default one.
    explicit SqliteFactory(std::string vfs = {}) : vfs_(std::move(vfs)) {}

    Result<std::unique_ptr<sdk::Storage>> open(const sdk::StorageOptions& options) override;
    Result<std::unique_ptr<sdk::Storage>> openForReading(const sdk::StorageOptions& options) override;
    Result<std::string> backUp(const sdk::StorageOptions& options,
                               const std::filesystem::path& target) override;

private:
    std::string vfs_;
};

} // namespace ace::sqlite
