// SPDX-License-Identifier: MIT
#include <ace/plugin-host/PluginSurvey.h>

#include "library/PluginFile.h"
#include "library/Vetting.h"

#include <map>
#include <utility>

namespace ace::pluginhost {

namespace {

PluginFinding lookAt(const std::string& plugin, const std::filesystem::path& file, PluginRecord& record)
{
    using State = PluginFinding::State;
    PluginFinding found{plugin, file, State::Refused, {}, std::nullopt};
    auto vetted = Vetting::look(plugin, file);
    if (!vetted) {
        found.reason = vetted.error().message;
        return found;
    }
    found.manifest = std::move(vetted->manifest);
    found.state = State::NotTried;
    const auto hash = record.folder().empty() ? Result<std::string>("") : record.hashOf(file);
    if (!hash) {
        found.state = State::Refused;
        found.reason = hash.error().describe();
    } else if (const auto held = record.quarantine(*hash)) {
        found.state = State::Quarantine;
        found.reason =
            "it " + held->reason + ". Install another version of it, or release it to try it again.";
    } else if (record.loads(*hash)) {
        found.state = State::Ready;
    }
    return found;
}

} // namespace

const char* name(PluginFinding::State state)
{
    switch (state) {
    case PluginFinding::State::Ready:
        return "ready";
    case PluginFinding::State::NotTried:
        return "not tried";
    case PluginFinding::State::Quarantine:
        return "quarantine";
    case PluginFinding::State::Refused:
        return "refused";
    }
    return "";
}

PluginSurvey::PluginSurvey(std::vector<std::filesystem::path> folders, std::filesystem::path state, Log& log,
                           const Clock& clock)
    : folders_(std::move(folders)), state_(std::move(state)), log_(log), clock_(clock)
{
}

std::vector<PluginFinding> PluginSurvey::list() const
{
    std::map<std::string, std::filesystem::path> files; // the first folder that has it wins
    for (const auto& folder : folders_) {
        std::error_code ignored;
        for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
            const std::string plugin = entry.path().stem().string();
            if (entry.path().extension() != ".so")
                continue;
            if (isPluginName(plugin))
                files.emplace(plugin, entry.path());
            else
                log_.warn("plugins",
                          entry.path().string() +
                              " is left out: no configuration can name it. Rename it, with letters, "
                              "digits, '-', '_' and '.', or take it out of the folder.");
        }
    }
    PluginRecord record(state_, clock_, log_);
    std::vector<PluginFinding> all;
    for (const auto& [plugin, file] : files)
        all.push_back(lookAt(plugin, file, record));
    return all;
}

Result<PluginFinding> PluginSurvey::check(const std::string& plugin) const
{
    const auto file = findPluginFile(plugin, folders_);
    if (!file)
        return failure(file.error().code, file.error().message, "plugin " + plugin);
    Vetting vetting(state_, log_, clock_);
    const auto vetted = vetting.vet(plugin, *file);
    PluginFinding found = lookAt(plugin, *file, vetting.record());
    if (!vetted && found.state != PluginFinding::State::Quarantine) {
        found.state = PluginFinding::State::Refused;
        found.reason = vetted.error().message;
    }
    return found;
}

Result<void> PluginSurvey::release(const std::string& plugin) const
{
    return PluginRecord(state_, clock_, log_).release(plugin);
}

} // namespace ace::pluginhost
