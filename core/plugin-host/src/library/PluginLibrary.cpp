// SPDX-License-Identifier: MIT
#include "library/PluginLibrary.h"

#include "device/CallThread.h"
#include "device/PluginGuard.h"
#include "library/LoaderWords.h"
#include "remote/RemoteDevice.h"

#include <ace/sdk/BuildTag.h>

#define BOOST_DLL_USE_STD_FS
#include <boost/dll/shared_library.hpp>

#include <dlfcn.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

namespace ace::pluginhost {

namespace {

constexpr std::chrono::milliseconds kLoadDeadline{10'000}; // as when it is tried
constexpr std::chrono::milliseconds kInitDeadline{5000};
constexpr char kEntry[] = "ace_plugin_entry_v1";
constexpr char kReport[] = " Report this to the plugin's author.";

std::string where(const std::string& plugin) { return "plugin " + plugin; }

Result<void> checkEntry(const std::string& plugin, const ace_plugin_entry& entry)
{
    if (entry.magic != ACE_PLUGIN_MAGIC)
        return failure(ErrorCode::Invalid,
                       std::string("its ") + kEntry + " is not one of ours (wrong magic number)." + kReport,
                       where(plugin));
    if (entry.abi_major != ACE_ABI_MAJOR)
        return Failure(wrongAbi(plugin, entry.abi_major));
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

// Its static constructors run here. It stays mapped: objects, exceptions and threads of a plugin may outlive
// any owner that could unload it.
Result<const ace_plugin_entry*> mapLibrary(const std::string& plugin, const std::filesystem::path& file)
{
    boost::dll::shared_library library;
    try {
        library.load(file, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
    } catch (const std::exception& problem) {
        return Failure(explainLoadFailure(plugin, problem.what()));
    }
    ::dlopen(file.c_str(), RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
    if (const void* entry = ::dlsym(library.native(), kEntry))
        return static_cast<const ace_plugin_entry*>(entry);
    return failure(ErrorCode::Corrupt,
                   std::string("is damaged: the loader does not find its ") + kEntry + ". Install it again.",
                   where(plugin));
}

// A constructor that hangs holds the loader's lock, which exit() takes: the program would never end.
void endWithoutTheLoader(int status, void*)
{
    std::fflush(nullptr);
    ::_exit(status);
}

} // namespace

Result<std::shared_ptr<PluginLibrary>> PluginLibrary::load(const VettedPlugin& vetted,
                                                           std::shared_ptr<CrashNotes::Mark> mark,
                                                           const Environment& environment)
{
    const std::string& plugin = vetted.name;
    const auto mapped =
        std::make_shared<Result<const ace_plugin_entry*>>(nullptr); // shared with one that hangs
    CallThread thread("ace-load", {[] {}, [] { return false; }});
    const auto outcome = thread.run(
        [plugin, file = vetted.file, mark, mapped] {
            const InPlugin loading(mark.get());
            *mapped = mapLibrary(plugin, file);
        },
        kLoadDeadline);
    if (outcome != CallThread::Outcome::Done) {
        ::on_exit(endWithoutTheLoader, nullptr);
        return failure(ErrorCode::Unavailable,
                       std::string("hung while it was loaded; the station goes on without it, and without "
                                   "plugins that are loaded later. Take it out of the configuration and "
                                   "start again.") +
                           kReport,
                       where(plugin));
    }
    if (!*mapped)
        return Failure(mapped->error());

    const InPlugin loading(mark.get()); // its entry is read
    const ace_plugin_entry& entry = *mapped->value();
    if (auto checked = checkEntry(plugin, entry); !checked)
        return failure(std::move(checked));
    if (mark)
        mark->findCode(&entry);
    if (vetted.manifestText != entry.manifest_json)
        return failure(ErrorCode::Invalid,
                       std::string("says another thing of itself in its file than in its entry.") + kReport,
                       where(plugin));
    return std::shared_ptr<PluginLibrary>(new PluginLibrary(vetted, &entry, std::move(mark), environment));
}

Result<std::shared_ptr<PluginLibrary>> PluginLibrary::isolated(const VettedPlugin& vetted,
                                                               const Environment& environment)
{
    const auto program = findPluginHostProgram();
    if (::access(program.c_str(), X_OK) != 0)
        return failure(ErrorCode::Unavailable,
                       "shall run in a process of its own, and " + program.string() +
                           " is missing. Install it beside this program; the plugin is not run without it.",
                       where(vetted.name));
    return std::shared_ptr<PluginLibrary>(new PluginLibrary(vetted, nullptr, nullptr, environment));
}

PluginLibrary::PluginLibrary(const VettedPlugin& vetted, const ace_plugin_entry* entry,
                             std::shared_ptr<CrashNotes::Mark> mark, const Environment& environment)
    : plugin_(vetted.name), file_(vetted.file), entry_(entry), manifest_(vetted.manifest),
      mark_(std::move(mark)), environment_(environment),
      host_(std::make_shared<DeviceHost>(where(plugin_), environment.log, environment.clock, mark_))
{
}

PluginLibrary::~PluginLibrary()
{
    if (entry_ && started_ && *started_) {
        CallThread thread("ace-deinit", {[] {}, [] { return false; }});
        const auto outcome = thread.run(
            [&entry = *entry_, host = host_] {
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
    if (isIsolated())
        started_ = Result<void>();
    if (started_)
        return *started_;
    const auto reply = std::make_shared<Reply>();
    CallThread thread("ace-init", {[] {}, [] { return false; }});
    const auto outcome =
        thread.run([&entry = *entry_, host = host_,
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

ace_device* PluginLibrary::create(const ace_host* host, const std::string& deviceClass, Capability capability,
                                  std::uint32_t memoryMb) const
{
    if (entry_)
        return entry_->create(host, deviceClass.c_str());
    return RemoteDevice::create(host, {findPluginHostProgram(), file_, deviceClass, capability, memoryMb});
}

Result<void> PluginLibrary::checkBuildTag() const
{
    if (isIsolated())
        return failure(
            ErrorCode::Invalid,
            "is a storage plugin, and those cannot run in a process of their own. Take \"isolated\" "
            "out of its configuration.",
            where(plugin_));
    if (std::string(ACE_BUILD_TAG) == entry_->build_tag)
        return {};
    return failure(ErrorCode::Invalid,
                   "is a storage plugin of another build (\"" + std::string(entry_->build_tag) +
                       "\", this host is \"" + ACE_BUILD_TAG +
                       "\"). Build and install it together with this host.",
                   where(plugin_));
}

} // namespace ace::pluginhost
