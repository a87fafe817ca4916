// SPDX-License-Identifier: MIT
#include "Tests.h"
#include "Usage.h"

#include <ace/plugin-host/ElfFacts.h>

#include <chrono>

namespace ace::plugincheck {

namespace {

constexpr std::chrono::milliseconds kLoadTimeSlow{250};

Verdict resolves(const Context& context)
{
    const LoadedPlugin plugin(context.file);
    return {};
}

Verdict abi(const Context& context)
{
    const LoadedPlugin plugin(context.file);
    const ace_plugin_entry* entry = plugin.findEntry();
    if (!entry)
        skip("there is no entry, see load.entry");
    expect(entry->abi_major == ACE_ABI_MAJOR, "is for plugin interface " + std::to_string(entry->abi_major) +
                                                  "; this one is " + std::to_string(ACE_ABI_MAJOR) +
                                                  ": compile it against the SDK of this host");
    return {};
}

Verdict entry(const Context& context)
{
    const LoadedPlugin plugin(context.file);
    plugin.entry();
    return {};
}

Verdict manifestEqualsEntry(const Context& context)
{
    const auto facts = pluginhost::readElfFacts(context.file);
    if (!facts || facts->manifest.empty())
        skip(std::string("there is no section ") + ACE_MANIFEST_SECTION);
    const LoadedPlugin plugin(context.file);
    expect(facts->manifest == plugin.entry().manifest_json,
           std::string("the manifest of its entry is another than that of its section ") +
               ACE_MANIFEST_SECTION);
    return {};
}

Verdict initDeinit(const Context& context)
{
    LoadedPlugin plugin(context.file);
    plugin.start();
    plugin.end();
    for (const Rule rule : {Rule::ClosedIsSilent, Rule::TextIsUtf8})
        if (Verdict verdict = judge(plugin.host(), rule); verdict.outcome != Outcome::Success)
            return verdict;
    return {};
}

Verdict time(const Context& context)
{
    using std::chrono::steady_clock;
    const auto began = steady_clock::now();
    LoadedPlugin plugin(context.file);
    plugin.start();
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - began);
    if (took > kLoadTimeSlow)
        return {Outcome::Warning,
                "took " + std::to_string(took.count()) + " ms to load: do the work in open()"};
    return {};
}

Verdict noThreads(const Context& context)
{
    const std::size_t before = threadCount();
    LoadedPlugin plugin(context.file);
    plugin.start();
    expect(threadCount() <= before, "starts a thread before a device is open: start it in open()");
    return {};
}

Verdict noDescriptors(const Context& context)
{
    const std::size_t before = descriptorCount();
    LoadedPlugin plugin(context.file);
    plugin.start();
    expect(descriptorCount() <= before, "opens a file before a device is open: open it in open()");
    return {};
}

constexpr Test kTests[] = {
    {"load.resolves", Stage::Load, resolves, Stage::Load},
    {"load.abi", Stage::Load, abi, Stage::Load},
    {"load.entry", Stage::Load, entry, Stage::Load},
    {"load.manifest-equals-entry", Stage::Load, manifestEqualsEntry},
    {"load.init-deinit", Stage::Start, initDeinit, Stage::Start},
    {"load.time", Stage::Start, time},
    {"load.no-threads", Stage::Start, noThreads},
    {"load.no-descriptors", Stage::Start, noDescriptors},
};

} // namespace

std::span<const Test> loadTests() { return kTests; }

} // namespace ace::plugincheck
