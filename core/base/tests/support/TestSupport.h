// SPDX-License-Identifier: MIT
// What tests everywhere need: the CppUnit macros, a folder that goes away, time that a test moves.
#pragma once

#include "TestCase.h"

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/base/Log.h>
#include <ace/base/Result.h>

#include <atomic>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace ace::test {

// Ends this case as skipped, loudly. For what a machine lacks.
[[noreturn]] void skip(const std::string& reason);

class TemporaryFolder
{
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// Stands still until it is moved.
class FakeClock : public Clock
{
public:
    explicit FakeClock(Instant start = Instant(std::chrono::seconds(1'790'000'000)))
        : micros_(start.time_since_epoch().count())
    {
    }
    Instant now() const override { return Instant(Microseconds(micros_.load())); }
    Monotonic monotonic() const override { return Monotonic(Microseconds(micros_.load())); }
    void advance(Microseconds by) { micros_ += by.count(); }

private:
    std::atomic<std::int64_t> micros_;
};

// Counts: the same run gives the same identifiers.
class FakeIdSource : public IdSource
{
public:
    explicit FakeIdSource(std::uint64_t seed = 1) : next_(seed) {}
    Uuid nextUuid() override
    {
        Uuid uuid;
        const std::uint64_t value = next_++;
        for (std::size_t i = 0; i < 8; ++i)
            uuid.bytes[15 - i] = static_cast<std::uint8_t>(value >> (8 * i));
        uuid.bytes[6] = 0x70;
        return uuid;
    }
    void fill(std::span<std::uint8_t> bytes) override
    {
        std::uint64_t state = next_++;
        for (auto& byte : bytes) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            byte = static_cast<std::uint8_t>(state >> 56);
        }
    }

private:
    std::atomic<std::uint64_t> next_;
};

// Keeps what is logged.
class FakeLog : public Log
{
public:
    void write(LogLevel, std::string_view component, std::string_view message) override
    {
        const std::lock_guard lock(mutex_);
        lines_.push_back(std::string(component) + ": " + std::string(message));
    }
    std::string all() const
    {
        const std::lock_guard lock(mutex_);
        std::string text;
        for (const auto& line : lines_)
            text += line + "\n";
        return text;
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> lines_;
};

// The value, or the test fails with the error's text.
template <class T> T valueOf(Result<T> result)
{
    if (!result)
        CPPUNIT_FAIL(result.error().describe());
    return std::move(*result);
}
inline void mustSucceed(const Result<void>& result)
{
    if (!result)
        CPPUNIT_FAIL(result.error().describe());
}

} // namespace ace::test
