// SPDX-License-Identifier: MIT
#pragma once

#include "Command.h"

#include <ace/base/Log.h>
#include <ace/base/SystemIdSource.h>
#include <ace/kit/CommandLine.h>
#include <ace/runtime/Runtime.h>

#include <filesystem>

namespace ace::cli {

// What a verb works with that looks at a data folder: --data DIR (default .ace) and --config FILE, whose
// [storage] says where in the folder the record is.
class Surroundings
{
public:
    explicit Surroundings(LogLevel least) : log_(least) {}

    runtime::DataFolder folder(const kit::CommandLine& line) const
    {
        return runtime::DataFolder(line.value("data", ".ace"));
    }
    Result<runtime::Settings> settings(const kit::CommandLine& line) const
    {
        const bool demo = folder(line).isDemo();
        return line.has("config") ? runtime::Settings::load(line.value("config"), demo)
                                  : runtime::Settings::defaults(demo);
    }
    // With the folder of `line`, for who works with plugins and their secrets. None is made.
    runtime::Runtime::Environment environment(const kit::CommandLine& line)
    {
        auto made = environment();
        if (line.has("data") || std::filesystem::is_directory(folder(line).path()))
            made.stationFolder = folder(line).path();
        return made;
    }
    runtime::Runtime::Environment environment()
    {
        return {log_, clock_, ids_, runtime::defaultPluginFolders(), false};
    }

private:
    StderrLog log_;
    SystemClock clock_;
    SystemIdSource ids_{clock_};
};

} // namespace ace::cli
