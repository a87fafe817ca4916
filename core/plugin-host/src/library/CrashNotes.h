// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Log.h>
#include <ace/base/Result.h>
#include <ace/plugin-host/PluginRecord.h>

#include <sys/types.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

namespace ace::pluginhost {

// Says, when this program has ended, in which plugin: a file run-PID-….note that is there while the program
// lives. A fatal signal, and exit(), write a line into it between enter() and leave() of a plugin's mark;
// what is loaded or opened stands in it before that is done. The next program that looks into the folder
// takes the notes of the dead into the record.
//
// On a thread of the plugin's own there is no mark: it is found by the code that was running there.
class CrashNotes
{
public:
    // One plugin. Who calls into it enters its mark, on the thread of the call.
    class Mark
    {
    public:
        Mark(int note, std::string plugin, std::string hash);
        ~Mark();
        Mark(const Mark&) = delete;
        Mark& operator=(const Mark&) = delete;

        const Mark* enter() const; // answers the mark to go back to
        static void leave(const Mark* before);

        // Its code is that of the loaded library that `inside` lies in.
        void findCode(const void* inside);

        // Of a device, by the thread that opens it.
        void beginOpening() const { write("opening"); }
        void endOpening() const { write("opened"); }
        void leaveOpening() const { write("left"); } // it hangs, and the program goes on

        const std::string& plugin() const { return plugin_; }
        const std::string& hash() const { return hash_; }
        bool isLoading() const { return loading_; }
        void writeEnd(const char* how) const noexcept; // safe in a signal handler

    private:
        friend class CrashNotes;

        static void watchEnds(); // of this program, from now on

        void write(const std::string& what) const;

        const int note_; // -1: nothing is kept
        const pid_t program_;
        const std::string plugin_;
        const std::string hash_;
        const std::string line_;           // " HASH PLUGIN\n"
        std::atomic<bool> loading_ = true; // also asked on a thread that was left alone
    };

    // An empty folder of the record: nothing is kept.
    CrashNotes(PluginRecord& record, Log& log);
    ~CrashNotes(); // the program goes on without plugins: there is nothing to tell
    CrashNotes(const CrashNotes&) = delete;
    CrashNotes& operator=(const CrashNotes&) = delete;

    std::shared_ptr<Mark> beginLoading(const std::string& plugin, const std::string& hash);
    void endLoading(Mark& mark);

private:
    void takeNotesOfTheDead();
    Result<void> takeNote(const std::filesystem::path& note);

    PluginRecord& record_;
    std::filesystem::path file_;
    int note_ = -1;
};

// While it lives, a crash of this thread is the plugin's.
class InPlugin
{
public:
    explicit InPlugin(const CrashNotes::Mark* mark) : before_(mark ? mark->enter() : nullptr), entered_(mark)
    {
    }
    ~InPlugin()
    {
        if (entered_)
            CrashNotes::Mark::leave(before_);
    }
    InPlugin(const InPlugin&) = delete;
    InPlugin& operator=(const InPlugin&) = delete;

private:
    const CrashNotes::Mark* before_;
    const CrashNotes::Mark* entered_;
};

} // namespace ace::pluginhost
