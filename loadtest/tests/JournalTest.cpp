// SPDX-License-Identifier: MIT
#include "Journal.h"
#include "check/Ledger.h"

#include <TestSupport.h>

#include <ace/base/File.h>

#include <fstream>
#include <thread>

namespace ace::loadtest {

class JournalTest : public CppUnit::TestFixture
{
public:
    test::TemporaryFolder folder_;
    std::filesystem::path file_ = folder_.path() / "journal";
    const std::string body_ = orderBody({"show", "seat", 2, 5000}, "A \"quoted\" name");
    const SoldOrder sold_{
        "C1", 4200, "USD", 800, {{"1", "seat", "T1", "/1.pdf"}, {"2", "seat", "T2", "/2.pdf"}}};

    std::unique_ptr<Journal> open() { return test::valueOf(Journal::open(file_)); }
    Result<Ledger> read() { return Ledger::read({&file_, 1}); }
    void append(const std::string& text) { std::ofstream(file_, std::ios::app | std::ios::binary) << text; }
    void mustBeCorrupt(const std::string& where)
    {
        const auto ledger = read();
        CPPUNIT_ASSERT(!ledger);
        CPPUNIT_ASSERT(ledger.error().code == ErrorCode::Corrupt);
        CPPUNIT_ASSERT_EQUAL(file_.string() + where, ledger.error().where);
    }
};

CPPUNIT_TEST_FIXTURE(JournalTest, givesBackWhatWasAcknowledgedAndWhatWasNot)
{
    const ScanVerdict refused{"refused", "already_redeemed", "1", "2026-11-22T19:30:00Z", "door"};
    {
        const auto journal = open();
        test::mustSucceed(journal->noteStock("seat", 100));
        test::mustSucceed(journal->attemptOrder("k1", body_));
        test::mustSucceed(journal->attemptOrder("k2", body_));
        test::mustSucceed(journal->attemptOrder("k3", body_));
        test::mustSucceed(journal->acknowledge("k1", body_, sold_));
        test::mustSucceed(journal->acknowledgeRefusal("k2", "sold_out"));
        test::mustSucceed(journal->attemptScan("n1", scanBody({"T1", "door", "n1"})));
        test::mustSucceed(journal->attemptScan("n2", scanBody({"T1", "door", "n2"})));
        test::mustSucceed(journal->acknowledge("n1", refused));
        test::mustSucceed(journal->noteStock("seat", 98));
    }
    const Ledger ledger = test::valueOf(read());
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, ledger.orders.size());
    CPPUNIT_ASSERT(ledger.orders.at("k1").sold == sold_);
    CPPUNIT_ASSERT_EQUAL(body_, ledger.orders.at("k1").body);
    CPPUNIT_ASSERT(ledger.orders.at("k2").refused && !ledger.orders.at("k2").sold);
    CPPUNIT_ASSERT(!ledger.orders.at("k3").refused && !ledger.orders.at("k3").sold);
    CPPUNIT_ASSERT(ledger.scans.at("n1").verdict == refused);
    CPPUNIT_ASSERT(!ledger.scans.at("n2").verdict);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{100}, ledger.stock.at("seat"));
}

CPPUNIT_TEST_FIXTURE(JournalTest, passesOverATornLastLineAndGoesOnAfterIt)
{
    test::mustSucceed(open()->attemptOrder("k1", body_));
    append(R"({"what":"order","key":"k1","body_sha)");
    CPPUNIT_ASSERT(!test::valueOf(read()).orders.at("k1").sold);

    test::mustSucceed(open()->acknowledge("k1", body_, sold_));
    CPPUNIT_ASSERT(test::valueOf(read()).orders.at("k1").sold == sold_);
}

CPPUNIT_TEST_FIXTURE(JournalTest, refusesWhatIsNotAJournal)
{
    append("hello\n");
    mustBeCorrupt(":1");
}

CPPUNIT_TEST_FIXTURE(JournalTest, refusesAFactWithoutItsAttempt)
{
    const auto journal = open();
    test::mustSucceed(journal->attemptOrder("k1", body_));
    test::mustSucceed(journal->acknowledge("k2", body_, sold_));
    mustBeCorrupt(":2");
}

CPPUNIT_TEST_FIXTURE(JournalTest, refusesAnAnswerToAnotherBody)
{
    const auto journal = open();
    test::mustSucceed(journal->attemptOrder("k1", body_));
    test::mustSucceed(journal->acknowledge("k1", "{}", sold_));
    mustBeCorrupt(":2");
}

CPPUNIT_TEST_FIXTURE(JournalTest, takesFactsFromManyThreads)
{
    {
        const auto journal = open();
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 50; ++i) {
                    const std::string key = std::to_string(t) + "-" + std::to_string(i);
                    test::mustSucceed(journal->attemptOrder(key, body_));
                    test::mustSucceed(journal->acknowledge(key, body_, sold_));
                }
            });
    }
    const Ledger ledger = test::valueOf(read());
    CPPUNIT_ASSERT_EQUAL(std::size_t{400}, ledger.orders.size());
    for (const auto& [key, order] : ledger.orders)
        CPPUNIT_ASSERT(order.sold == sold_);
}

CPPUNIT_TEST_FIXTURE(JournalTest, saysWhereItCannotWrite)
{
    const auto journal = Journal::open(folder_.path() / "missing" / "journal");
    CPPUNIT_ASSERT(!journal);
    CPPUNIT_ASSERT(journal.error().describe().find("missing/journal") != std::string::npos);
}

} // namespace ace::loadtest
