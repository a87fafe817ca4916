// SPDX-License-Identifier: MIT
// Every operation that names an object, asked for the things of an event by those who belong to another one.
#include "ApiWorld.h"

namespace ace::server {

namespace {

const std::string kSummer = "/api/v1/events/summer-fair";
const std::string kWinter = "/api/v1/events/winter-fair";

class StrangerTest : public ApiWorld
{
public:
    void setUp() override
    {
        ApiWorld::setUp();
        makeSummer();
        expect(201, post("/api/v1/events", document->json()["components"]["schemas"]["NewEvent"]["example"],
                         boss));
        addStaff("eve", "organiser", "winter-fair");
        office = {{"Authorization", "Bearer " + logInByPassword("eve")}};
        counter = logInAt(
            addStation({{"name", "Winter counter"}, {"kind", "counter"}, {"event", "winter-fair"}}), "eve");
        const Json gates = expect(200, get(kWinter + "/setup", boss))["gates"];
        gate = logInAt(addStation({{"name", "Winter gate"},
                                   {"kind", "gate"},
                                   {"event", "winter-fair"},
                                   {"gate", gates[0]["id"]}}),
                       "eve");
    }

protected:
    // One object of each kind, of the summer fair.
    void makeSummer()
    {
        const Json setUp = setup();
        of["quotas"] = setUp["quotas"][0]["id"];
        of["zones"] = setUp["zones"][0]["id"];
        of["ticket-types"] = setUp["ticket_types"][0]["id"];
        of["gates"] = setUp["gates"][0]["id"];
        of["keys"] = expect(200, get(kSummer + "/keys", boss))["items"][0]["id"].dump();
        of["vouchers"] = expect(201, post(kSummer + "/vouchers", voucher("A"), boss))["id"];
        till = expect(201, post(kSummer + "/tills", {{"name", "Till"}}, boss));
        of["tills"] = till["id"];
        of["staff"] = addStaff("ann", "supervisor");
        const Credential ann = logInAt(addCounter("Summer counter", till["id"]), "ann");
        of["till-sessions"] = expect(201, post("/api/v1/tills/" + of["tills"] + "/sessions",
                                               {{"opening_float", money(1)}}, ann))["id"];
        sold = sellOne(ann);
        of["orders"] = sold["code"];
        of["tickets"] = sold["tickets"][0]["id"];
        of["allotments"] =
            expect(201, post("/api/v1/allotments", {{"ticket_type", typeId(0)}, {"quantity", 2}}, ann))["id"];
        of["time-entries"] = expect(200, post("/api/v1/time-entries", {{"action", "in"}}, ann))["id"];
        of["stations"] = expect(200, get("/api/v1/stations?event=summer-fair", boss))["items"][0]["id"];
        of["webhooks"] =
            expect(201, post("/api/v1/webhooks", {{"url", "https://example.com/h"}, {"event", "summer-fair"}},
                             boss))["id"];
        of["jobs"] = "019e0000-0000-7000-8000-000000000009"; // a dead letter takes hours to make
        of["events"] = "summer-fair";
    }

    // The address of the summer fair's object; none where the operation names none, or is everybody's.
    std::optional<std::string> addressOf(const access::Operation& operation)
    {
        std::string path(operation.pattern);
        if (path.find('{') == std::string::npos || operation.who == access::Who::Public)
            return std::nullopt;
        for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{')) {
            const std::size_t kind = path.rfind('/', at - 2) + 1;
            const std::string folder = path.substr(kind, at - 1 - kind);
            CPPUNIT_ASSERT_MESSAGE("make one of the " + folder, of.contains(folder));
            path.replace(at, path.find('}') - at + 1, of.at(folder));
        }
        return path;
    }
    Answered askFor(const access::Operation& operation, const std::string& path, const Credential& who,
                    const std::string& revision)
    {
        return ask(std::string(operation.method), path,
                   operation.bodyMost > 0 ? Json::object() : Json(nullptr), who,
                   {{"Idempotency-Key", "key-" + std::to_string(++keysUsed)}, {"If-Match", revision}});
    }
    // All that an organiser of everything can read of the summer fair.
    std::string everythingOfSummer()
    {
        std::string all;
        for (const access::Operation& operation : access::operations())
            if (const auto path = addressOf(operation);
                path && operation.method == "GET" && !path->ends_with(".pdf")) // which says when it was made
                all += *path + ": " + get(*path, boss).body + "\n";
        return all;
    }

