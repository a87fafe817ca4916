// SPDX-License-Identifier: MIT
// What a gate hands in that worked alone.
#include "ApiWorld.h"

#include <ace/base/TimeText.h>

namespace ace::server {

namespace {

using std::chrono::hours;
using std::chrono::seconds;

class BatchTest : public ApiWorld
{
public:
    void setUp() override
    {
        ApiWorld::setUp();
        gail = addStaff("gail", "scanner");
        guy = addStaff("guy", "scanner");
        station = addGateStation();
        tickets = expect(201, post("/api/v1/orders", order(0, 3, 90000), seller()))["tickets"];
    }

protected:
    Json scanOf(const std::string& token, const std::string& nonce, const Json& more = Json::object()) const
    {
        Json scan = {{"token", token}, {"direction", "entry"}, {"gate", "North gate"}, {"nonce", nonce}};
        scan.update(more);
        return scan;
    }
    Json scanOf(std::size_t ticket, const std::string& nonce, const Json& more = Json::object()) const
    {
        return scanOf(tickets[ticket]["token"].get<std::string>(), nonce, more);
    }
    Json ago(seconds time) const { return formatUtc(clock.now() - time); }
    Json handIn(const Json& scans, const Credential& who)
    {
        return expect(200, ask("POST", "/api/v1/scans/batch", {{"scans", scans}}, who))["results"];
    }
    static std::string problemOf(const Json& result)
    {
        return result.contains("problem") ? result["problem"]["code"].get<std::string>() : "none";
    }
    // Who scanned a ticket, by the record; ends the server.
    std::vector<std::string> scannersOf(std::size_t ticket)
    {
        program.reset();
        const auto record = openRecord();
        const auto id = *TicketId::parse(tickets[ticket]["id"].get<std::string>());
        std::vector<std::string> scanners;
        for (const Scan& scan : test::valueOf(record->storage().readValue(
                 [&](const sdk::ReadAccess& access) { return access.entries.scansOf(id); })))
            scanners.push_back(scan.by.staff ? scan.by.staff->toString() : "nobody");
        return scanners;
    }

    std::string gail, guy;
    Credential station;
    Json tickets;
};

CPPUNIT_TEST_FIXTURE(BatchTest, eachScanIsOfWhomItNamesAlsoAfterAChangeOfShift)
{
    const Credential now = logInAt(station, "guy");
    const Json results = handIn({scanOf(0, "1", {{"staff", gail}, {"scanned_at", ago(hours(2))}}),
                                 scanOf(0, "2", {{"staff", guy}}), scanOf(0, "3"),
                                 scanOf(0, "4", {{"scanned_at", ago(hours(2))}})},
                                now);
    for (std::size_t i : {0u, 1u, 2u})
        CPPUNIT_ASSERT_EQUAL_MESSAGE(results.dump(), 200, results[i]["status"].get<int>());
    CPPUNIT_ASSERT_EQUAL(std::string("staff_session_required"), problemOf(results[3])); // before the log-in
    CPPUNIT_ASSERT((std::vector{gail, guy, guy}) == scannersOf(0));
}

CPPUNIT_TEST_FIXTURE(BatchTest, ofNobodyNoScanIsTakenAndTheOthersGoOn)
{
    addStaff("cas", "cashier");
    const Json cashier = expect(200, get("/api/v1/staff", boss))["items"].back()["id"];
    const Credential left{{"Authorization", station.at("Authorization")}, {"Ace-Staff", "has ended"}};
    for (const Credential& who : {station, left}) {
        const Json results =
            handIn({scanOf(0, "1"), scanOf(0, "2", {{"staff", gail}}), scanOf(0, "3", {{"staff", typeId(0)}}),
                    scanOf(0, "4", {{"staff", cashier}}), scanOf(0, "5", {{"staff", 7}})},
                   who);
        CPPUNIT_ASSERT_EQUAL(std::string("staff_session_required"), problemOf(results[0]));
        CPPUNIT_ASSERT_EQUAL(std::string("admitted"), results[1]["scan"]["result"].get<std::string>());
        CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), problemOf(results[2]));
        CPPUNIT_ASSERT_EQUAL(std::string("forbidden"), problemOf(results[3]));
        CPPUNIT_ASSERT_EQUAL(std::string("malformed"), problemOf(results[4]));
    }
    CPPUNIT_ASSERT(std::vector{gail} == scannersOf(0));
}

