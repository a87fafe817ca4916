// SPDX-License-Identifier: MIT
#include "Tests.h"

#include <ace/plugin-host/ElfFacts.h>
#include <ace/plugin-host/SettingsSchema.h>

#include <nlohmann/json.hpp>

#include <dlfcn.h>
#include <elf.h>

#include <cstring>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <vector>

namespace ace::plugincheck {

namespace {

using pluginhost::ElfFacts;

ElfFacts factsOf(const Context& context)
{
    auto facts = pluginhost::readElfFacts(context.file);
    if (!facts)
        fail(facts.error().message);
    return std::move(*facts);
}

Elf64_Ehdr headerOf(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    Elf64_Ehdr header{};
    if (!in.read(reinterpret_cast<char*>(&header), sizeof header) ||
        std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
        skip("it has no ELF header");
    return header;
}

Verdict machine(const Context& context)
{
    const Elf64_Ehdr header = headerOf(context.file);
    const Elf64_Ehdr ours = headerOf("/proc/self/exe");
    expect(header.e_machine == ours.e_machine && header.e_ident[EI_CLASS] == ours.e_ident[EI_CLASS] &&
               header.e_ident[EI_DATA] == ours.e_ident[EI_DATA],
           "is for ELF machine " + std::to_string(header.e_machine) + ", this one is " +
               std::to_string(ours.e_machine) + ": compile it for this one");
    return {};
}

Verdict elf(const Context& context)
{
    factsOf(context);
    return {};
}

Verdict manifestSection(const Context& context)
{
    expect(!factsOf(context).manifest.empty(),
           std::string("has no section ") + ACE_MANIFEST_SECTION + ": end one of its files with ACE_PLUGIN");
    return {};
}

pluginhost::PluginManifest manifestOf(const Context& context)
{
    const std::string text = factsOf(context).manifest;
    if (text.empty())
        skip(std::string("there is no section ") + ACE_MANIFEST_SECTION);
    auto parsed = pluginhost::parseManifest(text);
    if (!parsed)
        fail(parsed.error().message);
    return std::move(*parsed);
}

Verdict manifest(const Context& context)
{
    const auto parsed = manifestOf(context);
    expect(parsed.id.find('.') != std::string::npos,
           "its id \"" + parsed.id +
               "\" must begin with a domain of yours, turned round: org.example.reader");
    expect(!parsed.name.empty() && !parsed.vendor.empty() && !parsed.license.empty(),
           "name, vendor and license must not be empty");
    const auto all = nlohmann::json::parse(factsOf(context).manifest).at("devices");
    expect(!all.empty(), "names no device");
    std::set<std::string> classes;
    for (const auto& device : all) {
        const std::string capability = device.at("capability");
        expect(pluginhost::parseCapability(capability).has_value(),
               "names the unknown capability \"" + capability + "\"");
        expect(classes.insert(device.at("class").get<std::string>()).second,
               "names the class " + device.at("class").dump() + " twice");
    }
    return {};
}

Verdict schema(const Context& context)
{
    std::string without;
    for (const auto& device : manifestOf(context).devices) {
        if (device.settingsSchema.empty()) {
            without += " " + device.deviceClass;
            continue;
        }
        if (const auto usable = pluginhost::checkSchema(device.settingsSchema); !usable)
            fail("device \"" + device.deviceClass + "\": " + usable.error().message);
    }
    if (!without.empty())
        return {Outcome::Warning, "no schema of settings, which a host could check by:" + without};
    return {};
}

Verdict exportsOnlyEntry(const Context& context)
{
    std::string others;
    for (const std::string& name : factsOf(context).exports)
        if (name != "ace_plugin_entry_v1" && others.size() < 300)
            others += " " + name;
    expect(others.empty(),
           "exports what may be taken for another plugin's (ace_add_plugin() hides it):" + others);
    return {};
}

Verdict bindsNow(const Context& context)
{
    expect(factsOf(context).bindsNow, "what it lacks shows in the middle of a sale: link it with -z now");
    return {};
}

Verdict neverUnloaded(const Context& context)
{
    expect(factsOf(context).neverUnloaded, "its threads may outlive it: link it with -z nodelete");
    return {};
}

Verdict noTextRelocations(const Context& context)
{
    expect(!factsOf(context).textRelocations, "its code is changed when it is loaded: compile it with -fPIC");
    return {};
}

Verdict noExecutableStack(const Context& context)
{
    expect(!factsOf(context).executableStack, "wants an executable stack: link it with -z noexecstack");
    return {};
}

std::vector<std::string> runPathOf(const ElfFacts& facts)
{
    std::vector<std::string> folders;
    std::istringstream in(facts.runPath);
    for (std::string folder; std::getline(in, folder, ':');)
        folders.push_back(folder);
    return folders;
}

// The folder itself where it is that of the plugin, or below it; else nothing.
std::optional<std::filesystem::path> besidePlugin(const std::string& folder,
                                                  const std::filesystem::path& file)
{
    for (const std::string origin : {"$ORIGIN", "${ORIGIN}"})
        if (folder == origin || folder.starts_with(origin + "/"))
            return std::filesystem::absolute(file).parent_path() / ("." + folder.substr(origin.size()));
    return std::nullopt;
}

Verdict noRunPath(const Context& context)
{
    std::string beside, others;
    for (const std::string& folder : runPathOf(factsOf(context)))
        (besidePlugin(folder, context.file) ? beside : others) += " \"" + folder + "\"";
    expect(others.empty(), "takes libraries from" + others + ", a folder of the machine that built it");
    if (!beside.empty())
        return {Outcome::Warning, "takes libraries from where it lies:" + beside};
    return {};
}

bool isFound(const std::string& library, const ElfFacts& facts, const std::filesystem::path& file)
{
    const auto loads = [](const std::string& path) {
        const CallMark mark("dlopen of " + path);
        return ::dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL) != nullptr;
    };
    for (const std::string& folder : runPathOf(facts))
        if (const auto beside = besidePlugin(folder, file))
            if (std::filesystem::exists(*beside / library) && loads(*beside / library))
                return true;
    return loads(library);
}

Verdict neededLibraries(const Context& context)
{
    std::string missing;
    const ElfFacts facts = factsOf(context);
    for (const std::string& library : facts.needed)
        if (!isFound(library, facts, context.file))
            missing += " " + library;
    expect(missing.empty(), "needs what this machine lacks (apt-file search tells the package):" + missing);
    return {};
}

constexpr Test kTests[] = {
    {"static.machine", Stage::File, machine, Stage::File},
    {"static.elf", Stage::File, elf, Stage::File},
    {"static.manifest-section", Stage::File, manifestSection},
    {"static.manifest", Stage::File, manifest},
    {"static.schema", Stage::File, schema},
    {"static.exports-only-entry", Stage::File, exportsOnlyEntry},
    {"static.binds-now", Stage::File, bindsNow},
    {"static.never-unloaded", Stage::File, neverUnloaded},
    {"static.no-text-relocations", Stage::File, noTextRelocations},
    {"static.no-executable-stack", Stage::File, noExecutableStack},
    {"static.no-run-path", Stage::File, noRunPath},
    {"static.needed-libraries", Stage::File, neededLibraries},
};

} // namespace

std::span<const Test> staticTests() { return kTests; }

} // namespace ace::plugincheck
