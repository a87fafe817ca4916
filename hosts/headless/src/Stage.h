// SPDX-License-Identifier: MIT
#pragma once

#include "StoryClock.h"

#include <ace/base/BoundedQueue.h>
#include <ace/base/Log.h>
#include <ace/base/SystemIdSource.h>
#include <ace/runtime/Runtime.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace ace::headless {

// Where a story takes place: its folder, its clock, and a station that is started when the first step needs
// it. The folder counts as a demo's, so that simulated devices may be used. Operations throw Surprise.
class Stage
{
public:
    struct Place
    {
        std::filesystem::path folder;   // of the story's own; made when it is not there
        std::filesystem::path fixtures; // where the files are that its steps name
        std::filesystem::path config;   // empty: the defaults of a demo
    };

    explicit Stage(Place place, Log& log);
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    // "{folder}" in the file stands for the story's folder. Before the station is started.
    void configure(const std::filesystem::path& file);
    runtime::Runtime& station();
    void restart();
    // Moves the clock, and does what has become due.
    void advance(Microseconds by);

    std::filesystem::path fixture(const std::string& name) const { return place_.fixtures / name; }
    const std::filesystem::path& folder() const { return place_.folder; }
    StoryClock& clock() { return clock_; }
    IdSource& ids() { return ids_; }

    // What the scanner reads when `code` is held before it: the simulated one follows the file NAME.codes in
    // the folder.
    std::string readByScanner(const std::string& name, const std::string& code);

private:
    using Reads = BoundedQueue<std::string>;

    void stop();

    Place place_;
    Log& log_;
    StoryClock clock_;
    SystemIdSource ids_{clock_};
    std::map<std::string, std::unique_ptr<Reads>> reads_; // by scanner; outlives the station that fills it
    std::unique_ptr<runtime::Runtime> station_;
};

} // namespace ace::headless
