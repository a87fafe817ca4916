// SPDX-License-Identifier: MIT
#include "api/Api.h"
#include "SimulatorFixture.h"

#include <thread>

namespace ace::stripesimulator {

class ApiTest : public SimulatorFixture
{
protected:
    const Json kIntent = {{"amount", 4200}, {"currency", "usd"}};

    int statusWith(const std::string& authorization)
    {
        Request asked = request("GET", "/v1/events");
        asked.headers["authorization"] = authorization;
        return send(asked).response.status;
    }
    void refuses(const Json& parameters, const std::string& code, const std::string& param)
    {
        const Answer answer = post("/v1/payment_intents", parameters);
        CPPUNIT_ASSERT_EQUAL(400, answer.response.status);
        CPPUNIT_ASSERT_EQUAL(code, answer.error("code"));
        CPPUNIT_ASSERT_EQUAL(param, answer.error("param"));
        CPPUNIT_ASSERT_EQUAL(std::string("invalid_request_error"), answer.error("type"));
        CPPUNIT_ASSERT(!answer.error("message").empty());
    }
    std::size_t intents() { return read("/v1/payment_intents")["data"].size(); }
};

CPPUNIT_TEST_FIXTURE(ApiTest, takesSecretTestKeysOnly)
{
    CPPUNIT_ASSERT_EQUAL(200, statusWith("Bearer sk_test_x"));
    CPPUNIT_ASSERT_EQUAL(200, statusWith("Bearer rk_test_x"));
    CPPUNIT_ASSERT_EQUAL(200, statusWith("Basic c2tfdGVzdF94Og==")); // sk_test_x:
    for (const char* wrong : {"", "Bearer sk_test_", "Bearer pk_test_x", "Bearer nonsense", "Basic !!"})
        CPPUNIT_ASSERT_EQUAL(401, statusWith(wrong));
    for (const char* live : {"Bearer sk_live_x", "Bearer rk_live_x"})
        CPPUNIT_ASSERT_EQUAL(401, statusWith(live));
    Request asked = request("GET", "/v1/events");
    asked.headers["authorization"] = "Bearer sk_live_precious";
    const std::string body = send(asked).response.body;
    CPPUNIT_ASSERT(body.find("live key") != std::string::npos);
    CPPUNIT_ASSERT(body.find("precious") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(ApiTest, checksParametersAgainstTheTable)
{
    refuses({{"currency", "usd"}}, "parameter_missing", "amount");
    refuses({{"amount", "12.50"}, {"currency", "usd"}}, "parameter_invalid_integer", "amount");
    refuses({{"amount", 4200}, {"currency", "usd"}, {"colour", "red"}}, "parameter_unknown", "colour");
    refuses({{"amount", 4200}, {"currency", "usd"}, {"shipping", {{"address", {{"planet", "Mars"}}}}}},
            "parameter_unknown", "shipping[address][planet]");
    refuses({{"amount", 4200}, {"currency", "usd"}, {"capture_method", "later"}}, "", "capture_method");
    refuses({{"amount", 4200}, {"currency", "usd"}, {"confirm", "yes"}}, "", "confirm");
    refuses({{"amount", 4200}, {"currency", "usd"}, {"description", ""}}, "parameter_invalid_empty",
            "description");
    refuses({{"amount", 4200}, {"currency", "xxx"}}, "", "currency");
    refuses({{"amount", 49}, {"currency", "usd"}}, "amount_too_small", "amount");
    refuses({{"amount", 100'000'000}, {"currency", "usd"}}, "amount_too_large", "amount");
    refuses({{"amount", 1001}, {"currency", "kwd"}}, "parameter_invalid_integer", "amount");
    refuses({{"amount", 4200}, {"currency", "usd"}, {"metadata", {{"k", std::string(501, 'x')}}}}, "",
            "metadata[k]");
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, intents());
}

CPPUNIT_TEST_FIXTURE(ApiTest, everyOperationOfTheTableIsSimulated)
{
    Account account(clock_, 1);
    std::mutex mutex;
    const Api api(account, mutex);
    for (const Operation& operation : api.table())
        CPPUNIT_ASSERT_MESSAGE(operation.name, api.operations().contains(operation.name));
    CPPUNIT_ASSERT_EQUAL(api.table().size(), api.operations().size());
}

CPPUNIT_TEST_FIXTURE(ApiTest, refusesABodyThatIsNoForm)
{
    Request json = request("POST", "/v1/payment_intents");
    json.headers["content-type"] = "application/json";
    json.body = "{}";
    CPPUNIT_ASSERT_EQUAL(400, send(json).response.status);
    CPPUNIT_ASSERT_EQUAL(404, post("/v1/unicorns").response.status);
    CPPUNIT_ASSERT_EQUAL(404, get("/v1/payment_intents/pi_none").response.status);
    CPPUNIT_ASSERT_EQUAL(std::string("resource_missing"), get("/v1/payment_intents/pi_none").error("code"));
}

CPPUNIT_TEST_FIXTURE(ApiTest, theVersionsDifferInPaymentMethodTypes)
{
    Json old = kIntent;
    old["payment_method_types"] = Json::array({"card_present"});
    refuses(old, "payment_method_types_no_longer_supported", "payment_method_types");
    Request dahlia = form("/v1/payment_intents", old);
    dahlia.headers["stripe-version"] = "2026-07-29.dahlia";
    const Answer answer = send(dahlia);
    CPPUNIT_ASSERT_EQUAL(200, answer.response.status);
    CPPUNIT_ASSERT_EQUAL(std::string("2026-07-29.dahlia"), answer.response.header("Stripe-Version"));
    CPPUNIT_ASSERT_EQUAL(Json::array({"card_present"}), answer.body["payment_method_types"]);
    dahlia.headers["stripe-version"] = "2019-01-01";
    CPPUNIT_ASSERT_EQUAL(400, send(dahlia).response.status);
}

CPPUNIT_TEST_FIXTURE(ApiTest, theSameKeyGetsTheFirstAnswerAgain)
{
    const Answer first = post("/v1/payment_intents", kIntent, "key-1");
    const Answer again = post("/v1/payment_intents", kIntent, "key-1");
    CPPUNIT_ASSERT_EQUAL(first.response.body, again.response.body);
    CPPUNIT_ASSERT_EQUAL(std::string("true"), again.response.header("Idempotent-Replayed"));
    CPPUNIT_ASSERT_EQUAL(std::string(), first.response.header("Idempotent-Replayed"));
    CPPUNIT_ASSERT(first.response.header("Request-Id") != again.response.header("Request-Id"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, intents());
}

CPPUNIT_TEST_FIXTURE(ApiTest, aDeclineIsKeptForItsKeyToo)
{
    const Json declined = {{"amount", 4200},
                           {"currency", "usd"},
                           {"confirm", true},
                           {"payment_method", "pm_card_chargeDeclined"}};
    const Answer first = post("/v1/payment_intents", declined, "key-1");
    CPPUNIT_ASSERT_EQUAL(402, first.response.status);
    CPPUNIT_ASSERT_EQUAL(first.response.body, post("/v1/payment_intents", declined, "key-1").response.body);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, intents());
}

CPPUNIT_TEST_FIXTURE(ApiTest, aKeyIsForOneRequestOnly)
{
    post("/v1/payment_intents", kIntent, "key-1");
    const Answer other = post("/v1/payment_intents", {{"amount", 4300}, {"currency", "usd"}}, "key-1");
    CPPUNIT_ASSERT_EQUAL(400, other.response.status);
    CPPUNIT_ASSERT_EQUAL(std::string("idempotency_error"), other.error("type"));
    CPPUNIT_ASSERT_EQUAL(400, post("/v1/customers", Json::object(), "key-1").response.status);
}

CPPUNIT_TEST_FIXTURE(ApiTest, nothingIsKeptOfWhatWasNotExecuted)
{
    CPPUNIT_ASSERT_EQUAL(400, post("/v1/payment_intents", {{"amount", 1}}, "key-1").response.status);
    control("POST", "/faults", {{"kind", "rate_limit"}});
    CPPUNIT_ASSERT_EQUAL(429, post("/v1/payment_intents", kIntent, "key-1").response.status);
    CPPUNIT_ASSERT_EQUAL(200, post("/v1/payment_intents", kIntent, "key-1").response.status);
}

CPPUNIT_TEST_FIXTURE(ApiTest, aKeyIsForgottenAfterADay)
{
    post("/v1/payment_intents", kIntent, "key-1");
    advance(24 * 3600);
    post("/v1/payment_intents", kIntent, "key-1");
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, intents());
}

CPPUNIT_TEST_FIXTURE(ApiTest, theSameSeedGivesTheSameIds)
{
    const std::string id = made("/v1/payment_intents", kIntent)["id"];
    control("POST", "/reset");
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, intents());
    CPPUNIT_ASSERT_EQUAL(id, made("/v1/payment_intents", kIntent)["id"].get<std::string>());
    Simulator other(clock_, 8);
    const Json others = Json::parse(other.handle(form("/v1/payment_intents", kIntent)).body);
    CPPUNIT_ASSERT(id != others["id"].get<std::string>());
}

