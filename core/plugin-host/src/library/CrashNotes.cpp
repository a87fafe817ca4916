// SPDX-License-Identifier: MIT
#include "library/CrashNotes.h"

#include <ace/base/File.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <map>
#include <sstream>
#include <utility>
#include <vector>

namespace ace::pluginhost {

namespace {

constexpr std::size_t kNoteBytesMax = 1u << 20;

struct FatalSignal
{
    int number;
    const char* name; // sigabbrev_np() is not for signal handlers
};
constexpr std::array kFatalSignals{FatalSignal{SIGSEGV, "SIGSEGV"}, FatalSignal{SIGBUS, "SIGBUS"},
                                   FatalSignal{SIGFPE, "SIGFPE"}, FatalSignal{SIGILL, "SIGILL"},
                                   FatalSignal{SIGABRT, "SIGABRT"}};

// A signal handler finds nothing but what is static.
thread_local const CrashNotes::Mark* currentMark = nullptr;
std::array<struct sigaction, kFatalSignals.size()> handlersBefore;

void onFatalSignal(int number, siginfo_t* info, void*)
{
    if (const CrashNotes::Mark* mark = std::exchange(currentMark, nullptr))
        mark->writeSignal(number);
    for (std::size_t i = 0; i < kFatalSignals.size(); ++i)
        if (kFatalSignals[i].number == number)
            ::sigaction(number, &handlersBefore[i], nullptr);
    // A fault strikes again when this returns; what somebody sent does not.
    if (info->si_code <= 0)
        ::raise(number);
}

void watchSignals()
{
    static std::once_flag once;
    std::call_once(once, [] {
        struct sigaction action
        {
        };
        action.sa_sigaction = onFatalSignal;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
        for (std::size_t i = 0; i < kFatalSignals.size(); ++i)
            ::sigaction(kFatalSignals[i].number, &action, &handlersBefore[i]);
    });
}

std::size_t append(std::array<char, 256>& line, std::size_t used, const char* text)
{
    while (*text != '\0' && used < line.size())
        line[used++] = *text++;
    return used;
}

} // namespace

CrashNotes::Mark::Mark(int note, std::string plugin, std::string hash)
    : note_(note), plugin_(std::move(plugin)), hash_(std::move(hash)),
      line_(" " + hash_ + " " + plugin_ + "\n")
{
}

const CrashNotes::Mark* CrashNotes::Mark::enter() const { return std::exchange(currentMark, this); }
void CrashNotes::Mark::leave(const Mark* before) { currentMark = before; }

void CrashNotes::Mark::writeSignal(int signal) const noexcept
{
    if (note_ < 0)
        return;
    std::array<char, 256> line{};
    std::size_t used = append(line, 0, loading_ ? "loading-" : "running-");
    for (const FatalSignal& fatal : kFatalSignals)
        if (fatal.number == signal)
            used = append(line, used, fatal.name);
    used = append(line, used, line_.c_str());
    static_cast<void>(::write(note_, line.data(), used) == static_cast<ssize_t>(used));
}

CrashNotes::CrashNotes(PluginRecord& record) : record_(record)
{
    if (record_.folder().empty())
        return;
    std::error_code ignored;
    std::filesystem::create_directories(record_.folder(), ignored);
    takeNotesOfTheDead();
    static std::atomic<unsigned> serial = 0; // hosts of one program
    file_ =
        record_.folder() / ("run-" + std::to_string(::getpid()) + "-" + std::to_string(serial++) + ".note");
    note_ = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    if (note_ < 0)
        return;
    ::flock(note_, LOCK_EX | LOCK_NB); // held as long as this program lives
    watchSignals();
}

CrashNotes::~CrashNotes()
{
    if (note_ < 0)
        return;
    ::unlink(file_.c_str());
    // note_ stays open: a device that hangs, on a thread that was left alone, still has its mark.
}

std::shared_ptr<CrashNotes::Mark> CrashNotes::beginLoading(const std::string& plugin, const std::string& hash)
{
    auto mark = std::make_shared<Mark>(note_, plugin, hash);
    write("loading" + mark->line_);
    return mark;
}

void CrashNotes::endLoading(Mark& mark)
{
    mark.loading_ = false;
    write("started" + mark.line_);
    if (note_ >= 0)
        record_.noteStarted(mark.hash_);
}

void CrashNotes::write(const std::string& line) const
{
    if (note_ >= 0)
        static_cast<void>(::write(note_, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
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
            if (const auto text = readFile(note, kNoteBytesMax))
                takeNote(*text);
            ::unlink(note.c_str());
        }
        ::close(lock);
    }
}

void CrashNotes::takeNote(const std::string& text)
{
    std::map<std::string, PluginRecord::Crash> loading; // by hash
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string what;
        PluginRecord::Crash crash;
        if (!(words >> what >> crash.hash >> crash.plugin))
            continue; // cut short by a full disk
        if (what == "loading")
            loading[crash.hash] = crash;
        else if (what == "started")
            loading.erase(crash.hash);
        else if (const auto dash = what.find('-'); dash != std::string::npos) {
            crash.loading = what.starts_with("loading");
            crash.signal = what.substr(dash + 1);
            loading.erase(crash.hash);
            record_.noteCrash(crash);
        }
    }
    for (auto& [hash, crash] : loading) {
        crash.loading = true;
        record_.noteCrash(crash);
    }
}

} // namespace ace::pluginhost
