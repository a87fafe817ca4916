// SPDX-License-Identifier: MIT
#include <ace/runtime/Backup.h>

#include "CopiedFile.h"
#include "Devices.h"

#include <ace/base/Bytes.h>
#include <ace/base/Config.h>
#include <ace/base/File.h>
#include <ace/base/TimeText.h>
#include <ace/plugin-host/PluginHost.h>

#include <algorithm>
#include <limits>
#include <sstream>

namespace ace::runtime {

namespace {

namespace fs = std::filesystem;

constexpr const char* kManifest = "backup.toml";
constexpr const char* kConfig = "config.toml";
constexpr const char* kStaging = ".restoring"; // beside the folder, which is there whole or not at all
constexpr std::int64_t kFormat = 1;
constexpr std::size_t kMostFiles = 1'000; // beside the record; a data folder has a handful

Result<void> mustBeEmpty(const fs::path& folder)
{
    std::error_code error;
    if (fs::exists(folder, error) && (!fs::is_directory(folder, error) || !fs::is_empty(folder, error)))
        return failure(ErrorCode::Conflict, "is not an empty folder; give one that is empty or new",
                       folder.string());
    return {};
}

// Within the folder, and such that it can stand in the manifest.
bool isPlainName(const std::string& name)
{
    const fs::path path(name);
    const auto isStrange = [](char c) {
        return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
    };
    return !name.empty() && path.is_relative() && isValidUtf8(name) &&
           std::ranges::none_of(name, isStrange) &&
           std::ranges::none_of(path, [](const fs::path& part) { return part == ".." || part == "."; });
}

Result<std::vector<std::string>> filesIn(const fs::path& folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        const fs::path name = at->path().filename();
        // The file system's own; and what this machine knows of its plugins.
        if (at.depth() == 0 && (name == "lost+found" || name == kPluginState))
            at.disable_recursion_pending();
        else if (at->is_regular_file() && !at->is_symlink())
            names.push_back(fs::relative(at->path(), folder).string());
    }
    if (error)
        return failure(ErrorCode::Unavailable, "cannot be read to its end: " + error.message(),
                       folder.string());
    std::ranges::sort(names);
    return names;
}

// A backup within the folder would be copied into the next one.
Result<void> mustBeOutside(const fs::path& target, const fs::path& folder)
{
    std::error_code error;
    const fs::path way =
        fs::weakly_canonical(target, error).lexically_relative(fs::weakly_canonical(folder, error));
    if (!error && !way.empty() && *way.begin() != ".." && way != ".")
        return failure(ErrorCode::Invalid, "lies within the folder that is backed up; give one outside of it",
                       target.string());
    return {};
}

// The database itself, its log and its lock: their names begin with the database's.
bool isOfRecord(const std::string& name, const std::vector<std::string>& recordFiles)
{
    return std::ranges::any_of(recordFiles, [&](const std::string& file) { return name.starts_with(file); });
}

Result<void> copyOthers(const fs::path& from, const fs::path& to, const fs::path& config,
                        BackupManifest& manifest)
{
    const auto record = filesIn(to);
    const auto all = filesIn(from);
    if (!record || !all)
        return Failure(record ? all.error() : record.error());
    if (std::ranges::find(*all, DataFolder::kKeyFile) == all->end())
        return failure(ErrorCode::Invalid,
                       std::string("has no ") + DataFolder::kKeyFile + ", so it is no whole data folder",
                       from.string());
    for (const std::string& name : *record) {
        auto known = readCopied(to, name);
        if (!known)
            return failure(std::move(known));
        manifest.files.push_back(std::move(*known));
    }
    std::vector<std::pair<fs::path, std::string>> others;
    for (const std::string& name : *all)
        if (!isOfRecord(name, *record) && name != kManifest && (config.empty() || name != kConfig))
            others.emplace_back(from / name, name);
    if (!config.empty())
        others.emplace_back(config, kConfig);
    if (others.size() > kMostFiles)
        return failure(ErrorCode::Invalid,
                       "holds " + std::to_string(others.size()) + " files, which is no data folder",
                       from.string());
    for (const auto& [file, name] : others) {
        if (!isPlainName(name))
            return failure(ErrorCode::Invalid, "has a name that a backup cannot hold; rename it",
                           file.string());
        auto copied = copyFile(file, to, name);
        if (!copied)
            return failure(std::move(copied));
        manifest.files.push_back(std::move(*copied));
    }
    return {};
}

// Without links and a slash at the end, so that it has a folder beside it.
fs::path whereItLies(const fs::path& folder)
{
    std::error_code error;
    fs::path path = fs::weakly_canonical(fs::absolute(folder, error), error);
    if (error || path.empty())
        path = folder.lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

Result<void> copyAll(const BackupManifest& manifest, const fs::path& backup, const fs::path& target)
{
    for (const auto& file : manifest.files) {
        auto copied = copyFile(backup / file.name, target, file.name);
        if (!copied)
            return failure(std::move(copied));
        if (copied->bytes != file.bytes || copied->sha256 != file.sha256)
            return failure(ErrorCode::Corrupt,
                           "is not the file that backup.toml tells of; use another backup",
                           (backup / file.name).string());
    }
    return {};
}

} // namespace

std::string BackupManifest::toToml() const
{
    std::ostringstream out;
    out << "# A backup of an Ace Tickets data folder: ace restore --from THIS --data NEWFOLDER\n"
        << "format = " << kFormat << "\nmade_at = \"" << formatUtc(madeAt) << "\"\nschema = \"" << schema
        << "\"\n";
    for (const File& file : files)
        out << "\n[[file]]\nname = \"" << file.name << "\"\nbytes = " << file.bytes << "\nsha256 = \""
            << file.sha256 << "\"\n";
    return out.str();
}

Result<BackupManifest> BackupManifest::load(const fs::path& folder)
{
    std::error_code error;
    if (!fs::exists(folder / kManifest, error))
        return failure(ErrorCode::NotFound,
                       "is no backup, or one that was not finished: it has no backup.toml", folder.string());
    auto config = Config::load(folder / kManifest);
    if (!config)
        return failure(std::move(config));
    BackupManifest manifest;
    config->integer("format", {kFormat, kFormat});
    manifest.schema = config->text("schema");
    if (auto at = parseRfc3339(config->text("made_at")))
        manifest.madeAt = *at;
    else
        config->complain("made_at", "is no time");
    for (Config& table : config->tables("file")) {
        File file{table.text("name"), table.integer("bytes", {0, std::numeric_limits<std::int64_t>::max()}),
                  table.text("sha256")};
        if (!isPlainName(file.name))
            table.complain("name", "is no name within a folder");
        manifest.files.push_back(std::move(file));
    }
    if (auto whole = config->finish(); !whole)
        return failure(std::move(whole));
    if (manifest.files.empty())
        return failure(ErrorCode::Corrupt, "tells of no file", (folder / kManifest).string());
    return manifest;
}

Result<BackupManifest> backUp(const Settings& settings, const DataFolder& folder, const fs::path& target,
                              const fs::path& config, const Runtime::Environment& environment)
{
    if (auto outside = mustBeOutside(target, folder.path()); !outside)
        return failure(std::move(outside));
    if (auto empty = mustBeEmpty(target); !empty)
        return failure(std::move(empty));
    BackupManifest manifest;
    manifest.madeAt = environment.clock.now();
    pluginhost::PluginHost host(environment.log, environment.clock, environment.pluginFolders);
    const DeviceSettings& wanted = settings.storage;
    auto schema =
        host.backUpStorage({"storage", wanted.plugin, wanted.settings, wanted.deadline},
                           {folder.path(), wanted.settings, environment.log, environment.clock}, target);
    if (!schema)
        return failure(std::move(schema));
    manifest.schema = std::move(*schema);
    std::error_code ignored;
    fs::permissions(target, fs::perms::owner_all, ignored);
    if (auto copied = copyOthers(folder.path(), target, config, manifest); !copied)
        return failure(std::move(copied));
    if (auto written = writeFileDurably(target / kManifest, manifest.toToml()); !written)
        return failure(std::move(written));
    return manifest;
}

Result<BackupManifest> restore(const fs::path& backup, const DataFolder& folder)
{
    auto manifest = BackupManifest::load(backup);
    if (!manifest)
        return manifest;
    if (auto empty = mustBeEmpty(folder.path()); !empty)
        return failure(std::move(empty));
    const fs::path target = whereItLies(folder.path());
    const fs::path staging = target.string() + kStaging;
    std::error_code error;
    if (fs::exists(staging, error))
        return failure(ErrorCode::Conflict, "is left of a restore that was cut off; remove it",
                       staging.string());
    auto done = copyAll(*manifest, backup, staging);
    if (done && fs::exists(target, error))
        fs::permissions(staging, fs::status(target, error).permissions(), error);
    if (done)
        done = moveFolder(staging, target);
    if (!done) {
        fs::remove_all(staging, error);
        return failure(std::move(done));
    }
    return manifest;
}

} // namespace ace::runtime