CPPUNIT_TEST_FIXTURE(ApiTest, faultsBeforeExecutionChangeNothing)
{
    for (const auto& [kind, status] : std::map<std::string, int>{{"error_500_before", 500},
                                                                 {"rate_limit", 429},
                                                                 {"lock_timeout", 429},
                                                                 {"conflict", 409},
                                                                 {"html_502_before", 502},
                                                                 {"unauthorized", 401},
                                                                 {"drop_before", 0}}) {
        control("POST", "/faults", {{"kind", kind}, {"path", "/v1/payment_intents"}});
        CPPUNIT_ASSERT_EQUAL_MESSAGE(kind, status, post("/v1/payment_intents", kIntent).response.status);
        control("DELETE", "/faults");
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, intents());
}

CPPUNIT_TEST_FIXTURE(ApiTest, afterALostAnswerTheSameKeyFindsWhatWasDone)
{
    for (const char* kind : {"drop_after", "truncated", "html_502_after"}) {
        const std::size_t before = intents();
        control("POST", "/faults", {{"kind", kind}, {"method", "POST"}});
        const Response lost = post("/v1/payment_intents", kIntent, kind).response;
        CPPUNIT_ASSERT_MESSAGE(kind, lost.cut != Cut::None || lost.status == 502);
        CPPUNIT_ASSERT_EQUAL(before + 1, intents());
        const Response again = post("/v1/payment_intents", kIntent, kind).response;
        CPPUNIT_ASSERT_MESSAGE(kind, again.status == 200 && again.cut == Cut::None);
        CPPUNIT_ASSERT_EQUAL(before + 1, intents());
    }
}

