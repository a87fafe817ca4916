// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace ace::inline base {

enum class LogLevel { Debug, Info, Warning, Error };

// Lines for the operator. Thread-safe. Never a token, a secret or a customer's data.
class Log
{
public:
    virtual ~Log() = default;
    virtual void write(LogLevel level, std::string_view component, std::string_view message) = 0;

    void info(std::string_view component, std::string_view message)
    {
        write(LogLevel::Info, component, message);
    }
    void warn(std::string_view component, std::string_view message)
    {
        write(LogLevel::Warning, component, message);
    }
    void error(std::string_view component, std::string_view message)
    {
        write(LogLevel::Error, component, message);
    }
};

// logfmt on standard error: time=2026-07-04T19:30:00.250Z level=warning component=outbox message="…". What
// would break the line is escaped.
class StderrLog : public Log
{
public:
    explicit StderrLog(LogLevel least = LogLevel::Info) : least_(least) {}
    void write(LogLevel level, std::string_view component, std::string_view message) override;

private:
    LogLevel least_;
};

} // namespace ace::inline base
