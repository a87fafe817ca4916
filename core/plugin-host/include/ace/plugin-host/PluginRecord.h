// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Log.h>
#include <ace/base/Result.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ace::pluginhost {

// What is known of plugin files, in `plugins.json` of a folder: which content loads, and which crashed. A
// content is named by its SHA-256, so that a plugin that was replaced is tried anew; the hash is taken only
// where path, size, time or inode of a file have changed.
//
// A content is put under quarantine, and its plugin is not loaded, when
//   it crashes while it is tried in a process of its own, or hangs there
//   a program that was loading it crashed by a signal in it, or it called exit()
//   a program ended without a word while it was loading it, or opening a device of it, three times in a row
//   it crashed a running program, or ended it by exit(), twice within an hour
// until its file changes, or release() is called. Thread-safe, between processes too. A `plugins.json` that
// is garbage is made anew. One that cannot be read or locked is left as it is, and what cannot be written is
// not kept: that is logged, with what to do. What root makes here belongs to the folder's owner.
class PluginRecord
{
public:
    struct Quarantine
    {
        std::string plugin; // file name without .so
        std::string reason; // "crashed (SIGSEGV) while it was loaded"
        Instant since;
    };

    // An empty folder: nothing is kept.
    PluginRecord(std::filesystem::path folder, const Clock& clock, Log& log);

    Result<std::string> hashOf(const std::filesystem::path& file); // 64 hexadecimal digits
    bool loads(const std::string& hash);                           // it did when it was tried
    void noteLoads(const std::string& hash);

    std::optional<Quarantine> quarantine(const std::string& hash);
    std::map<std::string, Quarantine> quarantines(); // by hash
    void isolate(const std::string& hash, const Quarantine& quarantine);
    // Of all contents of that plugin. NotFound: none is under quarantine; another failure: it still is.
    Result<void> release(const std::string& plugin);

    // A program ended in this plugin.
    struct Crash
    {
        enum class During { Loading, Opening, Call };
        std::string plugin;
        std::string hash;
        std::string how; // "SIGSEGV", "exit"; empty: without a word
        During during = During::Call;
    };
    // A program ended, and how that was: `opened` are the contents of which it had opened a device. All of it
    // is kept, or a failure, and nothing is.
    Result<void> noteEnd(const std::set<std::string>& opened, const std::vector<Crash>& crashes);
    void noteStarted(const std::string& hash); // it was loaded, and the program lives

    const std::filesystem::path& folder() const { return folder_; }

private:
    class Update;

    Failure complain(Error error); // into the log, once for what comes again
    std::filesystem::path file() const { return folder_ / "plugins.json"; }

    const std::filesystem::path folder_;
    const Clock& clock_;
    Log& log_;
    std::mutex mutex_;
    std::string complaint_;
};

} // namespace ace::pluginhost
