// SPDX-License-Identifier: MIT
#include <ace/plugin-host/PluginRecord.h>

#include <ace/base/Bytes.h>
#include <ace/base/File.h>

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <span>
#include <utility>

namespace ace::pluginhost {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kPluginBytesMax = 256u << 20;
constexpr std::size_t kFilesMax = 1000; // a record that grew beyond is begun anew
constexpr int kSilentEndsMax = 3;
constexpr Microseconds kCrashWindow = std::chrono::hours(1);

struct FileIdentity
{
    std::uint64_t size = 0;
    std::int64_t modified = 0; // ns
    std::uint64_t inode = 0;

    Json toJson() const { return {size, modified, inode}; }
};

std::optional<FileIdentity> identityOf(const std::filesystem::path& file)
{
    struct stat found
    {
    };
    if (::stat(file.c_str(), &found) != 0)
        return std::nullopt;
    return FileIdentity{static_cast<std::uint64_t>(found.st_size),
                        std::int64_t{found.st_mtim.tv_sec} * 1'000'000'000 + found.st_mtim.tv_nsec,
                        found.st_ino};
}

std::int64_t microsecondsOf(Instant at) { return at.time_since_epoch().count(); }

PluginRecord::Quarantine quarantineOf(const Json& json)
{
    return {json.value("plugin", ""), json.value("reason", ""),
            Instant(Microseconds(json.value("since", std::int64_t{0})))};
}

bool isRecord(const Json& json)
{
    const auto isTable = [&](const char* key, bool (*good)(const Json&)) {
        if (!json.contains(key) || !json[key].is_object())
            return false;
        for (const auto& item : json[key].items())
            if (!good(item.value()))
                return false;
        return true;
    };
    return json.is_object() &&
           isTable(
               "files",
               [](const Json& file) { return file.is_array() && file.size() == 2 && file[1].is_string(); }) &&
           isTable("contents", [](const Json& content) { return content.is_object(); });
}

} // namespace

// plugins.json, read and – where it was changed – written under a lock that other processes heed.
//   {"files": {PATH: [[size, modified, inode], HASH]},
//    "contents": {HASH: {"loads": true, "quarantine": {…}, "crashes": [µs], "silent": n}}}
class PluginRecord::Update
{
public:
    explicit Update(const PluginRecord& record) : record_(record)
    {
        json_ = {{"files", Json::object()}, {"contents", Json::object()}};
        if (record_.folder_.empty())
            return;
        std::error_code ignored;
        std::filesystem::create_directories(record_.folder_, ignored);
        lock_ = ::open((record_.folder_ / "plugins.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (lock_ >= 0)
            ::flock(lock_, LOCK_EX);
        if (const auto text = readFile(record_.file()))
            if (Json read = Json::parse(*text, nullptr, false); isRecord(read))
                json_ = std::move(read);
        before_ = json_;
    }
    ~Update()
    {
        if (!record_.folder_.empty() && json_ != before_)
            static_cast<void>(writeFileDurably(record_.file(), json_.dump(1) + "\n", FileAccess::OwnerOnly));
        if (lock_ >= 0)
            ::close(lock_);
    }
    Update(const Update&) = delete;
    Update& operator=(const Update&) = delete;

    Json& files() { return json_["files"]; }
    Json& contents() { return json_["contents"]; }
    Json& content(const std::string& hash)
    {
        Json& found = contents()[hash];
        if (!found.is_object())
            found = Json::object();
        return found;
    }
    std::optional<Json> findContent(const std::string& hash)
    {
        const auto found = contents().find(hash);
        return found == contents().end() ? std::nullopt : std::optional<Json>(*found);
    }

private:
    const PluginRecord& record_;
    int lock_ = -1;
    Json json_;
    Json before_;
};

PluginRecord::PluginRecord(std::filesystem::path folder, const Clock& clock)
    : folder_(std::move(folder)), clock_(clock)
{
}

Result<std::string> PluginRecord::hashOf(const std::filesystem::path& file)
{
    const auto identity = identityOf(file);
    Update update(*this);
    if (identity) {
        const auto known = update.files().find(file.string());
        if (known != update.files().end() && (*known)[0] == identity->toJson())
            return (*known)[1].get<std::string>();
    }
    const auto bytes = readFile(file, kPluginBytesMax);
    if (!bytes)
        return Failure(bytes.error());
    const Digest digest = sha256(*bytes);
    const std::string hash = toHex(std::span<const std::uint8_t>(digest));
    if (update.files().size() >= kFilesMax)
        update.files() = Json::object();
    if (identity)
        update.files()[file.string()] = {identity->toJson(), hash};
    return hash;
}

bool PluginRecord::loads(const std::string& hash)
{
    Update update(*this);
    const auto content = update.findContent(hash);
    return content && content->value("loads", false);
}

void PluginRecord::noteLoads(const std::string& hash)
{
    Update update(*this);
    update.content(hash)["loads"] = true;
}

std::optional<PluginRecord::Quarantine> PluginRecord::quarantine(const std::string& hash)
{
    Update update(*this);
    const auto content = update.findContent(hash);
    if (!content || !content->contains("quarantine"))
        return std::nullopt;
    return quarantineOf((*content)["quarantine"]);
}

std::map<std::string, PluginRecord::Quarantine> PluginRecord::quarantines()
{
    Update update(*this);
    std::map<std::string, Quarantine> all;
    for (const auto& [hash, content] : update.contents().items())
        if (content.contains("quarantine"))
            all[hash] = quarantineOf(content["quarantine"]);
    return all;
}

void PluginRecord::isolate(const std::string& hash, const Quarantine& quarantine)
{
    Update update(*this);
    update.content(hash)["quarantine"] = {{"plugin", quarantine.plugin},
                                          {"reason", quarantine.reason},
                                          {"since", microsecondsOf(quarantine.since)}};
}

bool PluginRecord::release(const std::string& plugin)
{
    Update update(*this);
    bool released = false;
    for (auto& [hash, content] : update.contents().items())
        if (content.contains("quarantine") && quarantineOf(content["quarantine"]).plugin == plugin) {
            content = Json::object(); // tried anew, with nothing held against it
            released = true;
        }
    return released;
}

void PluginRecord::noteCrash(const Crash& crash)
{
    const Instant now = clock_.now();
    std::string reason;
    {
        Update update(*this);
        Json& content = update.content(crash.hash);
        if (crash.signal.empty()) {
            const int silent = content.value("silent", 0) + 1;
            content["silent"] = silent;
            if (silent >= kSilentEndsMax)
                reason =
                    "the program ended while it was loaded, " + std::to_string(silent) + " times in a row";
        } else if (crash.loading) {
            reason = "crashed (" + crash.signal + ") while it was loaded";
        } else {
            Json recent = Json::array();
            for (const Json& at : content.value("crashes", Json::array()))
                if (at.is_number_integer() &&
                    microsecondsOf(now) - at.get<std::int64_t>() < kCrashWindow.count())
                    recent.push_back(at);
            recent.push_back(microsecondsOf(now));
            content["crashes"] = recent;
            if (recent.size() >= 2)
                reason = "crashed (" + crash.signal + ") twice within an hour";
        }
    }
    if (!reason.empty())
        isolate(crash.hash, {crash.plugin, reason, now});
}

void PluginRecord::noteStarted(const std::string& hash)
{
    Update update(*this);
    if (const auto content = update.findContent(hash); content && content->contains("silent"))
        update.content(hash).erase("silent");
}

} // namespace ace::pluginhost
