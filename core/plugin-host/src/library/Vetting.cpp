// SPDX-License-Identifier: MIT
#include "library/Vetting.h"

#include "library/LoaderWords.h"
#include "library/PluginFile.h"
#include "library/PluginScan.h"

#include <ace/plugin-host/ElfFacts.h>
#include <ace/sdk/abi/plugin.h>

#include <cstdlib>
#include <utility>

namespace ace::pluginhost {

namespace {

Failure quarantined(const std::string& plugin, const std::string& reason)
{
    return failure(
        ErrorCode::Unavailable,
        "is under quarantine: it " + reason +
            ". Install another version of it, or, to try it again: ace plugins quarantine --release " +
            plugin,
        "plugin " + plugin);
}

constexpr char kEntryStem[] = "ace_plugin_entry_v";

Result<void> checkExports(const std::string& plugin, const ElfFacts& facts)
{
    const std::string ours = kEntryStem + std::to_string(ACE_ABI_MAJOR);
    for (const std::string& name : facts.exports)
        if (name == ours)
            return {};
    for (const std::string& name : facts.exports)
        if (name.starts_with(kEntryStem))
            return Failure(wrongAbi(plugin, std::atoi(name.c_str() + sizeof kEntryStem - 1)));
    return failure(ErrorCode::Invalid,
                   "is a library, but no plugin of Ace Tickets (it does not export " + ours +
                       "). Take it out of the folder, or build it with ACE_PLUGIN.",
                   "plugin " + plugin);
}

} // namespace

Error wrongAbi(const std::string& plugin, int major)
{
    return {ErrorCode::Invalid,
            "was built for plugin interface " + std::to_string(major) + "; this host has " +
                std::to_string(ACE_ABI_MAJOR) + ". Install the version of it that goes with this host.",
            "plugin " + plugin};
}

Vetting::Vetting(std::filesystem::path folder, Log& log, const Clock& clock)
    : log_(log), clock_(clock), record_(std::move(folder), clock, log), notes_(record_, log)
{
}

Result<VettedPlugin> Vetting::look(const std::string& plugin, const std::filesystem::path& file)
{
    const std::string where = "plugin " + plugin;
    auto facts = readElfFacts(file);
    if (!facts)
        return failure(facts.error().code, facts.error().message, where);
    if (auto exported = checkExports(plugin, *facts); !exported)
        return failure(std::move(exported));
    if (facts->manifest.empty())
        return failure(ErrorCode::Invalid,
                       std::string("has no manifest that can be read from its file (section ") +
                           ACE_MANIFEST_SECTION + "). Build it with ACE_PLUGIN.",
                       where);
    auto manifest = parseManifest(facts->manifest);
    if (!manifest)
        return failure(manifest.error().code,
                       manifest.error().message + ". Report this to the plugin's author.", where);
    return VettedPlugin{plugin, file, std::move(facts->manifest), std::move(*manifest), {}};
}

Result<VettedPlugin> Vetting::vet(const std::string& plugin, const std::filesystem::path& file)
{
    auto vetted = look(plugin, file);
    if (!vetted || record_.folder().empty())
        return vetted;
    auto hash = record_.hashOf(file);
    if (!hash)
        return failure(hash.error().code, hash.error().message, "plugin " + plugin);
    vetted->hash = std::move(*hash);
    if (const auto held = record_.quarantine(vetted->hash)) {
        if (!vetted->manifest.find(Capability::Storage))
            return quarantined(plugin, held->reason);
        log_.error("plugin " + plugin, "goes on, for there is no station without it, although it " +
                                           held->reason + ". Tell its author.");
    }
    if (!record_.loads(vetted->hash))
        if (auto tried = tryIt(*vetted); !tried)
            return failure(std::move(tried));
    return vetted;
}

Result<void> Vetting::tryIt(const VettedPlugin& vetted)
{
    const std::string& plugin = vetted.name;
    ScanOutcome outcome = scanPlugin(findScanner(), vetted.file);
    if (outcome.kind == ScanOutcome::Kind::TimedOut && !outcome.busy) // a slow disk is faster the second time
        outcome = scanPlugin(findScanner(), vetted.file);
    const auto hold = [&](const std::string& reason) -> Result<void> {
        record_.isolate(vetted.hash, {plugin, reason, clock_.now()});
        return quarantined(plugin, reason);
    };
    switch (outcome.kind) {
    case ScanOutcome::Kind::Loads:
        record_.noteLoads(vetted.hash);
        return {};
    case ScanOutcome::Kind::Refused: // what it lacks may be installed: that is not remembered
        return Failure(explainLoadFailure(plugin, outcome.text));
    case ScanOutcome::Kind::Crashed:
        return hold("crashed (" + outcome.text + ") when it was tried");
    case ScanOutcome::Kind::TimedOut:
        return hold("hung when it was tried");
    case ScanOutcome::Kind::NotTried:
        break;
    }
    return failure(ErrorCode::Unavailable, outcome.text, "plugin " + plugin);
}

} // namespace ace::pluginhost
