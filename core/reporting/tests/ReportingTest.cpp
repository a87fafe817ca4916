// SPDX-License-Identifier: MIT
#include "Builders.h"
#include "TestSupport.h"

#include <ace/catalog/LocalCatalog.h>
#include <ace/reporting/LocalReporting.h>
#include <ace/sqlite/SqliteFactory.h>

namespace ace::reporting {

namespace {

constexpr TimeWindow kAlways{Instant{}, Instant(std::chrono::hours(24 * 365 * 100))};

class ReportingTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        storage_ = test::valueOf(sqlite::SqliteFactory().open({folder_.path(), "{}", log_, clock_}));
        test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.events.insert(event_);
            return {};
        }));
        catalog_ = std::make_unique<catalog::LocalCatalog>(*storage_, ids_, clock_);
        reporting_ = std::make_unique<LocalReporting>(*storage_, *catalog_);
    }

protected:
    OrderRecord sell(const std::string& type, std::int32_t quantity, Channel channel)
    {
        auto draft = test::anOrder(event_, ids_).of(type, quantity).sold();
        draft.order.channel = channel;
        const auto answers = storage_->placeOrders({&draft, 1});
        CPPUNIT_ASSERT(answers[0] && std::holds_alternative<sdk::Placed>(*answers[0]));
        return {draft.order, draft.tickets, draft.payment};
    }
    void refundOne(const OrderRecord& record, std::int64_t amount)
    {
        test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            Refund refund;
            refund.id = ids_.next<RefundId>();
            refund.order = record.order.id;
            refund.payment = record.payment->id;
            refund.state = RefundState::Done;
            refund.amount = {amount, record.order.total.currency};
            refund.tickets = {record.tickets[0].id};
            refund.createdAt = clock_.now();
            access.refunds.insert(refund, nullptr);
            return {};
        }));
    }
    void scan(const sdk::ScanDraft& draft)
    {
        const auto answers = storage_->recordScans({&draft, 1});
        CPPUNIT_ASSERT(answers[0].has_value());
    }

    test::TemporaryFolder folder_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    test::FakeLog log_;
    const EventSetup event_ = test::anEvent(ids_);
    std::unique_ptr<sdk::Storage> storage_;
    std::unique_ptr<catalog::LocalCatalog> catalog_;
    std::unique_ptr<LocalReporting> reporting_;
};

CPPUNIT_TEST_FIXTURE(ReportingTest, salesAreSummedByTypeAndChannel)
{
    const auto first = sell("General", 3, Channel::Counter);
    const auto second = sell("General", 2, Channel::Web);
    const auto third = sell("Season", 1, Channel::Counter);
    refundOne(first, 100);
    const auto report = test::valueOf(reporting_->sales("open-air", kAlways));
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, report.lines.size());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{6}, report.tickets);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, report.canceled);
    const Money gross = first.order.total + second.order.total + third.order.total;
    CPPUNIT_ASSERT(report.gross == gross);
    CPPUNIT_ASSERT_EQUAL(gross.minor - report.tax.minor, report.net.minor);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{100}, report.refunded.minor);
    CPPUNIT_ASSERT_EQUAL(gross.minor - 100, report.kept.minor);
    std::int64_t counted = 0;
    for (const auto& line : report.lines)
        if (line.typeName == "General" && line.channel == Channel::Counter)
            counted = line.tickets;
    CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, counted);
}

CPPUNIT_TEST_FIXTURE(ReportingTest, entriesAreSummedByGateAndVerdict)
{
    const auto record = sell("General", 1, Channel::Counter);
    scan(test::aScan(event_, ids_).of(record.tickets[0].id).at("North gate").withNonce("1"));
    scan(test::aScan(event_, ids_).of(record.tickets[0].id).at("North gate").withNonce("2"));
    scan(test::aScan(event_, ids_).ofRaw("junk").at("Side door").withNonce("3").refusedFor(Reason::Invalid));
    const auto report = test::valueOf(reporting_->entries("open-air", kAlways));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, report.scans);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, report.admitted);
    const std::string csv = toCsv(report);
    for (const char* line : {"gate,direction,verdict,scans\r\n", "North gate,entry,admitted,1\r\n",
                             "North gate,entry,already_redeemed,1\r\n", "Side door,entry,invalid,1\r\n"})
        CPPUNIT_ASSERT_MESSAGE(csv, csv.find(line) != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(ReportingTest, nothingIsInAnEmptyWindow)
{
    sell("General", 1, Channel::Counter);
    const auto report = test::valueOf(reporting_->sales("open-air", {Instant{}, Instant(Microseconds(1))}));
    CPPUNIT_ASSERT(report.lines.empty() && report.gross.minor == 0 && report.kept.minor == 0);
}

CPPUNIT_TEST_FIXTURE(ReportingTest, anUnknownEventIsNotFound)
{
    CPPUNIT_ASSERT(reporting_->sales("nope", kAlways).error().code == ErrorCode::NotFound);
    CPPUNIT_ASSERT(reporting_->entries("nope", kAlways).error().code == ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(ReportingTest, noNameOfATypeIsAFormula)
{
    SalesReport report;
    report.lines.push_back({{}, "=HYPERLINK(\"http://x\")", Channel::Web, 1, 0, {-5, {}}, {}, {}});
    const std::string csv = toCsv(report);
    CPPUNIT_ASSERT_MESSAGE(csv,
                           csv.find("\"'=HYPERLINK(\"\"http://x\"\")\",web,1,0,-5,") != std::string::npos);
}

} // namespace

} // namespace ace::reporting
