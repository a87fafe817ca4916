// SPDX-License-Identifier: MIT
#include <ace/plugin-host/PluginRecord.h>

#include "library/FolderOwner.h"

#include <ace/base/Bytes.h>
#include <ace/base/File.h>

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <span>
#include <utility>

namespace ace::pluginhost {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kPluginBytesMax = 256u << 20;
constexpr std::size_t kFilesMax = 1000; // a record that grew beyond is begun anew
constexpr int kSilentEndsMax = 3;
constexpr char kSilent[] = "silent"; // ends while it was loaded, in a row
constexpr char kSilentOpens[] = "silentOpens";
constexpr Microseconds kCrashWindow = std::chrono::hours(1);
constexpr char kExit[] = "exit";
constexpr char kGive[] =
    "What is learned of plugins, crashes too, is not kept until it can be: run this as the "
    "user that the folder belongs to, or give it and its files to this one (chown -R).";
constexpr char kFree[] =
    "What is learned of plugins, crashes too, is not kept until it can be: free space on "
    "the disk, and see that this program's user may write there.";

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
    return {json["plugin"], json["reason"], Instant(Microseconds(json["since"].get<std::int64_t>()))};
}

bool isQuarantine(const Json& json)
{
    return json.is_object() && json.contains("plugin") && json["plugin"].is_string() &&
           json.contains("reason") && json["reason"].is_string() && json.contains("since") &&
           json["since"].is_number_integer();
}

bool isContent(const Json& json)
{
    const auto fits = [&](const char* key, bool (*good)(const Json&)) {
        return !json.contains(key) || good(json[key]);
    };
    const auto isCount = [](const Json& count) { return count.is_number_integer(); };
    return json.is_object() && fits("loads", [](const Json& loads) { return loads.is_boolean(); }) &&
           fits("quarantine", isQuarantine) &&
           fits("crashes", [](const Json& crashes) { return crashes.is_array(); }) &&
           fits(kSilent, isCount) && fits(kSilentOpens, isCount);
}

bool isFile(const Json& json) { return json.is_array() && json.size() == 2 && json[1].is_string(); }

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
    return json.is_object() && isTable("files", isFile) && isTable("contents", isContent);
}

// Empty: there is none yet.
Result<std::string> readRecord(const std::filesystem::path& file)
{
    std::error_code error;
    const auto type = std::filesystem::status(file, error).type();
    if (type == std::filesystem::file_type::not_found)
        return "";
    if (type == std::filesystem::file_type::none)
        return failure(ErrorCode::Unavailable, "cannot be read: " + error.message(), file.string());
    return readFile(file);
}

// The reason why it is put under quarantine for this; empty: it is not.
std::string judge(Json& content, const PluginRecord::Crash& crash, Instant now)
{
    using During = PluginRecord::Crash::During;
    const std::string ended = crash.how == kExit ? "called exit()" : "crashed (" + crash.how + ")";
    if (crash.how.empty()) {
        const bool opening = crash.during == During::Opening;
        Json& count = content[opening ? kSilentOpens : kSilent];
        const int silent = (count.is_number_integer() ? count.get<int>() : 0) + 1;
        count = silent;
        return silent < kSilentEndsMax
                   ? ""
                   : std::string("ended the program while it was ") + (opening ? "opened" : "loaded") + ", " +
                         std::to_string(silent) + " times in a row";
    }
    if (crash.during == During::Loading)
        return ended + " while it was loaded";
    Json recent = Json::array();
    for (const Json& at : content.value("crashes", Json::array()))
        if (at.is_number_integer() && microsecondsOf(now) - at.get<std::int64_t>() < kCrashWindow.count())
            recent.push_back(at);
    recent.push_back(microsecondsOf(now));
    content["crashes"] = recent;
    return recent.size() < 2 ? "" : ended + " twice within an hour";
}

} // namespace

