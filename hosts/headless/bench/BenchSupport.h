// SPDX-License-Identifier: MIT
// What the benchmarks share: an event in a fresh data folder, a raw sqlite3 connection to the same file, and
// figures of a round. Everything durable is counted: this program's own fsync and fdatasync stand in for the
// C library's.
#pragma once

#include <ace/base/Log.h>
#include <ace/base/SystemIdSource.h>
#include <ace/runtime/Runtime.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ace::pluginhost {
class PluginHost;
}
struct sqlite3;
struct sqlite3_stmt;

namespace ace::bench {

bool isShort();            // ACE_BENCH_SHORT is set: a look whether it runs, its figures mean nothing
std::uint64_t syncCount(); // of this process so far
double cpuMicros();        // of this process so far, all threads

// Figures of one round.
struct Round
{
    double perSecond = 0;
    double cpuMicrosEach = 0;
    double syncsEach = 0;
    double p50Millis = 0;
    double p99Millis = 0;
};

// Runs `body`, which does `count` things and gives each one's latency in microseconds.
Round measure(std::size_t count, const std::function<std::vector<double>()>& body);

double median(std::vector<double> values);
double median(const std::vector<Round>& rounds, double Round::*figure);
void print(const std::string& label, const std::vector<Round>& rounds);

// A data folder with one event, gone afterwards. On the disk that the build is on.
class Venue
{
public:
    Venue();
    ~Venue();

    std::unique_ptr<runtime::Runtime> open();
    std::unique_ptr<sdk::Storage> openStorage(pluginhost::PluginHost& plugins);
    std::filesystem::path database() const { return folder_.path() / "ace.db"; }
    catalog::EventPtr event(runtime::Runtime& runtime);

private:
    StderrLog log_{LogLevel::Warning};
    SystemClock clock_;
    SystemIdSource ids_{clock_};
    runtime::DataFolder folder_;
};

// The least that can be put around sqlite3: prepared statements, WAL, synchronous=FULL, one thread.
class RawDatabase
{
public:
    explicit RawDatabase(const std::filesystem::path& file);
    ~RawDatabase();
    RawDatabase(const RawDatabase&) = delete;
    RawDatabase& operator=(const RawDatabase&) = delete;

    sqlite3_stmt* prepare(const char* sql);
    void run(const char* sql);
    sqlite3* handle() { return database_; }

private:
    sqlite3* database_ = nullptr;
    std::vector<sqlite3_stmt*> statements_;
};

void bind(sqlite3_stmt* statement, int index, std::int64_t value);
void bind(sqlite3_stmt* statement, int index, const void* blob, std::size_t size);
void bindText(sqlite3_stmt* statement, int index, std::string_view text);
void step(sqlite3_stmt* statement); // to its end, and ready again
bool stepRow(sqlite3_stmt* statement);

} // namespace ace::bench
