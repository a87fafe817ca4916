// SPDX-License-Identifier: MIT
#include "support/FaultyDisk.h"
#include "support/RecordBeside.h"

#include <ace/sdk/storage/ChangeSequence.h>

namespace ace::test {

// From each released schema to this program's. The fixtures are dumps of records that a release has written.
class MigrationTest : public RecordBeside
{
public:
    void setUp() override
    {
        readFixture("0001.sql");
        CPPUNIT_ASSERT_EQUAL(std::string("1"), runBeside("SELECT COUNT(*) FROM schema_step"));
    }

protected:
    void readFixture(const std::string& name)
    {
        for (const char* suffix : {"", "-wal", "-shm"})
            std::filesystem::remove(file().string() + suffix);
        const auto dump = valueOf(readFile(ACE_TEST_DIR "/../sql/tests/fixtures/" + name));
        CPPUNIT_ASSERT_EQUAL(std::string(), runBeside(dump));
    }
    static EventSetup event(sdk::Storage& storage)
    {
        return look(storage,
                    [](const sdk::ReadAccess& access) { return access.events.findBySlug("summer-fair"); })
            .value();
    }
    static OrderRecord order(sdk::Storage& storage, std::string_view code)
    {
        return look(storage, [&](const sdk::ReadAccess& access) { return access.orders.findByCode(code); })
            .value();
    }
};

CPPUNIT_TEST_FIXTURE(MigrationTest, findsEveryOrderOfTheFirstRelease)
{
    const auto storage = valueOf(open());
    const auto ids =
        look(*storage, [](const sdk::ReadAccess& access) { return access.reports.orders({}, {}); });
    CPPUNIT_ASSERT_EQUAL(std::size_t(8), ids.size());
    const OrderRecord sold = order(*storage, "VBMKD8RS4F");
    CPPUNIT_ASSERT(sold.order.state == OrderState::Paid && sold.order.total.minor == 2'500);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), sold.tickets.size());
    CPPUNIT_ASSERT(sold.payment && sold.payment->state == PaymentState::Confirmed);
    CPPUNIT_ASSERT(order(*storage, "YN9VWBT66Y").order.customer.name == "李伟");
    CPPUNIT_ASSERT(order(*storage, "YN9VWBT66Y").order.state == OrderState::Pending);
    CPPUNIT_ASSERT(order(*storage, "60ZCNG6BY2").order.state == OrderState::Expired);
    const OrderRecord canceled = order(*storage, "SYEHR7CYVG");
    CPPUNIT_ASSERT(canceled.order.state == OrderState::Canceled);
    CPPUNIT_ASSERT(canceled.tickets[0].state == TicketState::Canceled);
    CPPUNIT_ASSERT(order(*storage, "A690JEWBY9").tickets[0].state == TicketState::Blocked);
    CPPUNIT_ASSERT(order(*storage, "XJAABQFB1S").tickets[0].revoked);
}

CPPUNIT_TEST_FIXTURE(MigrationTest, givesOldRowsTheirDefaults)
{
    const auto storage = valueOf(open());
    const OrderRecord sold = order(*storage, "VBMKD8RS4F");
    CPPUNIT_ASSERT(sold.order.by == Actor{} && !sold.order.till && !sold.order.voucher);
    CPPUNIT_ASSERT(!sold.receipt && sold.refunds.empty());
    for (const Ticket& ticket : sold.tickets)
        CPPUNIT_ASSERT(ticket.holder.empty() && !ticket.reissueOf);
    const EventSetup setup = event(*storage);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), setup.revision);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), setup.keys.size());
    for (const TicketType& type : setup.types)
        CPPUNIT_ASSERT(!type.hidden && type.onWeb && type.atCounter);
    CPPUNIT_ASSERT(look(*storage, [&](const sdk::ReadAccess& access) {
                       return access.reports.ticketChanges(setup.event.id, 0, 10);
                   }).empty());
    CPPUNIT_ASSERT(
        look(*storage, [](const sdk::ReadAccess& access) { return access.reports.brokenRules(10); }).empty());
}

CPPUNIT_TEST_FIXTURE(MigrationTest, keepsScansPresencesLevelsAndJobs)
{
    const std::string inside = runBeside("SELECT COUNT(*) FROM presence WHERE inside = 1");
    const std::string jobs = runBeside("SELECT COUNT(*) FROM job WHERE buried = 0");
    CPPUNIT_ASSERT(inside != "0" && jobs != "0");
    const auto storage = valueOf(open());
    const EventSetup setup = event(*storage);
    const auto levels =
        look(*storage, [&](const sdk::ReadAccess& access) { return access.events.levels(setup.event.id); });
    CPPUNIT_ASSERT_EQUAL(std::int64_t(3), levels[0].held);
    const TicketId scanned = order(*storage, "VBMKD8RS4F").tickets[1].id;
    const auto scans =
        look(*storage, [&](const sdk::ReadAccess& access) { return access.entries.scansOf(scanned); });
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), scans.size());
    CPPUNIT_ASSERT(scans[0].verdict.admitted() && scans[1].verdict.reason == Reason::AlreadyRedeemed);
    CPPUNIT_ASSERT(scans[0].by == Actor{});
    CPPUNIT_ASSERT_EQUAL(inside, std::to_string(look(*storage, [&](const sdk::ReadAccess& access) {
                             return access.entries.countInside(setup.zones[0].id);
                         })));
    CPPUNIT_ASSERT_EQUAL(jobs, std::to_string(look(*storage, [](const sdk::ReadAccess& access) {
                             return access.jobs.countOpen();
                         })));
}

