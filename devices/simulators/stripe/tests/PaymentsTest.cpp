// SPDX-License-Identifier: MIT
#include "SimulatorFixture.h"

#include <algorithm>

namespace ace::stripesimulator {

class PaymentsTest : public SimulatorFixture
{
protected:
    Json held(std::int64_t amount) { return paid(amount, "pm_card_visa", {{"capture_method", "manual"}}); }
    Json intentOf(const Json& intent)
    {
        return read("/v1/payment_intents/" + intent["id"].get<std::string>());
    }
    Json chargeOf(const Json& intent)
    {
        return read("/v1/charges/" + intentOf(intent)["latest_charge"].get<std::string>());
    }
    std::string pathOf(const Json& intent, const char* act)
    {
        return "/v1/payment_intents/" + intent["id"].get<std::string>() + "/" + act;
    }
    bool happened(const std::string& type)
    {
        const auto types = eventTypes();
        return std::ranges::find(types, type) != types.end();
    }
};

CPPUNIT_TEST_FIXTURE(PaymentsTest, aCardPays)
{
    const Json intent = paid(4200, "pm_card_visa", {{"metadata", {{"number", "17"}}}});
    CPPUNIT_ASSERT_EQUAL(std::string("succeeded"), intent["status"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(4200, intent["amount_received"].get<int>());
    const Json charge = chargeOf(intent);
    CPPUNIT_ASSERT_EQUAL(true, charge["paid"].get<bool>());
    CPPUNIT_ASSERT_EQUAL(std::string("17"), charge["metadata"]["number"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("4242"),
                         charge["payment_method_details"]["card"]["last4"].get<std::string>());
    const std::vector<std::string> expected{"payment_intent.created", "charge.succeeded",
                                            "payment_intent.succeeded"};
    CPPUNIT_ASSERT(eventTypes() == expected);
}

CPPUNIT_TEST_FIXTURE(PaymentsTest, aDeclineLeavesTheIntentForAnotherCard)
{
    const Json intent = made("/v1/payment_intents", {{"amount", 4200}, {"currency", "usd"}});
    for (const auto& [method, code] :
         std::map<std::string, std::string>{{"pm_card_chargeDeclined", "card_declined"},
                                            {"pm_card_chargeDeclinedInsufficientFunds", "card_declined"},
                                            {"pm_card_chargeDeclinedExpiredCard", "expired_card"},
                                            {"pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc"},
                                            {"pm_card_chargeDeclinedProcessingError", "processing_error"}}) {
        const Answer declined = post(pathOf(intent, "confirm"), {{"payment_method", method}});
        CPPUNIT_ASSERT_EQUAL(402, declined.response.status);
        CPPUNIT_ASSERT_EQUAL(code, declined.error("code"));
        CPPUNIT_ASSERT_EQUAL(std::string("card_error"), declined.error("type"));
        CPPUNIT_ASSERT_EQUAL(std::string("requires_payment_method"),
                             intentOf(intent)["status"].get<std::string>());
        CPPUNIT_ASSERT_EQUAL(std::string("failed"), chargeOf(intent)["status"].get<std::string>());
    }
    const Json done = made(pathOf(intent, "confirm"), {{"payment_method", "pm_card_mastercard"}});
    CPPUNIT_ASSERT_EQUAL(std::string("succeeded"), done["status"].get<std::string>());
    CPPUNIT_ASSERT(done["last_payment_error"].is_null());
    CPPUNIT_ASSERT(happened("payment_intent.payment_failed"));
}

CPPUNIT_TEST_FIXTURE(PaymentsTest, aHeldAmountIsCapturedOnce)
{
    const Json intent = held(4200);
    CPPUNIT_ASSERT_EQUAL(std::string("requires_capture"), intent["status"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(400, post(pathOf(intent, "capture"), {{"amount_to_capture", 4201}}).response.status);
    const Json captured = made(pathOf(intent, "capture"), {{"amount_to_capture", 4000}});
    CPPUNIT_ASSERT_EQUAL(4000, captured["amount_received"].get<int>());
    CPPUNIT_ASSERT_EQUAL(4000, chargeOf(intent)["amount_captured"].get<int>());
    const Answer again = post(pathOf(intent, "capture"));
    CPPUNIT_ASSERT_EQUAL(std::string("payment_intent_unexpected_state"), again.error("code"));
    CPPUNIT_ASSERT_EQUAL(400, post(pathOf(intent, "cancel")).response.status);
}

CPPUNIT_TEST_FIXTURE(PaymentsTest, aHoldEndsAfterAWeek)
{
    const Json intent = held(4200);
    advance(7 * 24 * 3600 - 1);
    CPPUNIT_ASSERT_EQUAL(std::string("requires_capture"), intentOf(intent)["status"].get<std::string>());
    advance(1);
    CPPUNIT_ASSERT_EQUAL(std::string("canceled"), intentOf(intent)["status"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("automatic"),
                         intentOf(intent)["cancellation_reason"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(400, post(pathOf(intent, "capture")).response.status);
}

CPPUNIT_TEST_FIXTURE(PaymentsTest, aCanceledIntentStaysCanceled)
{
    const Json intent = made("/v1/payment_intents", {{"amount", 4200}, {"currency", "usd"}});
    made(pathOf(intent, "cancel"), {{"cancellation_reason", "abandoned"}});
    CPPUNIT_ASSERT_EQUAL(400, post(pathOf(intent, "cancel")).response.status);
    const Answer late = post(pathOf(intent, "confirm"), {{"payment_method", "pm_card_visa"}});
    CPPUNIT_ASSERT_EQUAL(std::string("payment_intent_unexpected_state"), late.error("code"));
    CPPUNIT_ASSERT_EQUAL(std::string("canceled"),
                         late.body["error"]["payment_intent"]["status"].get<std::string>());
}

CPPUNIT_TEST_FIXTURE(PaymentsTest, anUpdateMergesMetadata)
{
    const Json intent = made("/v1/payment_intents",
                             {{"amount", 4200}, {"currency", "USD"}, {"metadata", {{"a", "1"}, {"b", "2"}}}});
    const std::string path = "/v1/payment_intents/" + intent["id"].get<std::string>();
    const Json updated = made(path, {{"amount", 4300}, {"metadata", {{"a", ""}, {"c", "3"}}}});
    CPPUNIT_ASSERT_EQUAL(4300, updated["amount"].get<int>());
    CPPUNIT_ASSERT_EQUAL(std::string("usd"), updated["currency"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(Json({{"b", "2"}, {"c", "3"}}), updated["metadata"]);
    CPPUNIT_ASSERT_EQUAL(Json::object(), made(path, {{"metadata", ""}})["metadata"]);
}

CPPUNIT_TEST_FIXTURE(PaymentsTest, aCardPresentIntentTakesNoCardOnline)
{
    const Json intent =
        made("/v1/payment_intents", {{"amount", 4200},
                                     {"currency", "usd"},
                                     {"allowed_payment_method_types", Json::array({"card_present"})}});
    const Answer refused = post(pathOf(intent, "confirm"), {{"payment_method", "pm_card_visa"}});
    CPPUNIT_ASSERT_EQUAL(std::string("payment_intent_incompatible_payment_method"), refused.error("code"));
}

CPPUNIT_TEST_FIXTURE(PaymentsTest, refundsNeverSumToMoreThanTheCharge)
{
    const Json intent = paid(4200);
    const Json part = made("/v1/refunds", {{"payment_intent", intent["id"]}, {"amount", 1200}});
    CPPUNIT_ASSERT_EQUAL(std::string("succeeded"), part["status"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(1200, chargeOf(intent)["amount_refunded"].get<int>());
    CPPUNIT_ASSERT_EQUAL(false, chargeOf(intent)["refunded"].get<bool>());
    CPPUNIT_ASSERT_EQUAL(
        400, post("/v1/refunds", {{"payment_intent", intent["id"]}, {"amount", 3001}}).response.status);
    made("/v1/refunds", {{"charge", intent["latest_charge"]}});
    CPPUNIT_ASSERT_EQUAL(true, chargeOf(intent)["refunded"].get<bool>());
    const Answer more = post("/v1/refunds", {{"payment_intent", intent["id"]}});
    CPPUNIT_ASSERT_EQUAL(std::string("charge_already_refunded"), more.error("code"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{2},
                         read("/v1/refunds", {{"payment_intent", intent["id"]}})["data"].size());
}

CPPUNIT_TEST_FIXTURE(PaymentsTest, whatWasNotPaidIsNotRefunded)
{
    const Json intent = held(4200);
    CPPUNIT_ASSERT_EQUAL(400, post("/v1/refunds", {{"payment_intent", intent["id"]}}).response.status);
    CPPUNIT_ASSERT_EQUAL(400, post("/v1/refunds", {{"charge", intent["latest_charge"]}}).response.status);
    CPPUNIT_ASSERT_EQUAL(400, post("/v1/refunds").response.status);
    CPPUNIT_ASSERT_EQUAL(404, post("/v1/refunds", {{"payment_intent", "pi_none"}}).response.status);
}

CPPUNIT_TEST_FIXTURE(PaymentsTest, aRefundMayFailLater)
{
    const Json intent = paid(4200, "pm_card_refundFail");
    const Json refund = made("/v1/refunds", {{"payment_intent", intent["id"]}});
    CPPUNIT_ASSERT_EQUAL(std::string("succeeded"), refund["status"].get<std::string>());
    advance(60);
    const Json late = read("/v1/refunds/" + refund["id"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("failed"), late["status"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(0, chargeOf(intent)["amount_refunded"].get<int>());
    CPPUNIT_ASSERT(happened("refund.failed"));
}

CPPUNIT_TEST_FIXTURE(PaymentsTest, withoutMoneyARefundWaits)
{
    const Json intent = paid(4200);
    control("POST", "/balance", {{"empty", true}});
    const Json refund = made("/v1/refunds", {{"payment_intent", intent["id"]}});
    CPPUNIT_ASSERT_EQUAL(std::string("pending"), refund["status"].get<std::string>());
    const std::string path = "/refunds/" + refund["id"].get<std::string>();
    CPPUNIT_ASSERT_EQUAL(200, control("POST", path + "/settle").response.status);
    CPPUNIT_ASSERT_EQUAL(400, control("POST", path + "/settle").response.status);
    CPPUNIT_ASSERT_EQUAL(std::string("succeeded"), read("/v1" + path)["status"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(200, control("POST", path + "/fail").response.status);
    CPPUNIT_ASSERT_EQUAL(std::string("failed"), read("/v1" + path)["status"].get<std::string>());
}

CPPUNIT_TEST_FIXTURE(PaymentsTest, aDisputedChargeIsNotRefunded)
{
    const Json intent = paid(4200, "pm_card_createDispute");
    CPPUNIT_ASSERT(happened("charge.dispute.created"));
    const Answer refused = post("/v1/refunds", {{"payment_intent", intent["id"]}});
    CPPUNIT_ASSERT_EQUAL(std::string("charge_disputed"), refused.error("code"));
    const Json other = paid(100);
    const Json dispute = control("POST", "/disputes", {{"payment_intent", other["id"]}}).body;
    const std::string path = "/disputes/" + dispute["id"].get<std::string>();
    CPPUNIT_ASSERT_EQUAL(200, control("POST", path + "/close", {{"won", true}}).response.status);
    CPPUNIT_ASSERT_EQUAL(std::string("won"), read("/v1" + path)["status"].get<std::string>());
    CPPUNIT_ASSERT(happened("charge.dispute.funds_reinstated"));
}

CPPUNIT_TEST_FIXTURE(PaymentsTest, listsGoBackPageByPage)
{
    std::vector<std::string> ids; // newest first
    for (int i = 0; i < 5; ++i) {
        ids.insert(ids.begin(), paid(100 + i)["id"].get<std::string>());
        clock_.advance(std::chrono::seconds(10));
    }
    const Json first = read("/v1/payment_intents", {{"limit", 2}});
    CPPUNIT_ASSERT_EQUAL(ids[0], first["data"][0]["id"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(true, first["has_more"].get<bool>());
    const Json last = read("/v1/payment_intents", {{"limit", 2}, {"starting_after", ids[3]}});
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, last["data"].size());
    CPPUNIT_ASSERT_EQUAL(false, last["has_more"].get<bool>());
    const Json before = read("/v1/payment_intents", {{"limit", 2}, {"ending_before", ids[3]}});
    CPPUNIT_ASSERT_EQUAL(ids[1], before["data"][0]["id"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(ids[2], before["data"][1]["id"].get<std::string>());
    const std::int64_t third = read("/v1/payment_intents/" + ids[2])["created"];
    CPPUNIT_ASSERT_EQUAL(std::size_t{3},
                         read("/v1/payment_intents", {{"created", {{"gte", third}}}})["data"].size());
    CPPUNIT_ASSERT_EQUAL(std::size_t{2},
                         read("/v1/payment_intents", {{"created", {{"lt", third}}}})["data"].size());
    CPPUNIT_ASSERT_EQUAL(400, get("/v1/payment_intents", {{"limit", 101}}).response.status);
    CPPUNIT_ASSERT_EQUAL(404, get("/v1/payment_intents", {{"starting_after", "pi_none"}}).response.status);
}

CPPUNIT_TEST_FIXTURE(PaymentsTest, expandPutsObjectsInThePlaceOfIds)
{
    const Json intent = paid(4200);
    const std::string path = "/v1/payment_intents/" + intent["id"].get<std::string>();
    CPPUNIT_ASSERT(read(path)["latest_charge"].is_string());
    const Json wide =
        read(path, {{"expand", Json::array({"latest_charge.balance_transaction", "payment_method"})}});
    CPPUNIT_ASSERT_EQUAL(152, wide["latest_charge"]["balance_transaction"]["fee"].get<int>());
    CPPUNIT_ASSERT_EQUAL(std::string("card"), wide["payment_method"]["type"].get<std::string>());
    CPPUNIT_ASSERT(!wide["payment_method"].contains("_number"));
    const Json list = read("/v1/payment_intents", {{"expand", Json::array({"data.latest_charge.refunds"})}});
    CPPUNIT_ASSERT_EQUAL(std::string("list"),
                         list["data"][0]["latest_charge"]["refunds"]["object"].get<std::string>());
    for (const char* wrong : {"nothing", "status", "metadata", "latest_charge.a.b.c.d"})
        CPPUNIT_ASSERT_EQUAL_MESSAGE(wrong, 400,
                                     get(path, {{"expand", Json::array({wrong})}}).response.status);
}

CPPUNIT_TEST_FIXTURE(PaymentsTest, eventsAreFoundByTypeAndTellTheirRequest)
{
    const Json intent = paid(4200);
    const Json events = read("/v1/events", {{"types", Json::array({"payment_intent.succeeded"})}});
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, events["data"].size());
    const Json event = read("/v1/events/" + events["data"][0]["id"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(intent["id"], event["data"]["object"]["id"]);
    CPPUNIT_ASSERT(event["request"]["id"].get<std::string>().starts_with("req_"));
    CPPUNIT_ASSERT_EQUAL(false, event["livemode"].get<bool>());
    CPPUNIT_ASSERT_EQUAL(std::string("2026-10-28.endive"), event["api_version"].get<std::string>());
}

} // namespace ace::stripesimulator
