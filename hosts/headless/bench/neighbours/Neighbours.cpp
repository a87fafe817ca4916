// SPDX-License-Identifier: MIT
#include "Neighbours.h"

#include <ace/base/File.h>
#include <ace/plugin-host/check/Sandbox.h>
#include <ace/ticketing/Token.h>

#include <sys/mman.h>

#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace ace::neighbours {

namespace {

using namespace std::chrono_literals;
using pluginhost::Capability;

constexpr auto kShiftMax = 120s;
constexpr int kStartsMost = 5;
constexpr std::size_t kMachineAt = 18; // e_machine in an ELF header
constexpr std::size_t kPluginBytesMax = 64u << 20;

constexpr Neighbour kAll[] = {
    {"AbortsAtLoad", "aborts in a static constructor"},
    {"LoopsAtLoad", "loops in a static constructor"},
    {"Truncated", "is half a file"},
    {"WrongMachine", "is for another machine"},
    {"MissingLibrary", "needs a library that is not there"},
    {"UndefinedSymbol", "needs a function that nobody has"},
    {"WrongMajor", "is of another plugin interface"},
    {"ManifestUnlikeEntry", "says another thing than its file"},
    {"ThrowsEverywhere", "throws through its C table"},
    {"ThrowsNoException", "throws what is no exception"},
    {"SegfaultsInOpen", "crashes when it is opened"},
    {"HangsInOpen", "hangs when it is opened"},
    {"HangsInHealth", "hangs when it tests itself"},
    {"IgnoresInterrupt", "does not heed interrupts", Capability::Queue},
    {"LeaksThreads", "leaves threads behind"},
    {"LeaksDescriptors", "leaves descriptors open"},
    {"LeaksMemory", "loses memory"},
    {"FloodsEvents", "posts a million events"},
    {"PostsAfterClose", "posts when it is closed"},
    {"InvalidUtf8", "writes invalid UTF-8"},
    {"HugeJson", "answers megabytes", Capability::Payment},
    {"DoubleCompletion", "completes what is complete", Capability::Payment},
    {"ExitsInOpen", "ends the program when it is opened"},
    {"KillsItsParent", "kills its parent"},
    {"KillsItsGroup", "kills its process group"},
    {"SignalsItsParent", "asks its parent to end"},
    {"Forks", "forks"},
    {"ForksDaemon", "forks, and leaves the session"},
};

// In memory that the station shares with us.
class SharedShift
{
public:
    SharedShift()
    {
        void* memory =
            ::mmap(nullptr, sizeof(Shift), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED)
            throw std::runtime_error("there is no memory");
        shift_ = new (memory) Shift;
    }
    ~SharedShift() { ::munmap(shift_, sizeof(Shift)); }
    SharedShift(const SharedShift&) = delete;
    SharedShift& operator=(const SharedShift&) = delete;

    Shift& operator*() const { return *shift_; }

private:
    Shift* shift_;
};

std::string goodPlugin()
{
    auto bytes = readFile(std::filesystem::path(ACE_PLUGIN_DIR) / "example.so", kPluginBytesMax);
    if (!bytes)
        throw std::runtime_error(bytes.error().describe());
    return std::move(*bytes);
}

std::string badPlugin(const std::string& plugin)
{
    if (plugin == "Truncated") {
        const std::string whole = goodPlugin();
        return whole.substr(0, whole.size() / 2);
    }
    if (plugin == "WrongMachine") {
        std::string other = goodPlugin();
        other[kMachineAt] = '\x28'; // EM_ARM
        return other;
    }
    for (const char* folder : {ACE_BUILD_DIR "/tests/check-plugins/", ACE_BUILD_DIR "/tests/plugins/"})
        if (const auto bytes = readFile(folder + plugin + ".so", kPluginBytesMax))
            return *bytes;
    throw std::runtime_error("there is no plugin " + plugin);
}

void install(const std::string& plugin, const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    const auto written =
        writeFileDurably(folder / (plugin + ".so"), badPlugin(plugin), FileAccess::OwnerOnly);
    if (!written)
        throw std::runtime_error(written.error().describe());
}

} // namespace

std::span<const Neighbour> allNeighbours() { return kAll; }

bool Cost::isNone() const
{
    return ended == 0 && outside.empty() && shift.complete && shift.admitted == shift.scans &&
           shift.printed == shift.prints;
}

Fair::Fair() : station_(venue_.database().parent_path().string() + "-station")
{
    sellTickets();
    plugincheck::prepareSandbox();
}

Fair::~Fair()
{
    std::error_code ignored;
    std::filesystem::remove_all(station_, ignored);
}

void Fair::sellTickets()
{
    const auto runtime = venue_.open();
    const TicketTypeId type = venue_.event(*runtime)->types.front().id;
    while (codes_.size() < kTickets) {
        const std::string key = std::to_string(codes_.size());
        boxoffice::OrderRequest request;
        request.eventSlug = "bench";
        request.items = {{type, 10}};
        request.customer = {"Grace Hopper", "grace@example.org"};
        request.paymentMethod = "cash";
        request.idempotency = sdk::IdempotencyKey{"bench", key, sha256(key)};
        const auto outcome = runtime->boxOffice().sell(request);
        if (!outcome)
            throw std::runtime_error(outcome.error().describe());
        for (const Ticket& ticket : std::get<boxoffice::Sold>(*outcome).record.tickets)
            codes_.push_back(ticketing::encode(ticket.token));
    }
}

void Fair::refresh(const Neighbour* neighbour) const
{
    using std::filesystem::copy_options;
    for (const char* log : {"ace.db-wal", "ace.db-shm"})
        std::filesystem::remove(station_ / log);
    for (const auto& entry : std::filesystem::directory_iterator(venue_.database().parent_path()))
        if (entry.is_regular_file())
            std::filesystem::copy_file(entry.path(), station_ / entry.path().filename(),
                                       copy_options::overwrite_existing);
    if (neighbour)
        install(neighbour->plugin, station_ / "trouble");
}

Cost Fair::live(const Neighbour* neighbour, Where where) const
{
    const Station station{station_, codes_, neighbour ? neighbour->plugin : "",
                          neighbour ? neighbour->capability : Capability::Scanner,
                          where == Where::OutOfProcess};
    std::filesystem::remove_all(station_);
    std::filesystem::create_directories(station_);
    Cost cost;
    for (; cost.ended < kStartsMost; ++cost.ended) {
        refresh(neighbour);
        const SharedShift shift;
        const auto verdict = plugincheck::runIsolated(
            [&] {
                work(station, *shift);
                return plugincheck::Verdict{};
            },
            kShiftMax);
        if (cost.outside.empty())
            cost.outside = verdict.detail.substr(0, verdict.detail.find('\n')); // without its log
        cost.shift = *shift;
        if (cost.shift.complete)
            break;
    }
    return cost;
}

} // namespace ace::neighbours