CPPUNIT_TEST_FIXTURE(MigrationTest, whatWasSoldBeforeCanBeGivenBackAndReissued)
{
    const auto storage = valueOf(open());
    const OrderRecord sold = order(*storage, "VBMKD8RS4F");
    Ticket fresh = sold.tickets[0];
    fresh.id = ids_.next<TicketId>();
    fresh.reissueOf = sold.tickets[0].id;
    Refund refund;
    refund.id = ids_.next<RefundId>();
    refund.order = sold.order.id;
    refund.payment = sold.payment->id;
    refund.amount = {1'250, sold.order.total.currency};
    refund.tickets = {sold.tickets[1].id};
    write(*storage, [&](sdk::WriteAccess& access) {
        access.orders.reissueTicket(fresh);
        access.refunds.insert(refund, nullptr);
    });
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), order(*storage, "VBMKD8RS4F").tickets.size());
    CPPUNIT_ASSERT(
        look(*storage, [](const sdk::ReadAccess& access) { return access.reports.brokenRules(10); }).empty());
}

CPPUNIT_TEST_FIXTURE(MigrationTest, eachReleasedSchemaBecomesThisProgramsOwn)
{
    valueOf(open()).reset();
    const std::string schema =
        "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)";
    const std::string fromFirst = runBeside(schema);
    readFixture("0002.sql");
    CPPUNIT_ASSERT_EQUAL(std::string("2"), runBeside("SELECT COUNT(*) FROM schema_step"));
    const auto storage = valueOf(open());
    CPPUNIT_ASSERT_EQUAL(fromFirst, runBeside(schema));
    CPPUNIT_ASSERT(
        look(*storage, [](const sdk::ReadAccess& access) { return access.reports.brokenRules(10); }).empty());
    const auto series =
        look(*storage, [](const sdk::ReadAccess& access) { return access.tills.listSeries(); });
    CPPUNIT_ASSERT(series == std::vector<std::string>{"T1"});
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), look(*storage, [](const sdk::ReadAccess& access) {
                             return access.tills.listReceipts("T1", 0, 10).size();
                         }));
}

CPPUNIT_TEST_FIXTURE(MigrationTest, theSchemasOfThreeAndOfEightStepsBecomeThisProgramsOwn)
{
    valueOf(open()).reset();
    const std::string schema =
        "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)";
    const std::string fromFirst = runBeside(schema);
    for (const std::string steps : {"3", "8"}) {
        readFixture("000" + steps + ".sql");
        CPPUNIT_ASSERT_EQUAL(steps, runBeside("SELECT COUNT(*) FROM schema_step"));
        const auto storage = valueOf(open());
        CPPUNIT_ASSERT_EQUAL(fromFirst, runBeside(schema));
        CPPUNIT_ASSERT(look(*storage, [](const sdk::ReadAccess& access) {
                           return access.reports.brokenRules(10);
                       }).empty());
    }
}

CPPUNIT_TEST_FIXTURE(MigrationTest, whatACardPaidAndWhatWaitsForItStay)
{
    readFixture("0008.sql");
    const auto storage = valueOf(open());
    const OrderRecord paid = order(*storage, "4P84480TQD");
    CPPUNIT_ASSERT(paid.order.state == OrderState::Paid && paid.order.language == "es");
    CPPUNIT_ASSERT(paid.payment->state == PaymentState::Confirmed && !paid.payment->memo.empty());
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), paid.tickets.size());
    const OrderRecord waiting = order(*storage, "N4RTQ8BX4H");
    CPPUNIT_ASSERT(waiting.order.state == OrderState::Pending);
    CPPUNIT_ASSERT(waiting.payment->state == PaymentState::Pending &&
                   !(waiting.payment->page == PaymentPage{}));
}

CPPUNIT_TEST_FIXTURE(MigrationTest, aPaymentOfBeforeBeganWithItsOrderAndHasNoPage)
{
    const auto storage = valueOf(open());
    const OrderRecord sold = order(*storage, "VBMKD8RS4F");
    CPPUNIT_ASSERT(sold.payment->begunAt == sold.order.createdAt);
    CPPUNIT_ASSERT(sold.payment->page == PaymentPage{} && sold.payment->memo.empty());
    CPPUNIT_ASSERT(sold.payment->dispute == DisputeState::None);
}

