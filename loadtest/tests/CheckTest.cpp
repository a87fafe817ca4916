// SPDX-License-Identifier: MIT
#include "check/Check.h"
#include "Scanning.h"
#include "Selling.h"

#include <StubServer.h>
#include <TestSupport.h>

namespace ace::loadtest {

// The checker is only worth what it catches: every defect of a server must be found, by the rule that names
// it.
class CheckTest : public CppUnit::TestFixture
{
public:
    static constexpr std::int64_t kQuota = 30;

    test::TemporaryFolder folder_;
    std::filesystem::path file_ = folder_.path() / "journal";
    const SystemClock clock_;

    Site siteOf(const StubServer& server) const
    {
        return {server.url(), "bearer", 4, std::chrono::seconds(5), std::chrono::seconds(5)};
    }

    // 20 orders of two tickets, of which each is scanned three times.
    void sellAndScan(const StubServer& server, std::uint64_t orders = 20)
    {
        const auto journal = test::valueOf(Journal::open(file_));
        Tickets tickets;
        test::valueOf(
            sell(siteOf(server), {{"show", "seat", 2, 10'000}, orders, 1}, *journal, clock_, &tickets));
        tickets.close();
        test::valueOf(scan(siteOf(server), {"door", 3, 1}, tickets, *journal, clock_));
    }

    void checkInto(CheckReport& report, const StubServer& server)
    {
        Ledger ledger = test::valueOf(Ledger::read({&file_, 1}));
        const auto journal = test::valueOf(Journal::open(file_));
        test::mustSucceed(check({siteOf(server), siteOf(server), {}, 5}, ledger, *journal, clock_, report));
    }

    void mustFind(const std::string& rule, const StubServer& server)
    {
        CheckReport report;
        checkInto(report, server);
        CPPUNIT_ASSERT_MESSAGE("nothing found by " + rule + "\n" + report.describe(),
                               report.findings.count(rule) > 0);
    }

    void mustFind(const std::string& rule, Defect defect)
    {
        StubServer server(kQuota, {defect});
        sellAndScan(server);
        mustFind(rule, server);
    }

    void mustFindNothing(const StubServer& server)
    {
        CheckReport report;
        checkInto(report, server);
        CPPUNIT_ASSERT_MESSAGE(report.describe(), report.findings.count() == 0);
    }
};

CPPUNIT_TEST_FIXTURE(CheckTest, findsNothingInAServerThatKeepsItsWord)
{
    StubServer server(kQuota);
    sellAndScan(server);
    CPPUNIT_ASSERT_EQUAL(kQuota, server.sold());
    CheckReport report;
    checkInto(report, server);
    CPPUNIT_ASSERT_MESSAGE(report.describe(), report.findings.count() == 0);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{20}, report.ordersRepeated);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t{90}, report.scansRepeated);
    CPPUNIT_ASSERT_EQUAL(kQuota, server.sold());
}

CPPUNIT_TEST_FIXTURE(CheckTest, findsTicketsSoldBeyondTheQuota) { mustFind("oversold", Defect::Oversells); }

CPPUNIT_TEST_FIXTURE(CheckTest, findsAnOrderThatIsGone) { mustFind("order-lost", Defect::LosesOrders); }

CPPUNIT_TEST_FIXTURE(CheckTest, findsAKeyThatGivesAnotherOrder)
{
    StubServer server(kQuota, {Defect::SellsTwicePerKey});
    sellAndScan(server, 3);
    mustFind("order-changed", server);
}

CPPUNIT_TEST_FIXTURE(CheckTest, findsAKeyThatGivesNoOrderAnyMore)
{
    StubServer good(kQuota);
    sellAndScan(good);
    StubServer empty(0); // as after a crash that took everything
    mustFind("order-lost", empty);
}

CPPUNIT_TEST_FIXTURE(CheckTest, findsAnotherTotal) { mustFind("order-changed", Defect::ChangesTotals); }

CPPUNIT_TEST_FIXTURE(CheckTest, findsHalfAnOrder) { mustFind("order-half", Defect::HalvesOrders); }

CPPUNIT_TEST_FIXTURE(CheckTest, findsWrongChange) { mustFind("order-money", Defect::MisgivesChange); }

CPPUNIT_TEST_FIXTURE(CheckTest, findsSeatsThatNobodyHas)
{
    StubServer server(kQuota, {Defect::LeaksStock});
    sellAndScan(server, 3);
    mustFind("stock", server);
}

CPPUNIT_TEST_FIXTURE(CheckTest, findsAKeyThatTakesAnyBody)
{
    mustFind("key-reuse", Defect::IgnoresOtherBodies);
}

CPPUNIT_TEST_FIXTURE(CheckTest, findsAMissingPdf) { mustFind("order-pdf", Defect::LosesPdfs); }

CPPUNIT_TEST_FIXTURE(CheckTest, findsATicketAdmittedTwice)
{
    mustFind("admitted-twice", Defect::AdmitsTwice);
}

CPPUNIT_TEST_FIXTURE(CheckTest, findsAVerdictThatWasForgotten)
{
    mustFind("scan-changed", Defect::ForgetsVerdicts);
}

CPPUNIT_TEST_FIXTURE(CheckTest, findsAnAdmissionThatWasLost)
{
    mustFind("admission-lost", Defect::LosesAdmissions);
}

CPPUNIT_TEST_FIXTURE(CheckTest, findsTicketsThatAreNoLongerKnown)
{
    mustFind("ticket-unknown", Defect::DisownsTickets);
}

CPPUNIT_TEST_FIXTURE(CheckTest, asksAgainAfterALostAnswerAndSellsOnce)
{
    StubServer server(kQuota, {Defect::DropsAnswers});
    sellAndScan(server);
    CPPUNIT_ASSERT_EQUAL(kQuota, server.sold());
    CPPUNIT_ASSERT_EQUAL(kQuota, server.admitted());
    mustFindNothing(server);
}

CPPUNIT_TEST_FIXTURE(CheckTest, asksAgainWhenTheServerIsBusy)
{
    StubServer server(kQuota, {Defect::FailsEveryOther});
    sellAndScan(server);
    CPPUNIT_ASSERT_EQUAL(kQuota, server.sold());
    mustFindNothing(server);
}

CPPUNIT_TEST_FIXTURE(CheckTest, resolvesWhatWasInFlightAndRemembersIt)
{
    StubServer server(kQuota);
    {
        const auto journal = test::valueOf(Journal::open(file_));
        Site impatient = siteOf(server);
        impatient.patience = {};
        server.become({Defect::DropsAnswers});
        const Tally tally =
            test::valueOf(sell(impatient, {{"show", "seat", 2, 10'000}, 5, 1}, *journal, clock_));
        CPPUNIT_ASSERT(tally.unresolved > 0);
        server.become({});
    }
    CheckReport first, second;
    checkInto(first, server);
    CPPUNIT_ASSERT_MESSAGE(first.describe(), first.findings.count() == 0 && first.ordersResolved > 0);
    checkInto(second, server);
    CPPUNIT_ASSERT_MESSAGE(second.describe(), second.findings.count() == 0 && second.ordersResolved == 0);
    CPPUNIT_ASSERT_EQUAL(first.ordersRepeated + first.ordersResolved, second.ordersRepeated);
}

CPPUNIT_TEST_FIXTURE(CheckTest, saysWhenTheServerCannotBeAsked)
{
    std::string url;
    {
        StubServer server(kQuota);
        sellAndScan(server);
        url = server.url();
    }
    const Site gone{url, "bearer", 2, std::chrono::seconds(1), std::chrono::milliseconds(100)};
    Ledger ledger = test::valueOf(Ledger::read({&file_, 1}));
    const auto journal = test::valueOf(Journal::open(file_));
    CheckReport report;
    const auto done = check({gone, gone, {}, 0}, ledger, *journal, clock_, report);
    CPPUNIT_ASSERT(!done);
    CPPUNIT_ASSERT(done.error().code == ErrorCode::Offline);
}

} // namespace ace::loadtest