CPPUNIT_TEST_FIXTURE(ApiTest, anErrorAfterExecutionIsKeptAsStripeKeepsIt)
{
    control("POST", "/faults", {{"kind", "error_500_after"}, {"should_retry", true}});
    const Answer failed = post("/v1/payment_intents", kIntent, "key-1");
    CPPUNIT_ASSERT_EQUAL(500, failed.response.status);
    CPPUNIT_ASSERT_EQUAL(std::string("true"), failed.response.header("Stripe-Should-Retry"));
    CPPUNIT_ASSERT_EQUAL(500, post("/v1/payment_intents", kIntent, "key-1").response.status);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, intents());
}

CPPUNIT_TEST_FIXTURE(ApiTest, aRuleCountsItsRequests)
{
    control("POST", "/faults",
            {{"kind", "error_500_before"}, {"path", "/v1/pay*"}, {"nth", 2}, {"times", 2}});
    std::vector<int> statuses;
    for (int i = 0; i < 5; ++i) {
        statuses.push_back(post("/v1/payment_intents", kIntent).response.status);
        post("/v1/customers");
    }
    CPPUNIT_ASSERT((statuses == std::vector<int>{200, 500, 500, 200, 200}));
    CPPUNIT_ASSERT_EQUAL(5, control("GET", "/faults").body["faults"][0]["seen"].get<int>());
}

CPPUNIT_TEST_FIXTURE(ApiTest, refusesARuleThatMakesNoSense)
{
    for (const Json& wrong :
         {Json::object(), Json{{"kind", "earthquake"}}, Json{{"kind", "latency"}}, Json{{"kind", 1}},
          Json{{"kind", "conflict"}, {"nth", 0}}, Json{{"kind", "conflict"}, {"when", "now"}}}) {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(wrong.dump(), 400, control("POST", "/faults", wrong).response.status);
        CPPUNIT_ASSERT_EQUAL(200, get("/v1/events").response.status);
    }
}

CPPUNIT_TEST_FIXTURE(ApiTest, aKeyWhoseRequestStillRunsIsInUse)
{
    control("POST", "/faults", {{"kind", "hold_before"}});
    int slow = 0;
    std::thread first([&] { slow = post("/v1/payment_intents", kIntent, "key-1").response.status; });
    while (control("GET", "/requests").body["requests"].empty())
        std::this_thread::yield();
    const Answer second = post("/v1/payment_intents", kIntent, "key-1");
    control("POST", "/release");
    first.join();
    CPPUNIT_ASSERT_EQUAL(409, second.response.status);
    CPPUNIT_ASSERT_EQUAL(std::string("idempotency_key_in_use"), second.error("code"));
    CPPUNIT_ASSERT_EQUAL(200, slow);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, intents());
}

CPPUNIT_TEST_FIXTURE(ApiTest, theJournalTellsWhatWasAsked)
{
    post("/v1/payment_intents", kIntent, "key-1");
    get("/v1/events");
    const Response response = simulator_.control({"GET", "/requests", "method=POST&path=/v1/pay*", {}, ""});
    const Json requests = Json::parse(response.body)["requests"];
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, requests.size());
    CPPUNIT_ASSERT_EQUAL(std::string("4200"), requests[0]["parameters"]["amount"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("key-1"), requests[0]["idempotency_key"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(200, requests[0]["status"].get<int>());
    CPPUNIT_ASSERT(response.body.find("sk_test") == std::string::npos);
    CPPUNIT_ASSERT_EQUAL(404, control("GET", "/nowhere").response.status);
    CPPUNIT_ASSERT_EQUAL(400, control("POST", "/clock", {{"advance_seconds", -1}}).response.status);
}

} // namespace ace::stripesimulator
