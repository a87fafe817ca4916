// SPDX-License-Identifier: MIT
#include "BenchSupport.h"

#include <ace/catalog/EventImport.h>
#include <ace/plugin-host/PluginHost.h>

#include <sqlite3.h>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace {
std::atomic<std::uint64_t> syncs{0};
}

// The SQLite library finds these before the C library's.
extern "C" __attribute__((visibility("default"))) int fdatasync(int file)
{
    ++syncs;
    return static_cast<int>(::syscall(SYS_fdatasync, file));
}

extern "C" __attribute__((visibility("default"))) int fsync(int file)
{
    ++syncs;
    return static_cast<int>(::syscall(SYS_fsync, file));
}

namespace ace::bench {

namespace {

constexpr const char* kEvent = R"(
[event]
slug = "bench"
name = "Benchmark"
time_zone = "UTC"
starts = "2020-01-01T00:00"
ends = "2099-01-01T00:00"
[[quota]]
name = "ground"
size = 100000000
[[zone]]
name = "Ground"
[[ticket_type]]
name = "General"
price = 2500
max_per_order = 10
zones = ["Ground"]
quotas = ["ground"]
[[gate]]
name = "Gate"
zone = "Ground"
)";

template <class T> T must(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().describe());
    return std::move(*result);
}

std::filesystem::path freshFolder()
{
    std::string pattern =
        (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "bench-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        throw std::runtime_error("cannot make a folder beside the program");
    return pattern;
}

void mustBeOk(int code, sqlite3* database)
{
    if (code != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(database));
}

} // namespace

bool isShort() { return std::getenv("ACE_BENCH_SHORT") != nullptr; }

std::uint64_t syncCount() { return syncs.load(); }

double cpuMicros()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto micros = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_usec);
    };
    return micros(usage.ru_utime) + micros(usage.ru_stime);
}

Round measure(std::size_t count, const std::function<std::vector<double>()>& body)
{
    const auto start = std::chrono::steady_clock::now();
    const double cpu = cpuMicros();
    const std::uint64_t syncsBefore = syncCount();
    std::vector<double> latencies = body();
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    std::ranges::sort(latencies);
    const auto at = [&](double part) {
        return latencies.empty()
                   ? 0.0
                   : latencies[static_cast<std::size_t>(part * static_cast<double>(latencies.size() - 1))] /
                         1000;
    };
    const auto things = static_cast<double>(count);
    return {things / elapsed.count(), (cpuMicros() - cpu) / things,
            static_cast<double>(syncCount() - syncsBefore) / things, at(0.5), at(0.99)};
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

double median(const std::vector<Round>& rounds, double Round::*figure)
{
    std::vector<double> values;
    for (const Round& round : rounds)
        values.push_back(round.*figure);
    return median(std::move(values));
}

void print(const std::string& label, const std::vector<Round>& rounds)
{
    std::printf("  %-34s %8.0f/s  %6.1f us CPU  %6.4f syncs  p50 %6.2f ms  p99 %6.2f ms\n", label.c_str(),
                median(rounds, &Round::perSecond), median(rounds, &Round::cpuMicrosEach),
                median(rounds, &Round::syncsEach), median(rounds, &Round::p50Millis),
                median(rounds, &Round::p99Millis));
}

Venue::Venue() : folder_(freshFolder())
{
    const auto ready = folder_.prepare(ids_);
    if (!ready)
        throw std::runtime_error(ready.error().describe());
    auto runtime = open();
    must(runtime->catalog().importEvent(must(catalog::parseEvent(kEvent, "bench", ids_))));
}

Venue::~Venue()
{
    std::error_code ignored;
    std::filesystem::remove_all(folder_.path(), ignored);
}

std::unique_ptr<runtime::Runtime> Venue::open()
{
    return must(runtime::Runtime::startLocal(runtime::Settings::defaults(false), folder_,
                                             {log_, clock_, ids_, runtime::defaultPluginFolders(), false}));
}

std::unique_ptr<sdk::Storage> Venue::openStorage(pluginhost::PluginHost& plugins)
{
    return must(plugins.openStorage({"storage", "storage-sqlite", "{}", std::chrono::seconds(5)},
                                    {folder_.path(), "{}", log_, clock_}));
}

catalog::EventPtr Venue::event(runtime::Runtime& runtime)
{
    return must(runtime.catalog().findEvent("bench"));
}

RawDatabase::RawDatabase(const std::filesystem::path& file)
{
    mustBeOk(sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr),
             database_);
    for (const char* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON",
                               "PRAGMA wal_autocheckpoint=4000"})
        run(pragma);
}

RawDatabase::~RawDatabase()
{
    for (sqlite3_stmt* statement : statements_)
        sqlite3_finalize(statement);
    sqlite3_close(database_);
}

sqlite3_stmt* RawDatabase::prepare(const char* sql)
{
    sqlite3_stmt* statement = nullptr;
    mustBeOk(sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr),
             database_);
    statements_.push_back(statement);
    return statement;
}

void RawDatabase::run(const char* sql)
{
    mustBeOk(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr), database_);
}

void bind(sqlite3_stmt* statement, int index, std::int64_t value)
{
    sqlite3_bind_int64(statement, index, value);
}

void bind(sqlite3_stmt* statement, int index, const void* blob, std::size_t size)
{
    sqlite3_bind_blob(statement, index, blob, static_cast<int>(size), SQLITE_STATIC);
}

void bindText(sqlite3_stmt* statement, int index, std::string_view text)
{
    sqlite3_bind_text(statement, index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

void step(sqlite3_stmt* statement)
{
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW)
        code = sqlite3_step(statement);
    if (code != SQLITE_DONE)
        throw std::runtime_error(sqlite3_errmsg(sqlite3_db_handle(statement)));
    sqlite3_reset(statement);
}

bool stepRow(sqlite3_stmt* statement)
{
    const bool found = sqlite3_step(statement) == SQLITE_ROW;
    sqlite3_reset(statement);
    return found;
}

} // namespace ace::bench
