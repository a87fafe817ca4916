// SPDX-License-Identifier: MIT
#include "library/PluginLibrary.h"

#include "device/CallThread.h"
#include "device/PluginGuard.h"

#include <ace/sdk/BuildTag.h>

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include <dlfcn.h>

#include <memory>
#include <utility>

namespace ace::pluginhost {

namespace {

constexpr std::chrono::milliseconds kInitDeadline{5000};
constexpr char kEntry[] = "ace_plugin_entry_v1";
constexpr char kReport[] = " Report this to the plugin's author.";

std::string where(const std::string& plugin) { return "plugin " + plugin; }

// The loader's own words hold the one thing an operator needs: which library, or which symbol.
Error explainLoadFailure(const std::string& plugin, const std::string& words)
{
    const std::string missing = ": cannot open shared object file";
    if (const auto end = words.find(missing); end != std::string::npos) {
        const auto space = words.rfind(' ', end);
        const auto start = space == std::string::npos ? 0 : space + 1;
        const auto library = words.substr(start, end - start);
        return {ErrorCode::Unavailable,
                "needs " + library +
                    ", which this machine lacks. Install the package that holds it (apt-file search " +
                    library + ").",
                where(plugin)};
    }
    return {ErrorCode::Unavailable,
            "cannot be loaded: " + words + ". Install a version that was built for this host and system.",
            where(plugin)};
}

Failure refuseAbi(const std::string& plugin, int major)
{
    return failure(ErrorCode::Invalid,
                   "was built for plugin interface " + std::to_string(major) + "; this host has " +
                       std::to_string(ACE_ABI_MAJOR) +
                       ". Install the version of it that goes with this host.",
                   where(plugin));
}

Result<void> checkEntry(const std::string& plugin, const ace_plugin_entry& entry)
{
    if (entry.magic != ACE_PLUGIN_MAGIC)
        return failure(ErrorCode::Invalid,
                       std::string("its ") + kEntry + " is not one of ours (wrong magic number)." + kReport,
                       where(plugin));
    if (entry.abi_major != ACE_ABI_MAJOR)
        return refuseAbi(plugin, entry.abi_major);
    if (entry.size < sizeof(ace_plugin_entry))
        return failure(ErrorCode::Invalid,
                       "its entry has " + std::to_string(entry.size) + " bytes of " +
                           std::to_string(sizeof(ace_plugin_entry)) + "." + kReport,
                       where(plugin));
    if (!entry.build_tag || !entry.manifest_json || !entry.init || !entry.deinit || !entry.create)
        return failure(ErrorCode::Invalid,
                       std::string("its entry leaves out a function or a text.") + kReport, where(plugin));
    return {};
}

Result<const ace_plugin_entry*> findEntry(const std::string& plugin,
                                          const boost::dll::shared_library& library)
{
    if (library.has(kEntry))
        return &library.get<const ace_plugin_entry>(kEntry);
    for (int major = 0; major < 10; ++major)
        if (library.has("ace_plugin_entry_v" + std::to_string(major)))
            return refuseAbi(plugin, major);
    return failure(ErrorCode::Invalid,
                   std::string("is a library, but no plugin of Ace Tickets (it does not export ") + kEntry +
                       "). Take it out of the folder, or build it with ACE_PLUGIN.",
                   where(plugin));
}

} // namespace

Result<std::shared_ptr<PluginLibrary>> PluginLibrary::load(const std::string& plugin,
                                                           const std::filesystem::path& file,
                                                           const Environment& environment)
{
    boost::dll::shared_library library;
    try {
        library.load(file, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
    } catch (const std::exception& problem) {
        return Failure(explainLoadFailure(plugin, problem.what()));
    }
    // Objects, exceptions and threads of a plugin may outlive any owner that could unload it.
    ::dlopen(file.c_str(), RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);

    const auto entry = findEntry(plugin, library);
    if (!entry)
        return Failure(entry.error());
    if (auto checked = checkEntry(plugin, **entry); !checked)
        return failure(std::move(checked));
    auto manifest = parseManifest((*entry)->manifest_json);
    if (!manifest)
        return failure(manifest.error().code, manifest.error().message + "." + kReport, where(plugin));
    return std::shared_ptr<PluginLibrary>(
        new PluginLibrary(plugin, **entry, std::move(*manifest), environment));
}

PluginLibrary::PluginLibrary(std::string plugin, const ace_plugin_entry& entry, PluginManifest manifest,
                             const Environment& environment)
    : plugin_(std::move(plugin)), entry_(entry), manifest_(std::move(manifest)), environment_(environment),
      host_(std::make_shared<DeviceHost>(where(plugin_), environment.log, environment.clock))
{
}

PluginLibrary::~PluginLibrary()
{
    if (started_ && *started_) {
        CallThread thread("ace-deinit", {[] {}, [] { return false; }});
        const auto outcome = thread.run(
            [&entry = entry_, host = host_] {
                guardedCall(*host, [&] {
                    entry.deinit();
                    return ACE_OK;
                });
            },
            kInitDeadline);
        if (outcome != CallThread::Outcome::Done)
            environment_.log.warn(where(plugin_), "hung in deinit");
    }
    host_->cut();
}

Result<void> PluginLibrary::start()
{
    const std::lock_guard lock(mutex_);
    if (started_)
        return *started_;
    const auto reply = std::make_shared<Reply>();
    CallThread thread("ace-init", {[] {}, [] { return false; }});
    const auto outcome =
        thread.run([&entry = entry_, host = host_,
                    reply] { *reply = guardedCall(*host, [&] { return entry.init(host->table()); }); },
                   kInitDeadline);
    if (outcome != CallThread::Outcome::Done)
        started_ =
            failure(ErrorCode::Unavailable,
                    std::string("hung in init; the station goes on without it.") + kReport, where(plugin_));
    else if (reply->status != ACE_OK)
        started_ =
            failure(ErrorCode::Unavailable,
                    "failed in init: " + reply->reason() + ". " + advice(reply->status), where(plugin_));
    else
        started_ = Result<void>();
    return *started_;
}

Result<void> PluginLibrary::checkBuildTag() const
{
    if (std::string(ACE_BUILD_TAG) == entry_.build_tag)
        return {};
    return failure(ErrorCode::Invalid,
                   "is a storage plugin of another build (\"" + std::string(entry_.build_tag) +
                       "\", this host is \"" + ACE_BUILD_TAG +
                       "\"). Build and install it together with this host.",
                   where(plugin_));
}

} // namespace ace::pluginhost
