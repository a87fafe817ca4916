// SPDX-License-Identifier: MIT
#include "Rush.h"

#include "Scanning.h"
#include "Selling.h"

#include <ace/base/Thread.h>

#include <cstdlib>
#include <iostream>
#include <random>

namespace ace::loadtest {

namespace {

constexpr std::uint64_t kFewEachRound = 16; // so that they are sold out after some rounds
constexpr std::size_t kBefore = 20;         // tickets acknowledged before something happens

} // namespace

Rush::Outcome Rush::run(const std::function<void()>& event, std::uint64_t orders,
                        std::chrono::milliseconds patience)
{
    const std::uint64_t seed = seed_ + journals_.size();
    journals_.push_back(folder_ / ("journal-" + std::to_string(journals_.size())));
    const auto journal = test::valueOf(Journal::open(journals_.back()));
    const AceServer::Offer offer = server_.offer();
    Site counter = server_.counter(12);
    Site fewCounter = counter;
    fewCounter.callers = 4;
    Site gate = server_.gate(4);
    counter.patience = fewCounter.patience = gate.patience = patience;

    Tickets tickets;
    Result<Tally> sales, fewSales, scans;
    Thread seller("sellers", [&] {
        sales = sell(counter, {{offer.event, offer.plenty, 3, 100'000}, orders, seed}, *journal, clock_,
                     &tickets);
        tickets.close();
    });
    Thread fewSeller("few-sellers", [&] {
        fewSales =
            sell(fewCounter, {{offer.event, offer.few, 2, 100'000}, kFewEachRound, ~seed}, *journal, clock_);
    });
    Thread scanner("scanners", [&] { scans = scan(gate, {offer.gate, 2, seed}, tickets, *journal, clock_); });
    tickets.at(kBefore - 1);
    event();
    seller.join();
    fewSeller.join();
    scanner.join();
    // A server may go before a seller has even asked for the stock.
    return {test::valueOf(std::move(sales)), fewSales ? *fewSales : Tally(), test::valueOf(std::move(scans))};
}

void Rush::checkLastInto(CheckReport& report)
{
    if (!journals_.empty())
        checkInto(report, {journals_.back()}, false);
}

void Rush::checkAllInto(CheckReport& report) { checkInto(report, journals_, true); }

void Rush::checkInto(CheckReport& report, std::vector<std::filesystem::path> journals, bool sinceTheStart)
{
    const AceServer::Offer offer = server_.offer();
    CheckPlan plan{server_.counter(8), server_.gate(8), {}, 50};
    if (sinceTheStart)
        plan.sizes = {{offer.plenty, offer.plentySize}, {offer.few, 100}};
    Ledger ledger = test::valueOf(Ledger::read(journals));
    const auto journal = test::valueOf(Journal::open(journals.back()));
    if (const auto done = check(plan, ledger, *journal, clock_, report); !done)
        CPPUNIT_FAIL("the check cannot be done: " + done.error().describe() + "\n" + server_.log());
}

void mustBeClean(const CheckReport& report, const AceServer& server)
{
    CPPUNIT_ASSERT_MESSAGE(report.describe() + server.log(), report.findings.count() == 0);
}

int rounds(int few, int many) { return std::getenv("ACE_LONG") ? many : few; }

std::uint64_t chooseSeed()
{
    const char* const given = std::getenv("ACE_SEED");
    const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::random_device()();
    std::cout << "ACE_SEED=" << seed << std::endl;
    return seed;
}

} // namespace ace::loadtest
