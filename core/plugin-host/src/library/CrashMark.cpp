// SPDX-License-Identifier: MIT
// The mark of a plugin, and what finds it when this program ends: by a fatal signal, or by exit().
#include "library/CrashNotes.h"

#include <execinfo.h>
#include <link.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <utility>

namespace ace::pluginhost {

namespace {

constexpr unsigned kHandlerSeconds = 5;

struct FatalSignal
{
    int number;
    const char* name; // sigabbrev_np() is not for signal handlers
};
constexpr std::array kFatalSignals{FatalSignal{SIGSEGV, "SIGSEGV"}, FatalSignal{SIGBUS, "SIGBUS"},
                                   FatalSignal{SIGFPE, "SIGFPE"},   FatalSignal{SIGILL, "SIGILL"},
                                   FatalSignal{SIGABRT, "SIGABRT"}, FatalSignal{SIGTRAP, "SIGTRAP"},
                                   FatalSignal{SIGSYS, "SIGSYS"}};

// A signal handler finds nothing but what is static.
thread_local const CrashNotes::Mark* currentMark = nullptr;
std::array<struct sigaction, kFatalSignals.size()> handlersBefore;

// Where plugins' code is; what is beyond the table is found by its mark alone.
struct Code
{
    std::atomic<const CrashNotes::Mark*> mark = nullptr;
    std::atomic<std::uintptr_t> begin = 0;
    std::atomic<std::uintptr_t> end = 0;
};
std::array<Code, 64> pluginCode;

// Whose code this thread was running, or was called by.
const CrashNotes::Mark* markOfTheStack()
{
    std::array<void*, 64> frames{};
    const int count = ::backtrace(frames.data(), static_cast<int>(frames.size()));
    for (int i = 0; i < count; ++i) {
        const auto address = reinterpret_cast<std::uintptr_t>(frames[static_cast<std::size_t>(i)]);
        for (const Code& code : pluginCode)
            if (const auto* mark = code.mark.load(); mark && address >= code.begin && address < code.end)
                return mark;
    }
    return nullptr;
}

void writeEndOfThisThread(const char* how)
{
    const CrashNotes::Mark* mark = std::exchange(currentMark, nullptr);
    if (!mark)
        mark = markOfTheStack();
    if (mark)
        mark->writeEnd(how);
}

void onFatalSignal(int number, siginfo_t* info, void*)
{
    ::alarm(kHandlerSeconds); // a handler that hangs does not keep a dead program alive
    for (const FatalSignal& fatal : kFatalSignals)
        if (fatal.number == number)
            writeEndOfThisThread(fatal.name);
    for (std::size_t i = 0; i < kFatalSignals.size(); ++i)
        if (kFatalSignals[i].number == number)
            ::sigaction(number, &handlersBefore[i], nullptr);
    // A fault strikes again when this returns; a trap, and what somebody sent, do not.
    if (info->si_code <= 0 || number == SIGTRAP || number == SIGSYS)
        ::raise(number);
}

void onExit() { writeEndOfThisThread("exit"); }

std::size_t append(std::array<char, 256>& line, std::size_t used, const char* text)
{
    while (*text != '\0' && used < line.size())
        line[used++] = *text++;
    return used;
}

} // namespace

CrashNotes::Mark::Mark(int note, std::string plugin, std::string hash)
    : note_(note), program_(::getpid()), plugin_(std::move(plugin)), hash_(std::move(hash)),
      line_(" " + hash_ + " " + plugin_ + "\n")
{
}

CrashNotes::Mark::~Mark()
{
    for (Code& code : pluginCode)
        if (code.mark == this)
            code.mark = nullptr;
}

void CrashNotes::Mark::findCode(const void* inside)
{
    struct Search
    {
        std::uintptr_t inside, begin, end;
    } search{reinterpret_cast<std::uintptr_t>(inside), 0, 0};
    ::dl_iterate_phdr(
        [](dl_phdr_info* library, std::size_t, void* context) {
            auto& found = *static_cast<Search*>(context);
            std::uintptr_t begin = UINTPTR_MAX, end = 0;
            for (int i = 0; i < library->dlpi_phnum; ++i) {
                const auto& part = library->dlpi_phdr[i];
                if (part.p_type != PT_LOAD)
                    continue;
                begin = std::min<std::uintptr_t>(begin, library->dlpi_addr + part.p_vaddr);
                end = std::max<std::uintptr_t>(end, library->dlpi_addr + part.p_vaddr + part.p_memsz);
            }
            if (found.inside < begin || found.inside >= end)
                return 0;
            found.begin = begin;
            found.end = end;
            return 1;
        },
        &search);
    for (Code& code : pluginCode) {
        const Mark* none = nullptr;
        if (search.end == 0 || !code.mark.compare_exchange_strong(none, this))
            continue;
        code.begin = search.begin;
        code.end = search.end;
        return;
    }
}

const CrashNotes::Mark* CrashNotes::Mark::enter() const { return std::exchange(currentMark, this); }
void CrashNotes::Mark::leave(const Mark* before) { currentMark = before; }

void CrashNotes::Mark::writeEnd(const char* how) const noexcept
{
    if (note_ < 0 || ::getpid() != program_) // a child of the plugin's own ends, and this program goes on
        return;
    std::array<char, 256> line{};
    std::size_t used = append(line, 0, loading_ ? "loading-" : "running-");
    used = append(line, used, how);
    used = append(line, used, line_.c_str());
    static_cast<void>(::write(note_, line.data(), used) == static_cast<ssize_t>(used));
}

void CrashNotes::Mark::write(const std::string& what) const
{
    const std::string line = what + line_;
    if (note_ >= 0)
        static_cast<void>(::write(note_, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
}

void CrashNotes::Mark::watchEnds()
{
    static std::once_flag once;
    std::call_once(once, [] {
        void* frame = nullptr;
        ::backtrace(&frame, 1); // what it loads it loads now, not in the handler
        struct sigaction action
        {
        };
        action.sa_sigaction = onFatalSignal;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
        for (std::size_t i = 0; i < kFatalSignals.size(); ++i)
            ::sigaction(kFatalSignals[i].number, &action, &handlersBefore[i]);
        std::atexit(onExit);
    });
}

} // namespace ace::pluginhost
