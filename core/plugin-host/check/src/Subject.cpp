// SPDX-License-Identifier: MIT
#include "Subject.h"

#include <dlfcn.h>

#include <algorithm>

namespace ace::plugincheck {

namespace {
constexpr char kEntry[] = "ace_plugin_entry_v1";
constexpr std::size_t kLentKept = 8; // of what was taken back
} // namespace

void fail(const std::string& why) { throw Verdict{Outcome::Failed, why}; }
void skip(const std::string& why) { throw Verdict{Outcome::Skipped, why}; }

void expect(bool holds, const std::string& otherwise)
{
    if (!holds)
        fail(otherwise);
}

bool isOutOfReach(ace_status status)
{
    return status == ACE_NO_HARDWARE || status == ACE_OFFLINE || status == ACE_NO_SERVICE ||
           status == ACE_CLAIMED || status == ACE_BUSY || status == ACE_TIMEOUT;
}

Verdict judge(const HostRecorder& host, Rule rule)
{
    std::string all;
    for (const std::string& breach : host.breachesOf(rule))
        all += (all.empty() ? "" : "\n") + breach;
    return all.empty() ? Verdict{} : Verdict{Outcome::Failed, all};
}

LoadedPlugin::LoadedPlugin(const std::filesystem::path& file)
{
    const std::string path = std::filesystem::absolute(file); // without a folder it would be searched for
    library_ = calling("dlopen", [&] { return ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL); });
    if (!library_) {
        const char* words = ::dlerror();
        fail(std::string("cannot be loaded: ") + (words ? words : "the loader does not say why"));
    }
}

const ace_plugin_entry* LoadedPlugin::findEntry() const
{
    return static_cast<const ace_plugin_entry*>(::dlsym(library_, kEntry));
}

const ace_plugin_entry& LoadedPlugin::entry() const
{
    const ace_plugin_entry* entry = findEntry();
    expect(entry != nullptr,
           std::string("does not export ") + kEntry + ": end one of its files with ACE_PLUGIN");
    expect(entry->magic == ACE_PLUGIN_MAGIC, "its entry is not one of ours (wrong magic number)");
    expect(entry->size >= sizeof(ace_plugin_entry), "its entry has " + std::to_string(entry->size) +
                                                        " bytes of " +
                                                        std::to_string(sizeof(ace_plugin_entry)));
    expect(entry->build_tag && entry->manifest_json && entry->init && entry->deinit && entry->create,
           "its entry leaves out a function or a text");
    return *entry;
}

void LoadedPlugin::start()
{
    const ace_plugin_entry& made = entry();
    host_.beginCall();
    const ace_status status = calling("init", [&] { return made.init(host_.table()); });
    expect(status == ACE_OK, "init answered " + statusName(status) + ": " + host_.lastText());
}

void LoadedPlugin::end()
{
    calling("deinit", [&] { entry().deinit(); });
}

Subject::Subject(const LoadedPlugin& plugin, const pluginhost::PluginManifest::Device& device)
    : device_(device)
{
    host_.beginCall();
    raw_ =
        calling("create", [&] { return plugin.entry().create(host_.table(), device.deviceClass.c_str()); });
    expect(raw_ != nullptr, "create answers no device of the class \"" + device.deviceClass +
                                "\", which its manifest names: " + host_.lastText());
    const bool whole = raw_->size >= sizeof(ace_device) && raw_->open && raw_->claim && raw_->enable &&
                       raw_->release && raw_->close && raw_->check_health && raw_->query && raw_->interrupt &&
                       raw_->destroy;
    expect(whole, "the table of its device leaves out a function, or has a wrong size");
}

ace_status Subject::open(const std::string& settings)
{
    host_.setOpen(true);
    const ace_status status = call("open", [&] { return raw_->open(raw_->self, lend(settings)); });
    if (status != ACE_OK)
        host_.setOpen(false);
    return status;
}

ace_status Subject::claim()
{
    return call("claim", [&] { return raw_->claim(raw_->self, 1000); });
}

ace_status Subject::enable(bool on)
{
    return call(on ? "enable" : "disable", [&] { return raw_->enable(raw_->self, on ? 1 : 0); });
}

ace_status Subject::release()
{
    return call("release", [&] { return raw_->release(raw_->self); });
}

ace_status Subject::close()
{
    const ace_status status = call("close", [&] { return raw_->close(raw_->self); });
    host_.setOpen(false);
    return status;
}

ace_status Subject::checkHealth(Answer& answer, std::int32_t level)
{
    return call("check_health(" + std::to_string(level) + ")",
                [&] { return raw_->check_health(raw_->self, level, answer.sink()); });
}

ace_str Subject::lend(std::string_view words) { return text(lent_.emplace_back(words)); }

void Subject::takeBack()
{
    for (std::string& words : lent_)
        std::fill(words.begin(), words.end(), 'x');
    while (lent_.size() > kLentKept)
        lent_.pop_front();
}

void Subject::interrupt()
{
    calling("interrupt", [&] { raw_->interrupt(raw_->self); });
}

void Subject::destroy()
{
    calling("destroy", [&] { raw_->destroy(raw_->self); });
}

const void* Subject::query(const char* id)
{
    return calling("query", [&] { return raw_->query(raw_->self, id); });
}

std::string Subject::said(ace_status status) const
{
    return statusName(status) + (status == ACE_OK ? "" : ": " + host_.lastText());
}

} // namespace ace::plugincheck
