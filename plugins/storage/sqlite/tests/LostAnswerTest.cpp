// SPDX-License-Identifier: MIT
#include "SqliteDatabase.h"
#include "SqliteStatement.h"

#include <Builders.h>
#include <TestSupport.h>

#include <ace/sql/SqlStorage.h>
#include <ace/sqlite/SqliteFactory.h>

namespace ace::test {

namespace {

// Commits, and then says that it failed: what a connection does that is lost at the wrong moment.
class LosingSession : public sqlite::SqliteSession
{
public:
    LosingSession(const sqlite::SqliteLocation& location, sql::Access access, Log& log, int& answersToLose)
        : SqliteSession(location, access, log), answersToLose_(answersToLose)
    {
    }
    void commit() override
    {
        SqliteSession::commit();
        if (answersToLose_ > 0 && answersToLose_-- > 0)
            throw sql::SqlError(sql::Fault::Unknown, "connection lost");
    }

private:
    int& answersToLose_;
};

class LosingDatabase : public sql::Database
{
public:
    LosingDatabase(sqlite::SqliteLocation location, Log& log, int& answersToLose)
        : location_(std::move(location)), log_(log), answersToLose_(answersToLose)
    {
    }
    std::unique_ptr<sql::Session> openSession(sql::Access access) override
    {
        return std::make_unique<LosingSession>(location_, access, log_, answersToLose_);
    }

private:
    sqlite::SqliteLocation location_;
    Log& log_;
    int& answersToLose_;
};

} // namespace

class LostAnswerTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        const auto made = valueOf(sqlite::SqliteFactory().open({folder_.path(), "", log_, clock_}));
        mustSucceed(made->transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.events.insert(event_);
            return {};
        }));
        storage_ = std::make_unique<sql::SqlStorage>(
            std::make_unique<LosingDatabase>(sqlite::SqliteLocation{folder_.path() / "ace.db", "", {}}, log_,
                                             answersToLose_),
            sql::SqlStorage::Sizes{});
    }

protected:
    std::int64_t sold()
    {
        return valueOf(storage_->readValue(
            [&](const sdk::ReadAccess& access) { return access.events.levels(event_.event.id).at(0).sold; }));
    }
    void expectPlaced(const std::vector<sdk::OrderDraft>& drafts)
    {
        for (const auto& answer : storage_->placeOrders(drafts))
            CPPUNIT_ASSERT(answer && std::holds_alternative<sdk::Placed>(*answer));
    }

    TemporaryFolder folder_;
    FakeLog log_;
    FakeClock clock_;
    FakeIdSource ids_;
    EventSetup event_ = anEvent(ids_);
    int answersToLose_ = 0;
    std::unique_ptr<sdk::Storage> storage_;
};

CPPUNIT_TEST_FIXTURE(LostAnswerTest, ordersThatStandAreFoundAndSoldOnce)
{
    answersToLose_ = 1;
    expectPlaced({anOrder(event_, ids_).of("General", 60).withKey("k").sold(),
                  anOrder(event_, ids_).of("General", 40).sold()});
    CPPUNIT_ASSERT_EQUAL(std::int64_t(100), sold());
}

CPPUNIT_TEST_FIXTURE(LostAnswerTest, anOrderWhoseAnswerIsLostTwiceIsUnknownUntilItIsAskedAgain)
{
    const std::vector<sdk::OrderDraft> drafts{anOrder(event_, ids_).of("General", 2).sold()};
    answersToLose_ = 2;
    const auto answers = storage_->placeOrders(drafts);
    CPPUNIT_ASSERT(!answers[0] && answers[0].error().code == ErrorCode::OutcomeUnknown);
    expectPlaced(drafts);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(2), sold());
}

CPPUNIT_TEST_FIXTURE(LostAnswerTest, aSettlementThatStandsIsFound)
{
    const auto held = anOrder(event_, ids_).of("General", 1).held(clock_.now());
    expectPlaced({held});
    answersToLose_ = 1;
    expectPlaced({settlementOf(held, ids_)});
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), sold());
}

CPPUNIT_TEST_FIXTURE(LostAnswerTest, aScanThatStandsIsAdmittedNotRefusedAsRepeated)
{
    const auto order = anOrder(event_, ids_).of("General", 1).sold();
    expectPlaced({order});
    const std::vector<sdk::ScanDraft> scans{aScan(event_, ids_).of(order.tickets[0].id)};
    answersToLose_ = 1;
    const auto answers = storage_->recordScans(scans);
    const auto& recorded = std::get<sdk::RecordedScan>(answers[0].value());
    CPPUNIT_ASSERT(recorded.scan.verdict.admitted());
    CPPUNIT_ASSERT(!recorded.repeated);
}

} // namespace ace::test
