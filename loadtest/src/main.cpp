// SPDX-License-Identifier: MIT
#include "Arguments.h"
#include "Scanning.h"
#include "Selling.h"
#include "check/Check.h"

#include <ace/base/Clock.h>

#include <algorithm>
#include <iostream>

namespace {

using namespace ace;
using namespace ace::loadtest;

constexpr int kFine = 0;
constexpr int kUnexpected = 1;
constexpr int kBroken = 2;
constexpr int kSetUp = 4;

constexpr const char* kUsage =
    R"(ace-load: simulated buyers and scanners, and the check of what they were promised

  ace-load sell  --url URL --token BEARER --event SLUG --type ID --journal FILE
                 [--orders 1] [--quantity 1] [--tendered 100000000]
  ace-load scan  --url URL --token BEARER --gate NAME --from JOURNAL... --journal FILE [--repeat 1]
                 scans the tickets sold in JOURNAL, each --repeat times with its own nonces
  ace-load check --url URL --counter-token BEARER --gate-token BEARER --journal FILE...
                 [--size TYPE=N...] [--sample 100]
                 asks for all that the journals tell of again and compares; what was in flight is
                 resolved and noted in the last journal. Without --size a type's quota is what was
                 left when its first sale began.

Also:  --callers 16     concurrent connections
       --seed 1         keys and nonces; the same seed gives the same ones
       --patience 10    seconds that a request without an answer is asked again, with the same key
       --timeout 10     seconds for one answer
       --p99-max MS     a threshold for sell and scan; 0: none

Exit:  0 fine   1 an unexpected or unresolved answer, or the threshold
       2 an invariant is broken   4 not set up
)";

Site siteFrom(Arguments& arguments, const std::string& tokenOption)
{
    Site site;
    site.url = arguments.text("url");
    site.bearer = arguments.text(tokenOption);
    site.callers = std::max<std::uint64_t>(1, arguments.number("callers", 16));
    site.patience = std::chrono::seconds(arguments.number("patience", 10));
    site.timeout = std::chrono::seconds(arguments.number("timeout", 10));
    return site;
}

int cannot(const Error& error)
{
    std::cerr << "ace-load: " << error.describe() << '\n';
    return kSetUp;
}

int judge(const std::string& what, const Result<Tally>& tally, std::uint64_t p99Max)
{
    if (!tally)
        return cannot(tally.error());
    std::cout << tally->describe(what) << std::endl;
    const bool slow = p99Max > 0 && tally->latency.percentile(0.99) > std::chrono::milliseconds(p99Max);
    if (slow)
        std::cout << "p99 is above " << p99Max << " ms" << std::endl;
    return slow || !tally->unexpected.empty() || tally->unresolved > 0 ? kUnexpected : kFine;
}

int runSell(Arguments arguments)
{
    const SystemClock clock;
    const Site site = siteFrom(arguments, "token");
    SellPlan plan;
    plan.each.event = arguments.text("event");
    plan.each.type = arguments.text("type");
    plan.each.quantity = static_cast<std::int64_t>(arguments.number("quantity", 1));
    plan.each.tendered = static_cast<std::int64_t>(arguments.number("tendered", 100'000'000));
    plan.orders = arguments.number("orders", 1);
    plan.seed = arguments.number("seed", 1);
    const std::string file = arguments.text("journal");
    const std::uint64_t p99Max = arguments.number("p99-max", 0);
    if (auto ok = arguments.finish(); !ok)
        return cannot(ok.error());
    auto journal = Journal::open(file);
    if (!journal)
        return cannot(journal.error());
    return judge("sell", sell(site, plan, **journal, clock), p99Max);
}

Result<Ledger> readLedger(const std::vector<std::string>& files)
{
    return Ledger::read(std::vector<std::filesystem::path>(files.begin(), files.end()));
}

int runScan(Arguments arguments)
{
    const SystemClock clock;
    const Site site = siteFrom(arguments, "token");
    ScanPlan plan;
    plan.gate = arguments.text("gate");
    plan.repeat = std::max<std::uint64_t>(1, arguments.number("repeat", 1));
    plan.seed = arguments.number("seed", 1);
    arguments.text("from");
    const auto from = arguments.texts("from");
    const std::string file = arguments.text("journal");
    const std::uint64_t p99Max = arguments.number("p99-max", 0);
    if (auto ok = arguments.finish(); !ok)
        return cannot(ok.error());
    const auto ledger = readLedger(from);
    if (!ledger)
        return cannot(ledger.error());
    auto journal = Journal::open(file);
    if (!journal)
        return cannot(journal.error());
    Tickets tickets;
    for (const auto& [key, order] : ledger->orders)
        if (order.sold)
            for (const SoldTicket& ticket : order.sold->tickets)
                tickets.add(ticket.token);
    tickets.close();
    return judge("scan", scan(site, plan, tickets, **journal, clock), p99Max);
}

std::map<std::string, std::int64_t> sizesFrom(Arguments& arguments)
{
    std::map<std::string, std::int64_t> sizes;
    for (const std::string& size : arguments.texts("size")) {
        const auto equals = size.find('=');
        const std::string digits = equals == std::string::npos ? "" : size.substr(equals + 1);
        if (digits.empty() || digits.size() > 15 ||
            digits.find_first_not_of("0123456789") != std::string::npos)
            arguments.complain("--size: \"" + size + "\" is not TYPE=NUMBER");
        else
            sizes[size.substr(0, equals)] = std::stoll(digits);
    }
    return sizes;
}

int runCheck(Arguments arguments)
{
    const SystemClock clock;
    CheckPlan plan;
    plan.counter = siteFrom(arguments, "counter-token");
    plan.gate = siteFrom(arguments, "gate-token");
    plan.sizes = sizesFrom(arguments);
    plan.sampleEvery = arguments.number("sample", 100);
    arguments.text("journal");
    const auto files = arguments.texts("journal");
    if (auto ok = arguments.finish(); !ok)
        return cannot(ok.error());
    auto ledger = readLedger(files);
    if (!ledger)
        return cannot(ledger.error());
    auto journal = Journal::open(files.back());
    if (!journal)
        return cannot(journal.error());
    CheckReport report;
    if (auto done = check(plan, *ledger, **journal, clock, report); !done)
        return cannot(done.error());
    std::cout << report.describe() << std::flush;
    return report.findings.count() > 0 ? kBroken : kFine;
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.empty() || words[0] == "--help" || words[0] == "help") {
        (words.empty() ? std::cerr : std::cout) << kUsage;
        return words.empty() ? kSetUp : kFine;
    }
    auto arguments = Arguments::parse(std::span(words).subspan(1));
    if (!arguments)
        return cannot(arguments.error());
    if (words[0] == "sell")
        return runSell(std::move(*arguments));
    if (words[0] == "scan")
        return runScan(std::move(*arguments));
    if (words[0] == "check")
        return runCheck(std::move(*arguments));
    std::cerr << "ace-load: there is no command \"" << words[0] << "\"; see ace-load --help\n";
    return kSetUp;
}
