// SPDX-License-Identifier: MIT
#include <ace/base/Log.h>

#include <ace/base/Bytes.h>

#include <date/date.h>

#include <chrono>
#include <cstdio>
#include <string>

namespace ace::inline base {

namespace {

const char* word(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return "debug";
    case LogLevel::Info:
        return "info";
    case LogLevel::Warning:
        return "warning";
    case LogLevel::Error:
        return "error";
    }
    return "error";
}

// What is logged may come from outside, and is read in a terminal.
std::string escaped(std::string_view text)
{
    std::string line;
    for (const char c : text) {
        if (c == '\n')
            line += "\\n";
        else if (c == '"' || c == '\\')
            (line += '\\') += c;
        else
            line += c;
    }
    return cleanUtf8(line);
}

} // namespace

void StderrLog::write(LogLevel level, std::string_view component, std::string_view message)
{
    if (level < least_)
        return;
    const auto now =
        std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    std::string line = "time=" + date::format("%FT%TZ", now) + " level=" + word(level) + " component=";
    line += component;
    line += " message=\"" + escaped(message) + "\"\n";
    std::fwrite(line.data(), 1, line.size(), stderr); // one call: lines of two threads do not mix
}

} // namespace ace::inline base
