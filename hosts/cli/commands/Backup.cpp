// SPDX-License-Identifier: MIT
#include "Backup.h"

#include "Surroundings.h"

#include <ace/base/TimeText.h>
#include <ace/runtime/Backup.h>
#include <ace/runtime/Record.h>

#include <iostream>

namespace ace::cli {

namespace {

void print(const char* what, const runtime::BackupManifest& manifest, const std::string& folder)
{
    std::int64_t bytes = 0;
    for (const auto& file : manifest.files)
        bytes += file.bytes;
    std::cout << what << ' ' << folder << ": " << manifest.files.size() << " files, " << bytes
              << " bytes, as of " << formatUtc(manifest.madeAt) << ", schema " << manifest.schema << '\n';
}

// Whether this program can go on with what was restored.
int tryOpening(const runtime::DataFolder& folder, Surroundings& surroundings)
{
    const std::filesystem::path config = folder.path() / "config.toml";
    auto settings = std::filesystem::exists(config)
                        ? runtime::Settings::load(config, folder.isDemo())
                        : Result<runtime::Settings>(runtime::Settings::defaults(folder.isDemo()));
    if (!settings)
        return refuse(settings.error());
    const auto record = runtime::Record::openForReading(*settings, folder, surroundings.environment());
    if (!record && record.error().code != ErrorCode::Conflict)
        return refuse(record.error());
    if (!record)
        std::cout << "Note: " << record.error().describe() << '\n';
    return kDone;
}

} // namespace

int backUp(Arguments arguments)
{
    auto line = kit::CommandLine::parse(arguments, {.values = {"data", "to", "config"}, .flags = {}});
    if (!line)
        return refuse(line.error());
    if (!line->words().empty() || !line->has("to"))
        return refuse("usage: ace backup --to DIR [--data DIR] [--config FILE]");
    Surroundings surroundings(LogLevel::Info);
    auto settings = surroundings.settings(*line);
    if (!settings)
        return refuse(settings.error());
    const auto manifest = runtime::backUp(*settings, surroundings.folder(*line), line->value("to"),
                                          line->value("config"), surroundings.environment());
    if (!manifest)
        return refuse(manifest.error());
    print("Backed up into", *manifest, line->value("to"));
    return kDone;
}

int restore(Arguments arguments)
{
    auto line = kit::CommandLine::parse(arguments, {.values = {"data", "from"}, .flags = {}});
    if (!line)
        return refuse(line.error());
    if (!line->words().empty() || !line->has("from") || !line->has("data"))
        return refuse("usage: ace restore --from DIR --data NEWDIR");
    Surroundings surroundings(LogLevel::Warning);
    const auto folder = surroundings.folder(*line);
    const auto manifest = runtime::restore(line->value("from"), folder);
    if (!manifest)
        return refuse(manifest.error());
    print("Restored into", *manifest, folder.path().string());
    return tryOpening(folder, surroundings);
}

} // namespace ace::cli
