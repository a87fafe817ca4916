// SPDX-License-Identifier: MIT
#pragma once

#include <ace/plugin-host/PluginRecord.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

namespace ace::pluginhost {

// Says, when this program has ended, in which plugin: a file run-PID-….note that is there while the program
// lives. A fatal signal writes a line into it when it strikes between enter() and leave() of a plugin's mark;
// what was being loaded stands in it before it is loaded. The next program that looks into the folder takes
// the notes of the dead into the record.
//
// A crash on a thread that the plugin made itself is not told apart from one of ours.
class CrashNotes
{
public:
    // One plugin. Who calls into it enters its mark, on the thread of the call.
    class Mark
    {
    public:
        Mark(int note, std::string plugin, std::string hash);
        Mark(const Mark&) = delete;
        Mark& operator=(const Mark&) = delete;

        const Mark* enter() const; // answers the mark to go back to
        static void leave(const Mark* before);

        const std::string& plugin() const { return plugin_; }
        const std::string& hash() const { return hash_; }
        bool isLoading() const { return loading_; }
        void writeSignal(int signal) const noexcept; // safe in a signal handler

    private:
        friend class CrashNotes;

        const int note_; // -1: nothing is kept
        const std::string plugin_;
        const std::string hash_;
        const std::string line_; // " HASH PLUGIN\n"
        bool loading_ = true;
    };

    // An empty folder of the record: nothing is kept.
    explicit CrashNotes(PluginRecord& record);
    ~CrashNotes(); // the program goes on without plugins: there is nothing to tell
    CrashNotes(const CrashNotes&) = delete;
    CrashNotes& operator=(const CrashNotes&) = delete;

    std::shared_ptr<Mark> beginLoading(const std::string& plugin, const std::string& hash);
    void endLoading(Mark& mark);

private:
    void takeNotesOfTheDead();
    void takeNote(const std::string& text);
    void write(const std::string& line) const;

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
