// SPDX-License-Identifier: MIT
#include "support/RecordBeside.h"

#include <utility>

namespace ace::test {

namespace {

std::vector<std::string> scanning; // statements that read a table from end to end

int takeStatement(unsigned, void*, void* statement, void*)
{
    auto* done = static_cast<sqlite3_stmt*>(statement);
    if (sqlite3_stmt_status(done, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1) > 0)
        scanning.emplace_back(sqlite3_sql(done));
    return 0;
}

int watch(sqlite3* connection, char**, const sqlite3_api_routines*)
{
    return sqlite3_trace_v2(connection, SQLITE_TRACE_PROFILE, takeStatement, nullptr);
}

} // namespace

// The tables that grow with each sale and each scan are never read from end to end where people wait for it.
class PlanTest : public RecordBeside
{
public:
    void setUp() override
    {
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch));
        storage_ = valueOf(open());
        write(*storage_, [&](sdk::WriteAccess& access) { access.events.insert(event_); });
        for (int i = 0; i < 10; ++i) {
            drafts_.push_back(anOrder(event_, ids_).of("General", 1).sold());
            place(*storage_, drafts_.back());
            const sdk::ScanDraft scan = aScan(event_, ids_).of(drafts_.back().tickets[0].id);
            CPPUNIT_ASSERT(storage_->recordScans({&scan, 1}).front());
        }
        scanning.clear();
    }
    void tearDown() override
    {
        sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(watch));
        storage_.reset();
    }

protected:
    // Small tables may be read from end to end. A deletion's plan has what its foreign keys look for.
    void expectNoScan()
    {
        const auto statements = std::exchange(scanning, {});
        for (const auto& sql : statements) {
            const std::string plan = planOf(sql);
            for (const std::string name : {"ticket", "order_line", "order_claim", "scan", "orders",
                                           "presence", "link_request", "o", "t", "l", "s", "c"})
                CPPUNIT_ASSERT_MESSAGE(sql + plan,
                                       plan.find("\nSCAN " + name + "\n") == std::string::npos &&
                                           plan.find("\nSCAN " + name + " ") == std::string::npos);
        }
    }
    std::string planOf(const std::string& sql)
    {
        sqlite3* connection = nullptr;
        CPPUNIT_ASSERT_EQUAL(SQLITE_OK, sqlite3_open(file().c_str(), &connection));
        std::string plan = "\n";
        const auto take = [](void* into, int, char** columns, char**) {
            *static_cast<std::string*>(into) += std::string(columns[3]) + "\n";
            return 0;
        };
        sqlite3_exec(connection, "PRAGMA foreign_keys = ON", nullptr, nullptr, nullptr);
        const int code =
            sqlite3_exec(connection, ("EXPLAIN QUERY PLAN " + sql).c_str(), take, &plan, nullptr);
        sqlite3_close(connection);
        CPPUNIT_ASSERT_EQUAL(SQLITE_OK, code);
        return plan;
    }

    EventSetup event_ = anEvent(ids_);
    std::vector<sdk::OrderDraft> drafts_;
    std::unique_ptr<sdk::Storage> storage_;
};

CPPUNIT_TEST_FIXTURE(PlanTest, theSetUpOfAnEventIsEditedWithoutReadingItsSales)
{
    EventSetup more = event_;
    more.zones.push_back({ids_.next<ZoneId>(), "Roof"});
    more.quotas.push_back({ids_.next<QuotaId>(), "roof", 10});
    more.gates.push_back({ids_.next<GateId>(), "Ladder", more.zones.back().id, {}});
    TicketType roof = more.types[0];
    roof.id = ids_.next<TicketTypeId>();
    roof.number = 9;
    roof.name = "Roof";
    more.types.push_back(roof);
    write(*storage_, [&](sdk::WriteAccess& access) { access.events.update(more, 1); });
    EventSetup changed = event_;
    changed.types[2].quotas.push_back(changed.quotas[1].id);
    write(*storage_, [&](sdk::WriteAccess& access) { access.events.update(changed, 2); });
    expectNoScan();
}

CPPUNIT_TEST_FIXTURE(PlanTest, ordersAreFoundWithoutReadingAllOfThem)
{
    const auto found = [&](const sdk::OrderFilter& filter) {
        return look(*storage_,
                    [&](const sdk::ReadAccess& access) { return access.reports.orders(filter, {}).size(); });
    };
    sdk::OrderFilter filter;
    filter.event = event_.event.id;
    CPPUNIT_ASSERT_EQUAL(std::size_t(10), found(filter));
    filter.customerEmail = "ZOE@example.org";
    CPPUNIT_ASSERT_EQUAL(std::size_t(10), found(filter));
    expectNoScan();
}

CPPUNIT_TEST_FIXTURE(PlanTest, theOrdersOfAnAddressAreFoundWithoutReadingThoseOfOthers)
{
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), look(*storage_, [](const sdk::ReadAccess& access) {
                             return access.orders.listPaidOf("ZOE@example.org", 3).size();
                         }));
    const sdk::LinkRequest request{ids_.next<JobId>(), "zoe@example.org", "en", clock_.now()};
    write(*storage_, [&](sdk::WriteAccess& access) {
        access.linkRequests.forget(clock_.now());
        access.linkRequests.insert(request, clock_.now());
    });
    expectNoScan();
}

CPPUNIT_TEST_FIXTURE(PlanTest, reportsReadTheSalesAndScansOfTheirEvent)
{
    const TimeWindow always{Instant{}, clock_.now() + std::chrono::hours(100'000)};
    look(*storage_, [&](const sdk::ReadAccess& access) {
        CPPUNIT_ASSERT_EQUAL(std::size_t(1), access.reports.sales(event_.event.id, always).size());
        CPPUNIT_ASSERT_EQUAL(std::size_t(1), access.reports.entries(event_.event.id, always).size());
        return access.reports.refunded(event_.event.id, always, {});
    });
    expectNoScan();
}

CPPUNIT_TEST_FIXTURE(PlanTest, aTicketIsReissuedWithoutReadingWhoIsInside)
{
    Ticket fresh = drafts_[4].tickets[0];
    fresh.id = ids_.next<TicketId>();
    fresh.reissueOf = drafts_[4].tickets[0].id;
    write(*storage_, [&](sdk::WriteAccess& access) { access.orders.reissueTicket(fresh); });
    expectNoScan();
}

} // namespace ace::test
