// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Result.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ace::pluginhost {

// What is known of plugin files, in `plugins.json` of a folder: which content loads, and which crashed. A
// content is named by its SHA-256, so that a plugin that was replaced is tried anew; the hash is taken only
// where path, size, time or inode of a file have changed.
//
// A content is put under quarantine, and its plugin is not loaded, when
//   it crashes while it is tried in a process of its own, or hangs there
//   a program that was loading it crashed by a signal in it; or, three times in a row, ended without a word
//   it crashed a running program twice within an hour
// until its file changes, or release() is called. Thread-safe, between processes too. A file that cannot be
// read or written loses what is known, and nothing else: `plugins.json` is made anew.
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
    PluginRecord(std::filesystem::path folder, const Clock& clock);

    Result<std::string> hashOf(const std::filesystem::path& file); // 64 hexadecimal digits
    bool loads(const std::string& hash);                           // it did when it was tried
    void noteLoads(const std::string& hash);

    std::optional<Quarantine> quarantine(const std::string& hash);
    std::map<std::string, Quarantine> quarantines(); // by hash
    void isolate(const std::string& hash, const Quarantine& quarantine);
    // Of all contents of that plugin; false: none was under quarantine.
    bool release(const std::string& plugin);

    // A program ended in this plugin: by which signal (empty: without a word), and whether it was being
    // loaded.
    struct Crash
    {
        std::string plugin;
        std::string hash;
        std::string signal; // "SIGSEGV"
        bool loading = false;
    };
    void noteCrash(const Crash& crash);
    void noteStarted(const std::string& hash); // it was loaded, and the program lives

    const std::filesystem::path& folder() const { return folder_; }

private:
    class Update;

    std::filesystem::path file() const { return folder_ / "plugins.json"; }

    const std::filesystem::path folder_;
    const Clock& clock_;
};

} // namespace ace::pluginhost
