// SPDX-License-Identifier: MIT
// Every text that a body of the document may have, typed by somebody who means harm: it comes back as it was,
// cleaned of control characters, or is refused; it is never run, and a line of the log stays one line.
#include "ApiWorld.h"

#include <algorithm>
#include <functional>

namespace ace::server {

namespace {

using Json = nlohmann::json;

// All strings in a value, each with its place: "items[].ticket_type".
void eachText(const std::string& place, Json& value,
              const std::function<void(const std::string&, Json&)>& take)
{
    if (value.is_string())
        take(place, value);
    if (!value.is_structured())
        return;
    for (auto& [name, member] : value.items())
        eachText(value.is_array() ? place + "[]" : place.empty() ? name : place + "." + name, member, take);
}

class TypedTextTest : public ApiWorld
{
public:
    void setUp() override
    {
        ApiWorld::setUp();
        till = expect(201, post(kEvent + "/tills", {{"name", "Till"}}, boss)).at("id");
        addStaff("ann", "supervisor");
        ann = logInAt(addCounter("Counter", till), "ann");
        session = expect(201, post("/api/v1/tills/" + till + "/sessions", {{"opening_float", money(1)}}, ann))
                      .at("id");
        const Json now = setup();
        quota = now["quotas"][0]["id"];
        zone = now["zones"][0]["id"];
        gate = now["gates"][0]["id"];
        webhook = expect(201, post("/api/v1/webhooks", {{"url", "https://example.com/h"}}, boss));
        voucherId = expect(201, post(kEvent + "/vouchers", voucher("A"), boss)).at("id");
        expect(200, post("/api/v1/time-entries", {{"action", "in"}}, ann));
        entry = expect(200, post("/api/v1/time-entries", {{"action", "out"}}, ann)).at("id");
        staff = addStaff("xena", "cashier");
        station = expect(201, post("/api/v1/stations",
                                   {{"name", "S"}, {"kind", "counter"}, {"event", "summer-fair"}}, boss))
                      .at("id");
    }

protected:
    // A request that is right, with all texts that its body may have.
    struct Request
    {
        std::string path;
        Json body;
        const Credential& who;
        std::string revisionOf = {}; // where it is an edit
    };
    Json scanBody()
    {
        return {{"token", "x"}, {"direction", "entry"}, {"gate", "North gate"}, {"nonce", newName()}};
    }
    std::string newName() { return "n" + std::to_string(++keysUsed); }

    Request requestOf(const std::string& operation);
    Request setUpRequestOf(const std::string& operation);
    Request saleRequestOf(const std::string& operation);
    Request peopleRequestOf(const std::string& operation);
    void type(const access::Operation& operation, const std::string& text);
    static void expectClean(const std::string& place, Answered answered);
    std::set<std::string> textsOf(const access::Operation& operation) const;