// Gates were not told of it by the release before.
CPPUNIT_TEST_FIXTURE(MigrationTest, whatWasReturnedBeforeIsOnTheListOfChanges)
{
    readFixture("0002.sql");
    const std::string returned =
        runBeside("SELECT lower(hex(id)) FROM leased_ticket WHERE state = 'returned'");
    const std::int64_t before = std::stoll(runBeside("SELECT MAX(sequence) FROM ticket_change"));
    const auto storage = valueOf(open());
    const EventId event =
        look(*storage, [](const sdk::ReadAccess& access) { return access.events.list(); }).at(0).event.id;
    const auto changes = look(*storage, [&](const sdk::ReadAccess& access) {
        return access.reports.ticketChanges(event, before, 10);
    });
    CPPUNIT_ASSERT_EQUAL(std::size_t(4), changes.size()); // all, since it may be a backup
    CPPUNIT_ASSERT(changes[3].ticket.revoked);
    CPPUNIT_ASSERT_EQUAL(returned, toHex(changes[3].ticket.id.value.bytes));
    const std::int64_t last =
        look(*storage, [](const sdk::ReadAccess& access) { return access.reports.lastTicketChange(); });
    CPPUNIT_ASSERT_EQUAL(changes[3].sequence, last);
    CPPUNIT_ASSERT(!sdk::readsOn(before, last));
}

CPPUNIT_TEST_FIXTURE(MigrationTest, hashesOfSecretsAreForgotten)
{
    readFixture("0002.sql");
    runBeside("INSERT INTO request VALUES ('ana|POST /api/v1/staff', 'k', x'00', 's'),"
              " ('ana|PATCH /api/v1/staff/{id}', 'k', x'00', 's')");
    valueOf(open()).reset();
    CPPUNIT_ASSERT_EQUAL(std::string("ana|PATCH /api/v1/staff/{id}"),
                         runBeside("SELECT group_concat(scope) FROM request"));
}

CPPUNIT_TEST_FIXTURE(MigrationTest, isDoneOnce)
{
    valueOf(open()).reset();
    const std::string steps = runBeside("SELECT group_concat(name) FROM schema_step");
    valueOf(open()).reset();
    CPPUNIT_ASSERT_EQUAL(steps, runBeside("SELECT group_concat(name) FROM schema_step"));
    CPPUNIT_ASSERT_EQUAL(std::string("0001_first_ticket.sql,0002_backend.sql,0003_indexes.sql,"
                                     "0004_payment_calls.sql,0005_waiting_room.sql,0006_cancel_until.sql,"
                                     "0007_payment.sql,0008_mail.sql"),
                         steps);
}

CPPUNIT_TEST_FIXTURE(MigrationTest, aDiskThatFailsLeavesTheRecordAsItWas)
{
    FaultyDisk disk;
    disk.failWrites(FaultyDisk::kAlways, SQLITE_FULL);
    const auto refused = open(disk.vfs());
    CPPUNIT_ASSERT(!refused);
    disk.heal();
    CPPUNIT_ASSERT_EQUAL(std::string("1"), runBeside("SELECT COUNT(*) FROM schema_step"));
    CPPUNIT_ASSERT_EQUAL(std::string("0"),
                         runBeside("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'staff'"));
    const auto storage = valueOf(open(disk.vfs()));
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), order(*storage, "VBMKD8RS4F").tickets.size());
}

// As an engine leaves it whose tables cannot be made in a transaction, or somebody who ran a part by hand.
CPPUNIT_TEST_FIXTURE(MigrationTest, aHalfTakenStepIsRefusedAndNothingIsChanged)
{
    runBeside("CREATE TABLE voucher (id BLOB)");
    const std::string before = runBeside("SELECT group_concat(name) FROM sqlite_schema");
    const auto refused = open();
    CPPUNIT_ASSERT(!refused);
    expectRefusal(refused.error(), ErrorCode::Internal,
                  "schema step 0002_backend.sql cannot be taken, the record is as it was");
    expectRefusal(refused.error(), ErrorCode::Internal, "voucher already exists");
    CPPUNIT_ASSERT_EQUAL(before, runBeside("SELECT group_concat(name) FROM sqlite_schema"));
    runBeside("DROP TABLE voucher");
    CPPUNIT_ASSERT(open());
}

CPPUNIT_TEST_FIXTURE(MigrationTest, anOlderRecordIsNotReadAsIfItWereNew)
{
    const auto refused = sqlite::SqliteFactory().openForReading(options());
    CPPUNIT_ASSERT(!refused);
    expectRefusal(refused.error(), ErrorCode::Conflict, "Start the server once");
    CPPUNIT_ASSERT_EQUAL(std::string("1"), runBeside("SELECT COUNT(*) FROM schema_step"));
}

} // namespace ace::test