// plugins.json, read and – where it was changed – written under a lock that other processes heed.
//   {"files": {PATH: [[size, modified, inode], HASH]},
//    "contents": {HASH: {"loads": true, "quarantine": {…}, "crashes": [µs], "silent": n, "silentOpens": n}}}
class PluginRecord::Update
{
public:
    explicit Update(PluginRecord& record) : record_(record)
    {
        json_ = {{"files", Json::object()}, {"contents", Json::object()}};
        if (record_.folder_.empty())
            return;
        makeFolderForItsOwner(record_.folder_);
        lock();
        if (const auto text = readRecord(record_.file())) {
            if (Json read = Json::parse(*text, nullptr, false); isRecord(read))
                json_ = std::move(read);
        } else if (text.error().code != ErrorCode::Invalid) // else it is larger than any of ours
            forbidden_ =
                record_.complain({ErrorCode::Unavailable,
                                  text.error().message + ". Nothing that is known of plugins counts; " +
                                      "each is tried anew. " + kGive,
                                  record_.file().string()});
        before_ = json_;
    }
    ~Update()
    {
        if (lock_ >= 0)
            ::close(lock_);
    }
    Update(const Update&) = delete;
    Update& operator=(const Update&) = delete;

    // What is not saved is not kept.
    Result<void> save()
    {
        if (record_.folder_.empty() || json_ == before_)
            return {};
        if (forbidden_)
            return *forbidden_;
        // A file's name may be no UTF-8.
        const std::string text = json_.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
        auto written = writeFileDurably(record_.file(), text, FileAccess::OwnerOnly);
        if (!written)
            return record_.complain(
                {ErrorCode::Unavailable, written.error().message + ". " + kFree, written.error().where});
        giveToFolderOwner(record_.file());
        return {};
    }

    Json& files() { return json_["files"]; }
    Json& contents() { return json_["contents"]; }
    Json& content(const std::string& hash)
    {
        Json& found = contents()[hash];
        if (!found.is_object())
            found = Json::object();
        return found;
    }
    void isolate(const std::string& hash, const Quarantine& quarantine)
    {
        content(hash)["quarantine"] = {{"plugin", quarantine.plugin},
                                       {"reason", quarantine.reason},
                                       {"since", microsecondsOf(quarantine.since)}};
    }
    const std::optional<Failure>& forbidden() const { return forbidden_; }
    std::optional<Json> findContent(const std::string& hash)
    {
        const auto found = contents().find(hash);
        return found == contents().end() ? std::nullopt : std::optional<Json>(*found);
    }

private:
    // Without it another program's update could be lost: nothing is written then.
    void lock()
    {
        const auto file = record_.folder_ / "plugins.lock";
        lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (lock_ < 0)
            forbidden_ = record_.complain(
                {ErrorCode::Unavailable,
                 std::string("cannot be opened: ") + std::strerror(errno) + ". " + kGive, file.string()});
        else
            ::flock(lock_, LOCK_EX);
        giveToFolderOwner(file);
    }

    PluginRecord& record_;
    int lock_ = -1;
    std::optional<Failure> forbidden_; // why nothing may be written
    Json json_;
    Json before_;
};

PluginRecord::PluginRecord(std::filesystem::path folder, const Clock& clock, Log& log)
    : folder_(std::move(folder)), clock_(clock), log_(log)
{
}

Failure PluginRecord::complain(Error error)
{
    const std::lock_guard lock(mutex_);
    if (complaint_ != error.describe())
        log_.error("plugins", error.describe());
    complaint_ = error.describe();
    return Failure(std::move(error));
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
    static_cast<void>(update.save()); // else it is taken again
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
    static_cast<void>(update.save()); // else it is tried again
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
    update.isolate(hash, quarantine);
    static_cast<void>(update.save()); // else it is tried again
}

Result<void> PluginRecord::release(const std::string& plugin)
{
    Update update(*this);
    bool found = false;
    for (auto& [hash, content] : update.contents().items())
        if (content.contains("quarantine") && quarantineOf(content["quarantine"]).plugin == plugin) {
            content = Json::object(); // tried anew, with nothing held against it
            found = true;
        }
    if (!found)
        return update.forbidden().value_or(
            failure(ErrorCode::NotFound, "is under no quarantine", "plugin " + plugin));
    return update.save();
}

Result<void> PluginRecord::noteEnd(const std::set<std::string>& opened, const std::vector<Crash>& crashes)
{
    const Instant now = clock_.now();
    Update update(*this);
    for (const std::string& hash : opened)
        if (update.findContent(hash))
            update.content(hash).erase(kSilentOpens);
    for (const Crash& crash : crashes)
        if (const auto reason = judge(update.content(crash.hash), crash, now); !reason.empty())
            update.isolate(crash.hash, {crash.plugin, reason, now});
    return update.save();
}

void PluginRecord::noteStarted(const std::string& hash)
{
    Update update(*this);
    if (update.findContent(hash))
        update.content(hash).erase(kSilent);
    static_cast<void>(update.save());
}

} // namespace ace::pluginhost