    std::map<std::string, std::string> of;
    Json till, sold;
    Credential office, counter, gate; // eve, an organiser of the winter fair, where she may be
};

CPPUNIT_TEST_FIXTURE(StrangerTest, noOperationReachesAnObjectOfAnotherEvent)
{
    const std::string before = everythingOfSummer();
    std::string wrong;
    int asked = 0;
    for (const access::Operation& operation : access::operations()) {
        const auto path = addressOf(operation);
        if (!path)
            continue;
        for (const Credential* who : {&office, &counter, &gate}) {
            const int status = askFor(operation, *path, *who, "\"1\"").status;
            ++asked;
            if (status != 404 && status != 403)
                wrong += "\n" + std::string(operation.id) + ": " + std::to_string(status);
        }
    }
    CPPUNIT_ASSERT_EQUAL(std::string(), wrong);
    CPPUNIT_ASSERT(asked > 100);
    CPPUNIT_ASSERT_EQUAL(before, everythingOfSummer());
}

// A part of the summer fair by an address of the winter fair, whose organiser she is.
CPPUNIT_TEST_FIXTURE(StrangerTest, noPartIsFoundByAnotherEventsAddress)
{
    const std::string before = everythingOfSummer();
    of["events"] = "winter-fair";
    const std::string revision =
        "\"" + expect(200, get(kWinter + "/setup", office))["revision"].dump() + "\"";
    int asked = 0;
    for (const access::Operation& operation : access::operations())
        if (operation.pattern.starts_with("/api/v1/events/{slug}/") && operation.pattern.ends_with("}")) {
            const std::string path = *addressOf(operation);
            const Answered answered = askFor(operation, path, office, revision);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(path + " " + answered.body, 404, answered.status);
            ++asked;
        }
    CPPUNIT_ASSERT(asked >= 10);
    of["events"] = "summer-fair";
    CPPUNIT_ASSERT_EQUAL(before, everythingOfSummer());
}

CPPUNIT_TEST_FIXTURE(StrangerTest, noQueryAsksForAnotherEvent)
{
    for (const char* path :
         {"/api/v1/orders?event=summer-fair", "/api/v1/orders?event=summer-fair&email=ann@example.com",
          "/api/v1/allotments?event=summer-fair", "/api/v1/stations?event=summer-fair",
          "/api/v1/time-entries.csv?event=summer-fair", "/api/v1/reports/sales?event=summer-fair",
          "/api/v1/reports/sales.csv?event=summer-fair", "/api/v1/reports/entries?event=summer-fair",
          "/api/v1/reports/entries.csv?event=summer-fair"})
        for (const Credential* who : {&office, &counter, &gate})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(path, 403, get(path, *who).status);
    const std::string receipts = "/api/v1/receipts?series=" + till["series"].get<std::string>();
    CPPUNIT_ASSERT_EQUAL(200, get(receipts, boss).status);
    for (const Credential* who : {&office, &counter})
        CPPUNIT_ASSERT_EQUAL(404, get(receipts, *who).status);
}

CPPUNIT_TEST_FIXTURE(StrangerTest, noBodyNamesAThingOfAnotherEvent)
{
    const std::string before = everythingOfSummer();
    const auto refused = [&](const std::string& path, const Json& body, const Credential& who) {
        const int status = post(path, body, who).status;
        CPPUNIT_ASSERT_MESSAGE(path + " " + body.dump() + " " + std::to_string(status),
                               status >= 400 && status < 500);
    };
    Json wanted = order(0, 1, 9000);
    refused("/api/v1/orders", wanted, counter); // its event
    wanted["event"] = "winter-fair";
    refused("/api/v1/orders", wanted, counter); // its ticket type
    refused("/api/v1/allotments", {{"ticket_type", of["ticket-types"]}, {"quantity", 1}}, counter);
    const Json own = expect(200, get(kWinter + "/setup", office));
    refused(kWinter + "/ticket-types",
            {{"name", "T"}, {"price", 1}, {"zones", {of["zones"]}}, {"quotas", {own["quotas"][0]["id"]}}},
            office);
    refused(kWinter + "/ticket-types",
            {{"name", "T"}, {"price", 1}, {"zones", {own["zones"][0]["id"]}}, {"quotas", {of["quotas"]}}},
            office);
    refused(kWinter + "/gates", {{"name", "G"}, {"zone", of["zones"]}}, office);
    Json opens = voucher("A");
    opens["ticket_types"] = {of["ticket-types"]};
    refused(kWinter + "/vouchers", opens, office);
    const Json station = {{"name", "S"}, {"kind", "counter"}, {"event", "winter-fair"}};
    const auto stationWith = [&](const Json& more) {
        Json body = station;
        body.update(more);
        return body;
    };
    refused("/api/v1/stations", stationWith({{"event", "summer-fair"}}), office);
    refused("/api/v1/stations", stationWith({{"till", of["tills"]}}), office);
    refused("/api/v1/stations", stationWith({{"kind", "gate"}, {"gate", of["gates"]}}), office);
    const Json hers =
        expect(201, post("/api/v1/allotments",
                         {{"ticket_type", own["ticket_types"][0]["id"]}, {"quantity", 1}}, counter));
    refused("/api/v1/allotments/" + hers["id"].get<std::string>() + "/return", {{"tickets", {of["tickets"]}}},
            counter);
    const Json scan = {{"token", sold["tickets"][0]["token"]},
                       {"direction", "entry"},
                       {"gate", own["gates"][0]["name"]},
                       {"nonce", "n"}};
    const Json verdict = expect(200, ask("POST", "/api/v1/scans", scan, gate));
    CPPUNIT_ASSERT_EQUAL(std::string("refused"), verdict["result"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(before, everythingOfSummer());
}

} // namespace

} // namespace ace::server
