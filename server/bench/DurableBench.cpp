// SPDX-License-Identifier: MIT
// CPU of a cash order and of a scan, each answered when it is durable: by 64 threads that call the use cases
// in a process of their own, and by ace-server for 64 kept connections; by turns, over 100,000 and over
// 1,000,000 tickets on record. Wanted: in process / by HTTP at least 0.4 for orders and 0.5 for scans, and
// each figure at ten times the tickets at most 1.2 of what it was.
#include "BenchSupport.h"
#include "Benches.h"
#include "Connections.h"
#include "Requests.h"
#include "SeededFolder.h"

#include <ace/base/Thread.h>
#include <ace/runtime/Runtime.h>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <ctime>
#include <functional>

namespace ace::server {

namespace {

constexpr std::size_t kCallers = 64;
const std::size_t kEach = isShort() ? 128 : 6'400; // orders, and scans, of one turn
constexpr double kGrowthMost = 1.2;

// Microseconds of CPU each.
struct Costs
{
    double order = 0;
    double scan = 0;
};

double ownCpu()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// CPU seconds between before and after, of one of kEach.
double microsEach(double seconds) { return seconds * 1e6 / static_cast<double>(kEach); }

// Has a process of its own for what `body` does.
Costs inOwnProcess(const std::function<Costs()>& body)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        fail("no pipe");
    const pid_t child = ::fork();
    if (child == 0) {
        Costs costs;
        try {
            costs = body();
        } catch (const std::exception& problem) {
            std::fprintf(stderr, "ace-bench-server: %s\n", problem.what());
            ::_exit(1);
        }
        ::_exit(::write(ends[1], &costs, sizeof costs) == sizeof costs ? 0 : 1);
    }
    ::close(ends[1]);
    Costs costs;
    const bool read = ::read(ends[0], &costs, sizeof costs) == sizeof costs;
    ::close(ends[0]);
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || status != 0 || !read)
        fail("the work in process failed");
    return costs;
}

double cpuOfCallers(const std::function<void(std::size_t)>& doOne)
{
    const double before = ownCpu();
    {
        std::vector<Thread> callers;
        for (std::size_t caller = 0; caller < kCallers; ++caller)
            callers.emplace_back("caller", [&, caller] {
                for (std::size_t i = caller; i < kEach; i += kCallers)
                    doOne(i);
            });
    }
    return microsEach(ownCpu() - before);
}

void sell(runtime::Runtime& runtime, TicketTypeId type, const std::string& key)
{
    boxoffice::OrderRequest request;
    request.eventSlug = "bench";
    request.items = {{type, 1}};
    request.customer = {"Grace Hopper", "grace@example.org"};
    request.paymentMethod = "cash";
    request.tendered = 2500;
    request.idempotency = sdk::IdempotencyKey{"bench", key, sha256(key)};
    if (!std::holds_alternative<boxoffice::Sold>(must(runtime.boxOffice().sell(request))))
        fail("an order was refused");
}

void scan(runtime::Runtime& runtime, const std::string& token, const std::string& nonce)
{
    admission::ScanRequest request;
    request.token = token;
    request.gate = "bench/Gate";
    request.nonce = nonce;
    request.scope = "bench";
    request.bodyHash = sha256(token);
    const auto outcome = must(runtime.admission().admit(request));
    const auto* answer = std::get_if<admission::ScanAnswer>(&outcome);
    if (!answer || !answer->verdict.admitted())
        fail("a scan was refused");
}

Costs inProcess(SeededFolder& folder)
{
    const auto keys = folder.newKeys(kEach), nonces = folder.newKeys(kEach);
    const auto tokens = folder.takeTokens(kEach);
    const TicketTypeId type = folder.event().types.front().id;
    return inOwnProcess([&] {
        const auto runtime = folder.open();
        return Costs{cpuOfCallers([&](std::size_t i) { sell(*runtime, type, keys[i]); }),
                     cpuOfCallers([&](std::size_t i) { scan(*runtime, tokens[i], nonces[i]); })};
    });
}

Costs byHttp(SeededFolder& folder)
{
    Program server(serverProgram(), {"--port", "0", "--data", folder.folder().path().string()});
    Connections connections(portOf(server.readLine()), kCallers);
    const auto costOf = [&](const std::vector<std::string>& requests) {
        const double before = server.cpu();
        connections.sendAll(requests);
        return microsEach(server.cpu() - before);
    };
    const double order = costOf(orderRequests(folder, kEach));
    return {order, costOf(scanRequests(folder, kEach))};
}

struct Turn
{
    Costs inProcess, byHttp;
};

double medianOf(const std::vector<Turn>& turns, const std::function<double(const Turn&)>& figure)
{
    std::vector<double> values;
    for (const Turn& turn : turns)
        values.push_back(figure(turn));
    return median(std::move(values));
}

bool printRatio(const char* label, std::size_t tickets, const std::vector<Turn>& turns, double Costs::*cost,
                double wanted)
{
    const double ratio =
        medianOf(turns, [&](const Turn& turn) { return turn.inProcess.*cost / turn.byHttp.*cost; });
    std::printf("%s, %zu tickets: in process %5.1f us, by HTTP %5.1f us, in process / by HTTP %.2f "
                "(wanted: %.1f)\n",
                label, tickets, medianOf(turns, [&](const Turn& turn) { return turn.inProcess.*cost; }),
                medianOf(turns, [&](const Turn& turn) { return turn.byHttp.*cost; }), ratio, wanted);
    return ratio >= wanted;
}

bool printGrowth(const char* label, const std::vector<Turn>& few, const std::vector<Turn>& many,
                 Costs Turn::*way, double Costs::*cost)
{
    const auto figure = [&](const Turn& turn) { return turn.*way.*cost; };
    const double growth = medianOf(many, figure) / medianOf(few, figure);
    std::printf("%s at ten times the tickets: %.2f of the CPU (wanted: at most %.1f)\n", label, growth,
                kGrowthMost);
    return growth <= kGrowthMost;
}

} // namespace

bool durableWorkIsGood(SeededFolder& small, SeededFolder& large)
{
    std::vector<Turn> few, many;
    for (int round = 0; round < rounds(); ++round) {
        few.push_back({inProcess(small), byHttp(small)});
        many.push_back({inProcess(large), byHttp(large)});
    }
    bool good = true;
    for (const auto& [folder, turns] : {std::pair{&small, &few}, {&large, &many}}) {
        good &= printRatio("order", folder->tickets(), *turns, &Costs::order, 0.4);
        good &= printRatio("scan", folder->tickets(), *turns, &Costs::scan, 0.5);
    }
    good &= printGrowth("order in process", few, many, &Turn::inProcess, &Costs::order);
    good &= printGrowth("scan in process", few, many, &Turn::inProcess, &Costs::scan);
    good &= printGrowth("order by HTTP", few, many, &Turn::byHttp, &Costs::order);
    good &= printGrowth("scan by HTTP", few, many, &Turn::byHttp, &Costs::scan);
    return good;
}

} // namespace ace::server
