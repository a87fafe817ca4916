// SPDX-License-Identifier: MIT
#include <ace/runtime/DataFolder.h>

#include "HeldRecord.h"

#include <ace/base/File.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace ace::runtime {

namespace {

constexpr const char* kDemoMark = "demo";
constexpr auto kBearerLife = std::chrono::hours(1);
constexpr std::string_view kBearerPrefix = "ace1.";

// "ace1.ROLE.EXPIRY." and the base64url of HMAC-SHA-256 over that.
std::string sealed(const Digest& key, const std::string& claim)
{
    return claim + toBase64Url(asText(hmacSha256(key, claim)));
}

} // namespace

const char* name(Role role) { return role == Role::Counter ? "counter" : "gate"; }

std::optional<Role> parseRole(std::string_view text)
{
    for (const Role role : {Role::Counter, Role::Gate})
        if (text == name(role))
            return role;
    return std::nullopt;
}

Result<void> DataFolder::prepare(IdSource& ids)
{
    std::error_code error;
    std::filesystem::create_directories(path_, error);
    if (error || !std::filesystem::is_directory(path_))
        return failure(ErrorCode::Invalid, "cannot be used as a data folder; give another with --data",
                       path_.string());
    if (std::filesystem::exists(path_ / DataFolder::kKeyFile, error))
        return {};
    if (holdsRecord(path_)) // a new key would be another installation: no station could prove itself any more
        return failure(
            ErrorCode::Corrupt,
            std::string("has a record but no ") + DataFolder::kKeyFile +
                "; copy that file from the folder's backup, or restore the backup into a new folder",
            path_.string());
    Digest key{};
    ids.fill(key);
    return writeFileDurably(path_ / DataFolder::kKeyFile, asText(key), FileAccess::OwnerOnly);
}

bool DataFolder::isDemo() const
{
    std::error_code ignored;
    return std::filesystem::exists(path_ / kDemoMark, ignored);
}

Result<void> DataFolder::markDemo()
{
    return isDemo() ? Result<void>()
                    : writeFileDurably(path_ / kDemoMark,
                                       "This folder holds demo data. Bearers for it can be had by anyone "
                                       "who can read its key file.\n");
}

Result<Digest> DataFolder::deriveKey(std::string_view purpose) const
{
    auto content = readFile(path_ / DataFolder::kKeyFile, 1024);
    if (!content)
        return failure(std::move(content));
    Digest key{};
    if (content->size() != key.size())
        return failure(ErrorCode::Corrupt, "is not a key file (32 bytes)",
                       (path_ / DataFolder::kKeyFile).string());
    std::ranges::copy(*content, key.begin());
    return hmacSha256(key, purpose);
}

Result<std::string> DataFolder::issueBearer(Role role, Instant now) const
{
    if (!isDemo())
        return failure(ErrorCode::Invalid, "is not marked demo, and only demo data has such bearers",
                       path_.string());
    auto key = deriveKey("bearer");
    if (!key)
        return failure(std::move(key));
    const auto expiry =
        std::chrono::floor<std::chrono::seconds>(now + kBearerLife).time_since_epoch().count();
    return sealed(*key, std::string(kBearerPrefix) + name(role) + "." + std::to_string(expiry) + ".");
}

std::optional<Role> BearerCheck::verify(std::string_view bearer, Instant now) const
{
    const std::size_t end = bearer.rfind('.');
    if (!bearer.starts_with(kBearerPrefix) || end == std::string_view::npos || bearer.size() > 200)
        return std::nullopt;
    const std::string claim(bearer.substr(0, end + 1));
    if (!equalInConstantTime(sealed(key_, claim), bearer))
        return std::nullopt;
    const std::string_view fields = std::string_view(claim).substr(kBearerPrefix.size());
    const std::size_t dot = fields.find('.');
    std::int64_t expiry = 0;
    std::from_chars(fields.data() + dot + 1, fields.data() + fields.size(), expiry);
    return now < Instant(std::chrono::seconds(expiry)) ? parseRole(fields.substr(0, dot)) : std::nullopt;
}

} // namespace ace::runtime
