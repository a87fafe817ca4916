// SPDX-License-Identifier: MIT
#include "Shift.h"

#include <ace/admission/LocalAdmission.h>
#include <ace/base/Log.h>
#include <ace/base/SystemIdSource.h>
#include <ace/base/Thread.h>
#include <ace/catalog/LocalCatalog.h>
#include <ace/plugin-host/PluginHost.h>
#include <ace/runtime/Runtime.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace ace::neighbours {

namespace {

using namespace std::chrono_literals;
using pluginhost::Capability;
using pluginhost::PluginHost;
using Steady = std::chrono::steady_clock;

constexpr std::size_t kScansAtLeast = 100;
constexpr std::size_t kScansBefore = 10; // until the neighbour comes
constexpr auto kBetweenScans = 4ms;
constexpr auto kDeadlineOfTheGood = 10s;
constexpr auto kDeadline = 500ms;
constexpr int kUses = 10;

template <class T> T must(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().describe());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

double millisSince(Steady::time_point start)
{
    return std::chrono::duration<double, std::milli>(Steady::now() - start).count();
}

int entriesOf(const char* folder)
{
    return static_cast<int>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

// The station's own scanner.
class Reader
{
public:
    Reader(PluginHost& plugins, const std::vector<std::string>& codes)
    {
        std::string settings;
        for (const std::string& code : codes)
            settings += (settings.empty() ? R"({"codes":[")" : R"(",")") + code;
        scanner_ =
            must(plugins.openScanner({"hand", "simulated-scanner", settings + R"("]})", kDeadlineOfTheGood}));
        must(scanner_->start([this](const sdk::ScanData& data) {
            {
                const std::lock_guard lock(mutex_);
                code_ = data.data;
            }
            read_.notify_one();
        }));
    }
    ~Reader() { scanner_->stop(); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    std::string read()
    {
        must(scanner_->armDataEvents());
        must(scanner_->trigger());
        std::unique_lock lock(mutex_);
        if (!read_.wait_for(lock, kDeadlineOfTheGood, [this] { return !code_.empty(); }))
            throw std::runtime_error("the good scanner read nothing");
        return std::exchange(code_, {});
    }

private:
    std::unique_ptr<sdk::Scanner> scanner_;
    std::mutex mutex_;
    std::condition_variable read_;
    std::string code_;
};

// Uses the neighbour's device as stations do, and keeps the first answer that was a failure.
class Trouble
{
public:
    Trouble(PluginHost& plugins, const Station& station)
        : plugins_(plugins),
          capability_(station.capability), config_{"trouble", station.plugin, "{}",
                                                   kDeadline, std::nullopt,   station.isolated}
    {
    }

    void make()
    {
        if (capability_ == Capability::Scanner)
            scan();
        else if (capability_ == Capability::Payment)
            pay();
        else
            queue();
        note(plugins_.checkHealth(config_, capability_));
    }
    const std::string& failure() const { return failure_; }

private:
    template <class T> bool note(const Result<T>& result)
    {
        if (!result && failure_.empty())
            failure_ = result.error().message;
        return result.has_value();
    }
    void scan()
    {
        auto scanner = plugins_.openScanner(config_);
        if (!note(scanner) || !note((*scanner)->start([](const sdk::ScanData&) {})))
            return;
        for (int i = 0; i < kUses; ++i) {
            note((*scanner)->armDataEvents());
            note((*scanner)->trigger());
        }
        (*scanner)->stop();
    }
    void pay()
    {
        auto payment = plugins_.openPayment(config_);
        if (!note(payment))
            return;
        for (int i = 0; i < kUses; ++i) {
            sdk::PaymentIntent intent;
            intent.payment = ids_.next<PaymentId>();
            intent.amount = {2500, *Currency::parse("USD")};
            note((*payment)->begin(intent));
            note((*payment)->query(intent));
        }
    }
    void queue()
    {
        auto queue = plugins_.openQueue(config_);
        if (note(queue))
            note((*queue)->consume("orders", kDeadline * 4));
    }

    PluginHost& plugins_;
    const Capability capability_;
    const pluginhost::DeviceConfig config_;
    SystemClock clock_;
    SystemIdSource ids_{clock_};
    std::string failure_;
};

std::vector<std::filesystem::path> pluginFolders(const Station& station)
{
    auto folders = runtime::defaultPluginFolders();
    folders.insert(folders.begin(), station.folder / "trouble");
    return folders;
}

class Gate
{
public:
    explicit Gate(const Station& station)
        : plugins_(log_, clock_, pluginFolders(station), {station.folder / "plugins", {}}),
          storage_(must(plugins_.openStorage({"storage", "storage-sqlite", "{}", kDeadlineOfTheGood},
                                             {station.folder, "{}", log_, clock_}))),
          printer_(must(plugins_.openTicketOutput(
              {"printer", "simulated-printer",
               R"({"png":false,"folder":")" + (station.folder / "paper").string() + R"("})",
               kDeadlineOfTheGood}))),
          reader_(plugins_, station.codes)
    {
    }

    PluginHost& plugins() { return plugins_; }

    void scan(Shift& shift)
    {
        const auto start = Steady::now();
        const std::string code = reader_.read();
        const auto outcome = must(admission_.admit(
            {code, Direction::Entry, "Gate", code.substr(0, 60), {}, "station", sha256(code)}));
        const auto* answer = std::get_if<admission::ScanAnswer>(&outcome);
        shift.scanMillis[shift.scans++] = millisSince(start);
        if (answer && answer->verdict.admitted())
            ++shift.admitted;
    }
    void print(Shift& shift)
    {
        const auto start = Steady::now();
        const std::string name = "wristband-" + std::to_string(shift.prints);
        const sdk::Document wristband{"Fair", "en", {sdk::TextBlock{name, sdk::TextStyle::Title}}};
        const auto printed = printer_->submit(name, wristband, {});
        shift.printMillis[shift.prints++] = millisSince(start);
        if (printed)
            ++shift.printed;
    }

private:
    StderrLog log_{LogLevel::Warning};
    SystemClock clock_;
    SystemIdSource ids_{clock_};
    PluginHost plugins_;
    std::unique_ptr<sdk::Storage> storage_;
    catalog::LocalCatalog catalog_{*storage_, ids_, clock_};
    admission::LocalAdmission admission_{{*storage_, catalog_, clock_, ids_}};
    std::unique_ptr<sdk::TicketOutput> printer_;
    Reader reader_;
};

} // namespace

void work(const Station& station, Shift& shift)
{
    Gate gate(station);
    std::atomic<bool> over = station.plugin.empty();
    Trouble trouble(gate.plugins(), station);
    Thread neighbour;
    while (shift.scans < kTickets && (shift.scans < kScansAtLeast || !over)) {
        if (shift.scans == kScansBefore && !over)
            neighbour = Thread("neighbour", [&] {
                trouble.make();
                over = true;
            });
        gate.scan(shift);
        if (shift.scans % 10 == 0)
            gate.print(shift);
        std::this_thread::sleep_for(kBetweenScans);
    }
    neighbour.join();
    trouble.failure().copy(shift.device.data(), shift.device.size() - 1);
    shift.threads = entriesOf("/proc/self/task");
    shift.descriptors = entriesOf("/proc/self/fd");
    shift.complete = true;
}

} // namespace ace::neighbours
