// SPDX-License-Identifier: MIT
#include "ApiWorld.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>

namespace ace::server {

namespace {

std::atomic<std::int64_t> steps; // of the database's machine: what a statement costs, whatever the clock says

int countSteps(unsigned, void*, void* statement, void*)
{
    steps += sqlite3_stmt_status(static_cast<sqlite3_stmt*>(statement), SQLITE_STMTSTATUS_VM_STEP, 1);
    return 0;
}

int watch(sqlite3* connection, char**, const sqlite3_api_routines*)
{
    return sqlite3_trace_v2(connection, SQLITE_TRACE_PROFILE, countSteps, nullptr);
}

class SaleCostTest : public ApiWorld
{
public:
    void setUp() override
    {
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch));
        ApiWorld::setUp();
        addStaff("ann", "supervisor");
        till = expect(201, post("/api/v1/events/summer-fair/tills", {{"name", "Till"}}, boss)).at("id");
        counter = logInAt(addCounter("Counter", till), "ann");
        session =
            expect(201, post("/api/v1/tills/" + till + "/sessions", {{"opening_float", money(100)}}, counter))
                .at("id");
    }
    void tearDown() override
    {
        ApiWorld::tearDown();
        sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(watch));
    }

protected:
    std::int64_t costOfSale(bool named)
    {
        Json body = order(0, 1, 9000);
        if (named)
            body["till_session"] = session;
        const std::int64_t before = steps;
        expect(201, post("/api/v1/orders", body, counter));
        return steps - before;
    }

    std::string till, session;
    Credential counter;
};

// Others of the server's threads look something up now and then; a sale that adds up its session costs a
// multiple.
CPPUNIT_TEST_FIXTURE(SaleCostTest, aSaleCostsTheSameHoweverMuchItsTillHasTaken)
{
    for (const bool named : {false, true}) {
        std::int64_t first = costOfSale(named);
        for (int i = 0; i < 5; ++i)
            first = std::min(first, costOfSale(named));
        for (int i = 0; i < 40; ++i)
            costOfSale(named);
        std::int64_t last = costOfSale(named);
        for (int i = 0; i < 5; ++i)
            last = std::min(last, costOfSale(named));
        CPPUNIT_ASSERT(first > 0);
        CPPUNIT_ASSERT_MESSAGE(std::to_string(first) + " → " + std::to_string(last),
                               last <= first + first / 5);
    }
}

} // namespace

} // namespace ace::server