    std::string till, session, quota, zone, gate, voucherId, entry, staff, station;
    Json webhook;
    Credential ann, nobody;
    int taken = 0; // texts that were accepted
};

TypedTextTest::Request TypedTextTest::setUpRequestOf(const std::string& operation)
{
    const Json times = {{"valid_from", "2020-01-01T00:00:00Z"}, {"valid_until", "2090-01-01T00:00:00Z"}};
    if (operation == "createEvent") {
        Json event = document->json()["components"]["schemas"]["NewEvent"]["example"];
        event["slug"] = newName();
        event["cancel_until"] = event["starts_at"];
        Json& first = event["ticket_types"][0];
        first["description"] = "d";
        first.update(times);
        event["gates"][0]["only_types"] = {first["name"]};
        return {"/api/v1/events", event, boss};
    }
    if (operation == "editEvent") {
        const Json event = {{"name", "N"},
                            {"venue", "V"},
                            {"time_zone", "Europe/Berlin"},
                            {"starts_at", "2050-01-01T00:00:00Z"},
                            {"ends_at", "2050-01-02T00:00:00Z"},
                            {"sale_from", "2020-01-01T00:00:00Z"},
                            {"sale_until", "2050-01-01T00:00:00Z"},
                            {"cancel_until", "2050-01-01T00:00:00Z"}};
        return {"/api/v1/events/winter-fair", event, boss, "/api/v1/events/winter-fair/setup"};
    }
    if (operation.ends_with("Quota"))
        return {operation == "addQuota" ? kEvent + "/quotas" : kEvent + "/quotas/" + quota,
                {{"name", newName()}, {"size", 500}},
                boss,
                kEvent + "/setup"};
    if (operation.ends_with("Zone"))
        return {operation == "addZone" ? kEvent + "/zones" : kEvent + "/zones/" + zone,
                {{"name", newName()}},
                boss,
                kEvent + "/setup"};
    if (operation.ends_with("TicketType")) {
        Json type = {
            {"name", newName()}, {"description", "d"}, {"price", 5}, {"zones", {zone}}, {"quotas", {quota}}};
        type.update(times);
        const std::string folder = kEvent + "/ticket-types";
        return {operation == "addTicketType" ? folder : folder + "/" + typeId(1), type, boss,
                kEvent + "/setup"};
    }
    if (operation.ends_with("Gate"))
        return {operation == "addGate" ? kEvent + "/gates" : kEvent + "/gates/" + gate,
                {{"name", newName()}, {"zone", zone}, {"only_types", {typeId(0)}}},
                boss,
                kEvent + "/setup"};
    Json made = voucher("A");
    made["code"] = newName();
    made["ticket_types"] = {typeId(0)};
    return {operation == "createVoucher" ? kEvent + "/vouchers" : kEvent + "/vouchers/" + voucherId, made,
            boss, kEvent + "/vouchers/" + voucherId};
}

TypedTextTest::Request TypedTextTest::saleRequestOf(const std::string& operation)
{
    if (operation == "sell") {
        Json wanted = order(0, 1, 9000);
        wanted["voucher"] = "";
        wanted["till_session"] = session;
        return {"/api/v1/orders", wanted, ann};
    }
    if (operation == "scan")
        return {"/api/v1/scans", scanBody(), scanner()};
    if (operation == "scanBatch") {
        Json one = scanBody();
        one["scanned_at"] = "2026-01-01T00:00:00Z";
        one["staff"] = staff;
        return {"/api/v1/scans/batch", {{"scans", {one}}}, scanner()};
    }
    if (operation.ends_with("Allotment")) {
        const Json wanted = {{"ticket_type", typeId(0)}, {"quantity", 1}};
        if (operation == "createAllotment")
            return {"/api/v1/allotments", wanted, ann};
        const Json lease = expect(201, post("/api/v1/allotments", wanted, ann));
        const std::string path = "/api/v1/allotments/" + lease["id"].get<std::string>();
        Json body = {{"tickets", {lease["tickets"][0]["id"]}}};
        if (operation == "returnAllotment")
            return {path + "/return", body, ann};
        body["reason"] = "r";
        return {path + "/write-off", body, ann};
    }
    if (operation == "moveCash")
        return {"/api/v1/till-sessions/" + session + "/moves",
                {{"kind", "pay_in"}, {"amount", money(1)}, {"reason", "r"}},
                ann};
    if (operation == "openTillSession")
        return {"/api/v1/tills/" + till + "/sessions", {{"opening_float", money(1)}}, ann};
    if (operation == "closeTillSession") // of nothing: the session goes on
        return {"/api/v1/till-sessions/" + voucherId + "/close", {{"counted", money(1)}}, ann};
    if (operation == "createTill")
        return {kEvent + "/tills", {{"name", newName()}}, boss};
    const Json sold = sellOne(ann);
    const Json ticket = sold["tickets"][0]["id"];
    const std::string path = "/api/v1/orders/" + sold["code"].get<std::string>();
    if (operation == "voidOrder")
        return {path + "/void", {{"reason", "r"}}, ann};
    if (operation == "resendOrder")
        return {path + "/resend", {{"email", "a@example.org"}}, ann};
    if (operation == "refundOrder")
        return {
            path + "/refunds",
            {{"tickets", {ticket}}, {"amount", sold["total"]}, {"reason", "r"}, {"till_session", session}},
            ann};
    return {"/api/v1/tickets/" + ticket.get<std::string>() + "/rename", {{"holder", "h"}}, ann};
}

TypedTextTest::Request TypedTextTest::peopleRequestOf(const std::string& operation)
{
    const Json roles = {{{"role", "cashier"}, {"event", "summer-fair"}}};
    if (operation == "createStaff")
        return {"/api/v1/staff",
                {{"name", "N"}, {"login", newName()}, {"roles", roles}, {"password", ""}, {"pin", ""}},
                boss};
    if (operation == "editStaff")
        return {"/api/v1/staff/" + staff,
                {{"name", "N"}, {"login", "xena"}, {"roles", roles}},
                boss,
                "/api/v1/staff/" + staff};
    if (operation == "setPassword")
        return {"/api/v1/staff/" + staff + "/password", {{"password", kPassword}, {"current", ""}}, boss};
    if (operation == "setPin")
        return {"/api/v1/staff/" + staff + "/pin", {{"pin", "493817"}}, boss};
    if (operation == "logIn")
        return {"/api/v1/sessions", {{"login", newName()}, {"pin", "1"}, {"password", "p"}}, nobody};
    if (operation == "correctTimeEntry")
        return {"/api/v1/time-entries/" + entry,
                {{"in", "2026-01-01T08:00:00Z"},
                 {"out", "2026-01-01T10:00:00Z"},
                 {"breaks", {{{"from", "2026-01-01T09:00:00Z"}, {"until", "2026-01-01T09:10:00Z"}}}},
                 {"reason", "r"}},
                boss,
                "time"};
    if (operation == "createStation")
        return {
            "/api/v1/stations",
            {{"name", "S"}, {"kind", "counter"}, {"event", "summer-fair"}, {"gate", gate}, {"till", till}},
            boss};
    if (operation == "editStation")
        return {"/api/v1/stations/" + station,
                {{"name", "S"}, {"gate", gate}, {"till", till}},
                boss,
                "/api/v1/stations/" + station};
    if (operation == "pairStation")
        return {"/api/v1/stations/pair", {{"code", "c"}, {"public_key", stationKey.publicPem()}}, nobody};
    const std::string path = "/api/v1/webhooks/" + webhook["id"].get<std::string>();
    return {operation == "createWebhook" ? "/api/v1/webhooks" : path,
            {{"url", "https://example.com/h"}, {"event", "summer-fair"}},
            boss,
            path};
}

TypedTextTest::Request TypedTextTest::requestOf(const std::string& operation)
{
    const access::Operation& row = access::operation(operation);
    if (operation == "createTill" || row.pattern.find("/events") == std::string::npos) {
        for (const char* of : {"/staff", "/sessions", "/time-entries", "/stations", "/webhooks"})
            if (row.pattern.starts_with(std::string("/api/v1") + of))
                return peopleRequestOf(operation);
        return saleRequestOf(operation);
    }
    return setUpRequestOf(operation);
}

// Where the document says that there are strings, but for those that are one of a list.
std::set<std::string> TypedTextTest::textsOf(const access::Operation& operation) const
{
    std::set<std::string> places;
    const std::function<void(const std::string&, const Json&)> walk = [&](const std::string& place,
                                                                          const Json& unresolved) {
        const Json& schema = document->schema().resolve(unresolved);
        for (const char* some : {"allOf", "oneOf", "anyOf"})
            for (const Json& one : schema.value(some, Json::array()))
                walk(place, one);
        if (schema.contains("type") && schema["type"].dump().find("\"string\"") != std::string::npos &&
            !schema.contains("enum"))
            places.insert(place);
        const Json properties = schema.value("properties", Json::object());
        for (const auto& [name, member] : properties.items())
            walk(place.empty() ? name : place + "." + name, member);
        if (schema.contains("items"))
            walk(place + "[]", schema["items"]);
    };
    const Json& row = document->find(std::string(operation.method), std::string(operation.pattern));
    if (row.contains("requestBody"))
        walk("", document->schema().resolve(row["requestBody"])["content"]["application/json"]["schema"]);
    return places;
}

// Into one place after the other of a request that is right but for it.
void TypedTextTest::type(const access::Operation& operation, const std::string& text)
{
    const std::string id(operation.id);
    const std::set<std::string> places = textsOf(operation);
    for (const std::string& wanted : places) {
        Request request = requestOf(id);
        bool there = false;
        eachText("", request.body, [&](const std::string& place, Json& value) {
            if (place == wanted && !std::exchange(there, true))
                value = text;
        });
        CPPUNIT_ASSERT_MESSAGE(id + " has no " + wanted + " here", there);
        test::Fields more = {{"Idempotency-Key", newName()}};
        if (operation.ifMatch) {
            const bool time = request.revisionOf == "time";
            const Json now =
                expect(200, get(time ? "/api/v1/time-entries" : request.revisionOf, time ? ann : boss));
            more["If-Match"] = "\"" + (time ? now["items"][0] : now)["revision"].dump() + "\"";
        }
        const Answered answered =
            ask(std::string(operation.method), request.path, request.body, request.who, more);
        expectClean(id + " " + wanted + ": " + answered.body.substr(0, 300), answered);
        if (answered.status < 300) {
            ++taken;
            const std::string name = wanted.substr(wanted.find_last_of(".]") + 1);
            if (name == "name" || name == "venue" || name == "holder" || name == "description")
                CPPUNIT_ASSERT_MESSAGE(id + " " + wanted + " " + answered.body,
                                       answered.body.find(Json(cleanUtf8(text)).dump()) != std::string::npos);
        }
    }
}

void TypedTextTest::expectClean(const std::string& place, Answered answered)
{
    CPPUNIT_ASSERT_MESSAGE(place, answered.status < 500);
    CPPUNIT_ASSERT_MESSAGE(place, answered.reply.field("X-Injected").empty());
    eachText("", answered.json, [&](const std::string& where, Json& value) {
        const auto said = value.get<std::string>();
        if (said.starts_with("-----BEGIN"))
            return; // a key
        CPPUNIT_ASSERT_MESSAGE(place + " at " + where, std::ranges::none_of(said, [](unsigned char c) {
                                   return c < 0x20 || c == 0x7f;
                               }));
        CPPUNIT_ASSERT_MESSAGE(place + " at " + where, isValidUtf8(said));
    });
}

CPPUNIT_TEST_FIXTURE(TypedTextTest, isStoredAndNeverRun)
{
    expect(201,
           post("/api/v1/events", document->json()["components"]["schemas"]["NewEvent"]["example"], boss));
    const std::vector<std::string> texts = {"'; DROP TABLE staff; --\" OR \"1\"=\"1",
                                            "a\r\nX-Injected: 1\r\n\r\nb\nts=1 level=error forged log line",
                                            "=cmd|' /C calc'!A0",
                                            "<script>alert(1)</script>{{name}} %s %n ${jndi:ldap://x}",
                                            std::string("\u202Eevil\u0000nul", 12),
                                            "日本語 \U0001F3AB Zoë",
                                            std::string(5000, 'x')};
    for (const access::Operation& operation : access::operations())
        for (const std::string& text : texts)
            type(operation, text);
    CPPUNIT_ASSERT(taken > 100);
    CPPUNIT_ASSERT_EQUAL(0, test::countOf(log.all(), "\nts=1 level=error"));
    CPPUNIT_ASSERT_EQUAL(std::string::npos, log.all().find(kPassword));
    for (const char* page : {"/", "/events/summer-fair", "/events/winter-fair"})
        CPPUNIT_ASSERT_EQUAL_MESSAGE(page, std::string::npos, client->get(page).body.find("<script>alert"));
    for (const char* sheet :
         {"/api/v1/reports/sales.csv", "/api/v1/reports/entries.csv", "/api/v1/time-entries.csv"}) {
        const std::string rows = "\n" + client->get(std::string(sheet) + "?event=summer-fair", boss).body;
        for (const char* cell : {"\n=", ",=", "\"="})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(rows, std::string::npos, rows.find(cell));
    }
    expect(200, get("/api/v1/staff", boss));
    expect(200, get(kEvent, {}));
}

} // namespace

} // namespace ace::server
