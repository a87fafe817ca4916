// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/base/Result.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace ace::runtime {

enum class Role { Counter, Gate };

const char* name(Role role);
std::optional<Role> parseRole(std::string_view text);

// The folder that holds a station's data: its database, its key file, its mark.
class DataFolder
{
public:
    // What bearers, carts and the installation's name are made from.
    static constexpr const char* kKeyFile = "ace.key";

    explicit DataFolder(std::filesystem::path path) : path_(std::move(path)) {}

    const std::filesystem::path& path() const { return path_; }

    // Makes the folder and its key file (32 random bytes, 0600) where there are none. Corrupt: there is a
    // record whose key file is gone.
    Result<void> prepare(IdSource& ids);
    bool isDemo() const;
    Result<void> markDemo();
    // A key of its own for each purpose: "cart", "bearer".
    Result<Digest> deriveKey(std::string_view purpose) const;

    // A bearer for demo data, good for an hour. Invalid on a folder that is not marked demo.
    Result<std::string> issueBearer(Role role, Instant now) const;

private:
    std::filesystem::path path_;
};

// Checks bearers of a folder. All bearers of one role are one credential.
class BearerCheck
{
public:
    explicit BearerCheck(const Digest& key) : key_(key) {}
    std::optional<Role> verify(std::string_view bearer,
                               Instant now) const; // none: not one of ours, or expired

private:
    Digest key_;
};

} // namespace ace::runtime