// What a clock of a station says decides no more than it can know.
CPPUNIT_TEST_FIXTURE(BatchTest, aTimeThatCannotBeIsAProblem)
{
    const Credential gate = logInAt(station, "gail");
    Json alone = scanOf(0, "alone", {{"scanned_at", ago(seconds(1))}});
    expectProblem(ask("POST", "/api/v1/scans", alone, gate), 400, "malformed");
    Json scans = Json::array();
    for (const seconds back : {seconds(hours(24 * 8)), seconds(-120), seconds(hours(24 * 6)), seconds(-30)})
        scans.push_back(
            scanOf(0, "n" + std::to_string(scans.size()), {{"scanned_at", ago(back)}, {"staff", gail}}));
    for (const char* wrong : {"2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"})
        scans.push_back(
            scanOf(0, "n" + std::to_string(scans.size()), {{"scanned_at", wrong}, {"staff", gail}}));
    const Json results = handIn(scans, station);
    for (const std::size_t i : {0u, 1u, 4u, 5u})
        CPPUNIT_ASSERT_EQUAL(std::string("malformed"), problemOf(results[i]));
    for (const std::size_t i : {2u, 3u})
        CPPUNIT_ASSERT_EQUAL(200, results[i]["status"].get<int>());
}

CPPUNIT_TEST_FIXTURE(BatchTest, aScanWhoseAnswerWasLostComesAgainInABatch)
{
    const Credential gate = logInAt(station, "gail");
    const Json first = expect(200, ask("POST", "/api/v1/scans", scanOf(0, "lost"), gate));
    const Json again = scanOf(0, "lost", {{"staff", gail}, {"scanned_at", ago(seconds(1))}});
    const Json results = handIn({again, scanOf(1, "lost"), scanOf(1, "new"), scanOf(1, "new")}, gate);
    CPPUNIT_ASSERT_EQUAL(first.dump(), results[0]["scan"].dump());
    CPPUNIT_ASSERT_EQUAL(std::string("idempotency_key_reused"), problemOf(results[1]));
    CPPUNIT_ASSERT_EQUAL(std::string("admitted"), results[2]["scan"]["result"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(results[2].dump(), results[3].dump()); // one nonce twice is one scan
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, scannersOf(1).size());
}

CPPUNIT_TEST_FIXTURE(BatchTest, hasAtMost500Scans)
{
    const Credential gate = logInAt(station, "gail");
    Json scans = Json::array();
    for (int i = 0; i < 500; ++i)
        scans.push_back(scanOf(0, std::to_string(i)));
    const Json results = handIn(scans, gate);
    CPPUNIT_ASSERT_EQUAL(std::size_t{500}, results.size());
    int admitted = 0;
    for (const Json& result : results)
        admitted += result["scan"]["result"] == "admitted";
    CPPUNIT_ASSERT_EQUAL(1, admitted);
    scans.push_back(scanOf(1, "501"));
    expectProblem(ask("POST", "/api/v1/scans/batch", {{"scans", scans}}, gate), 400, "malformed");
    Json large = Json::array();
    for (int i = 0; i < 400; ++i)
        large.push_back(scanOf(std::string(1500, 'x'), "large" + std::to_string(i)));
    expectProblem(ask("POST", "/api/v1/scans/batch", {{"scans", large}}, gate), 413, "too_large");
}

} // namespace

} // namespace ace::server
