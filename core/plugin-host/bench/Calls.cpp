// SPDX-License-Identifier: MIT
#include "Calls.h"

#include <ace/base/Clock.h>
#include <ace/base/Log.h>
#include <ace/plugin-host/PluginHost.h>
#include <ace/sdk/Guard.h>
#include <ace/sdk/abi/scanner.h>

#include <dlfcn.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace ace::pluginhost {

namespace {

constexpr int kRounds = 5;
constexpr int kTableCalls = 1'000'000;

template <class Work> double bestOf(int calls, Work work)
{
    double best = 0;
    for (int round = 0; round < kRounds; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        work(calls);
        const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begin;
        best = round == 0 ? took.count() / calls : std::min(best, took.count() / calls);
    }
    return best;
}

double measureTable(const std::filesystem::path& plugin)
{
    void* library = ::dlopen(plugin.c_str(), RTLD_NOW | RTLD_LOCAL);
    const auto* entry =
        library ? static_cast<const ace_plugin_entry*>(::dlsym(library, "ace_plugin_entry_v1")) : nullptr;
    if (!entry)
        throw std::runtime_error(plugin.string() + " cannot be loaded");
    ace_host host{};
    host.size = sizeof host;
    host.log = [](const ace_host*, std::int32_t, ace_str) {};
    host.post = [](const ace_host*, const ace_event*) {};
    host.fail = [](const ace_host*, ace_status, std::int32_t, std::int32_t, ace_str) {};
    ace_device* device = entry->create(&host, "example");
    const auto* scanner =
        device ? static_cast<const ace_scanner_1*>(device->query(device->self, ACE_SCANNER_1)) : nullptr;
    if (!scanner || device->open(device->self, sdk::detail::toAbi("{}")) != ACE_OK ||
        device->claim(device->self, 0) != ACE_OK || device->enable(device->self, 1) != ACE_OK)
        throw std::runtime_error(plugin.string() + " has no scanner that can be used");
    const double cost = bestOf(kTableCalls, [&](int calls) {
        for (int call = 0; call < calls; ++call)
            scanner->set_data_events(device->self, 1);
    });
    device->close(device->self);
    device->destroy(device->self);
    return cost;
}

class PingPong
{
public:
    PingPong() : other_([this] { answer(); }) {}
    ~PingPong()
    {
        pass(Turn::Over);
        other_.join();
    }
    void once()
    {
        std::unique_lock lock(mutex_);
        turn_ = Turn::Other;
        changed_.notify_one();
        changed_.wait(lock, [this] { return turn_ == Turn::Mine; });
    }

private:
    enum class Turn { Mine, Other, Over };

    void pass(Turn turn)
    {
        const std::lock_guard lock(mutex_);
        turn_ = turn;
        changed_.notify_one();
    }
    void answer()
    {
        for (;;) {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return turn_ != Turn::Mine; });
            if (turn_ == Turn::Over)
                return;
            turn_ = Turn::Mine;
            changed_.notify_one();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    Turn turn_ = Turn::Mine;
    std::thread other_;
};

double measureGuarded(const std::filesystem::path& folder, int calls)
{
    StderrLog log(LogLevel::Error);
    SystemClock clock;
    PluginHost host(log, clock, {folder});
    auto scanner = host.openScanner({"bench", "example", "{}", std::chrono::seconds(5)});
    if (!scanner || !(*scanner)->start([](const sdk::ScanData&) {}))
        throw std::runtime_error("the example plugin in " + folder.string() + " does not start");
    return bestOf(calls, [&](int count) {
        for (int call = 0; call < count; ++call)
            static_cast<void>((*scanner)->clearInput());
    });
}

} // namespace

CallCost measureCalls(const std::filesystem::path& folder, int calls)
{
    CallCost cost;
    cost.tableNs = measureTable(folder / "example.so");
    PingPong pingPong;
    cost.pingPongNs = bestOf(calls, [&](int count) {
        for (int call = 0; call < count; ++call)
            pingPong.once();
    });
    cost.guardedNs = measureGuarded(folder, calls);
    return cost;
}

} // namespace ace::pluginhost
