// SPDX-License-Identifier: MIT
#include "library/CrashNotes.h"

#include "library/FolderOwner.h"

#include <ace/base/File.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <map>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

namespace ace::pluginhost {

namespace {

constexpr std::size_t kNoteBytesMax = 1u << 20;

struct NoteLine
{
    std::string what; // "loading", "started", "opening", "opened", "left", "running-SIGSEGV"
    std::string hash;
    std::string plugin;
};

std::vector<NoteLine> linesOf(const std::string& text)
{
    std::vector<NoteLine> lines;
    std::istringstream in(text);
    for (std::string words; std::getline(in, words);) {
        std::istringstream word(words);
        NoteLine line;
        if (word >> line.what >> line.hash >> line.plugin) // else it was cut short by a full disk
            lines.push_back(std::move(line));
    }
    return lines;
}

// What the program that wrote it had opened a device of.
std::set<std::string> openedIn(const std::vector<NoteLine>& lines)
{
    std::set<std::string> opened;
    for (const NoteLine& line : lines)
        if (line.what == "opened")
            opened.insert(line.hash);
    return opened;
}

std::vector<PluginRecord::Crash> crashesIn(const std::vector<NoteLine>& lines)
{
    using During = PluginRecord::Crash::During;
    std::vector<PluginRecord::Crash> crashes;
    std::map<std::string, std::pair<int, PluginRecord::Crash>>
        begun; // by hash; how often, as devices are many
    for (const NoteLine& line : lines) {
        auto& [count, crash] = begun[line.hash];
        crash.plugin = line.plugin;
        crash.hash = line.hash;
        if (line.what == "loading" || line.what == "opening") {
            ++count;
            crash.during = line.what == "loading" ? During::Loading : During::Opening;
        } else if (line.what == "started" || line.what == "opened" || line.what == "left") {
            --count;
        } else if (const auto dash = line.what.find('-'); dash != std::string::npos) {
            const auto during = line.what.starts_with("loading") ? During::Loading : During::Call;
            crashes.push_back({line.plugin, line.hash, line.what.substr(dash + 1), during});
        }
    }
    if (!crashes.empty()) // it is known why the program ended: not by what was under way elsewhere
        return crashes;
    for (const auto& [hash, open] : begun)
        if (open.first > 0)
            crashes.push_back(open.second);
    return crashes;
}

} // namespace

CrashNotes::CrashNotes(PluginRecord& record, Log& log) : record_(record)
{
    if (record_.folder().empty())
        return;
    makeFolderForItsOwner(record_.folder());
    takeNotesOfTheDead();
    static std::atomic<unsigned> serial = 0; // hosts of one program
    file_ =
        record_.folder() / ("run-" + std::to_string(::getpid()) + "-" + std::to_string(serial++) + ".note");
    note_ = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    if (note_ < 0) {
        log.error("plugins", file_.string() + ": cannot be created: " + std::strerror(errno) +
                                 ". In which plugin this program crashes will not be known. See that "
                                 "this program's user may write there, and that the disk is not full.");
        return;
    }
    giveToFolderOwner(file_);
    ::flock(note_, LOCK_EX | LOCK_NB); // held as long as this program lives
    Mark::watchEnds();
}

CrashNotes::~CrashNotes()
{
    if (note_ < 0)
        return;
    if (takeNote(file_)) // of what opened: nothing is under way
        ::unlink(file_.c_str());
    // note_ stays open: a device that hangs, on a thread that was left alone, still has its mark.
}

std::shared_ptr<CrashNotes::Mark> CrashNotes::beginLoading(const std::string& plugin, const std::string& hash)
{
    auto mark = std::make_shared<Mark>(note_, plugin, hash);
    mark->write("loading");
    return mark;
}

void CrashNotes::endLoading(Mark& mark)
{
    mark.loading_ = false;
    mark.write("started");
    if (note_ >= 0)
        record_.noteStarted(mark.hash_);
}

void CrashNotes::takeNotesOfTheDead()
{
    std::error_code ignored;
    std::vector<std::filesystem::path> notes;
    for (const auto& entry : std::filesystem::directory_iterator(record_.folder(), ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("run-") && name.ends_with(".note"))
            notes.push_back(entry.path());
    }
    for (const auto& note : notes) {
        const int lock = ::open(note.c_str(), O_RDONLY | O_CLOEXEC);
        if (lock < 0)
            continue;
        if (::flock(lock, LOCK_EX | LOCK_NB) == 0) {
            // What cannot be kept is tried again by the next program; the record has said why.
            if (takeNote(note))
                ::unlink(note.c_str());
        }
        ::close(lock);
    }
}

Result<void> CrashNotes::takeNote(const std::filesystem::path& note)
{
    const auto text = readFile(note, kNoteBytesMax);
    if (!text)
        return text.error().code == ErrorCode::Invalid ? Result<void>() : Failure(text.error()); // too large
    const auto lines = linesOf(*text);
    return record_.noteEnd(openedIn(lines), crashesIn(lines));
}

} // namespace ace::pluginhost
