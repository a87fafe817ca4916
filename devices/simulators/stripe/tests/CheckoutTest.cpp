// SPDX-License-Identifier: MIT
#include "SimulatorFixture.h"

namespace ace::stripesimulator {

class CheckoutTest : public SimulatorFixture
{
protected:
    CheckoutTest() { simulator_.setPublicUrl("http://127.0.0.1:8090"); }

    Json open(const Json& more = Json::object())
    {
        Json parameters = sessionParameters();
        parameters.update(more);
        return made("/v1/checkout/sessions", parameters);
    }
    static std::string pathOf(const Json& session) { return "/c/pay/" + session["id"].get<std::string>(); }
    // What the browser sends when a button is pressed.
    Response press(const Json& session, const std::string& action, const std::string& number)
    {
        return simulator_.handle(
            form(pathOf(session), {{"action", action}, {"number", number}, {"email", "ann@example.org"}}));
    }
    std::string page(const std::string& path)
    {
        const Response response = simulator_.handle({"GET", path, "", {}, ""});
        CPPUNIT_ASSERT(response.body.find("SIMULATOR") != std::string::npos || response.status == 303);
        return response.body;
    }
    Json again(const Json& session)
    {
        return read("/v1/checkout/sessions/" + session["id"].get<std::string>());
    }
    std::string stateOf(const Json& session)
    {
        const Json now = again(session);
        return now["status"].get<std::string>() + " " + now["payment_status"].get<std::string>();
    }
    std::string successUrl(const Json& session)
    {
        return "http://127.0.0.1:1/done?s=" + session["id"].get<std::string>();
    }
    void refuses(const Json& change, const std::string& param)
    {
        Json parameters = sessionParameters();
        parameters.update(change);
        const Answer answer = post("/v1/checkout/sessions", parameters);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(param, 400, answer.response.status);
        CPPUNIT_ASSERT_EQUAL(param, answer.error("param"));
    }
};

CPPUNIT_TEST_FIXTURE(CheckoutTest, aNewSessionIsOpen)
{
    const Json session = open();
    CPPUNIT_ASSERT_EQUAL(std::string("open unpaid"), stateOf(session));
    CPPUNIT_ASSERT_EQUAL(2500, session["amount_total"].get<int>());
    CPPUNIT_ASSERT_EQUAL("http://127.0.0.1:8090" + pathOf(session), session["url"].get<std::string>());
    CPPUNIT_ASSERT(session["payment_intent"].is_null());
    CPPUNIT_ASSERT(!session.contains("line_items"));
    const std::string path = "/v1/checkout/sessions/" + session["id"].get<std::string>();
    const Json items = read(path + "/line_items");
    CPPUNIT_ASSERT_EQUAL(std::string("A <b>seat</b>"), items["data"][0]["description"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(items, read(path, {{"expand", Json::array({"line_items"})}})["line_items"]);
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, refusesWhatItCannotSell)
{
    const std::int64_t now = control("GET", "/clock").body["now"];
    refuses({{"mode", "subscription"}}, "mode");
    refuses({{"line_items", Json::array()}}, "line_items");
    refuses({{"success_url", "javascript:alert(1)"}}, "success_url");
    refuses({{"success_url", "http://a.example/\r\nSet-Cookie: x=1"}}, "success_url");
    refuses({{"expires_at", now + 60}}, "expires_at");
    refuses({{"expires_at", now + 25 * 3600}}, "expires_at");
    refuses({{"line_items",
              {{{"quantity", 0}, {"price_data", sessionParameters()["line_items"][0]["price_data"]}}}}},
            "line_items[0][quantity]");
    refuses({{"discounts", {{{"coupon", "x"}}}}}, "discounts");
    refuses({{"payment_method_types", {"card"}}}, "payment_method_types");
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, thePageShowsWhatIsBoughtEscaped)
{
    const std::string html = page(pathOf(open({{"customer_email", "ann@example.org"}})));
    CPPUNIT_ASSERT(html.find("A &lt;b&gt;seat&lt;/b&gt;") != std::string::npos);
    CPPUNIT_ASSERT(html.find("25.00 USD") != std::string::npos);
    CPPUNIT_ASSERT(html.find("value=\"ann@example.org\"") != std::string::npos);
    CPPUNIT_ASSERT(html.find("href=\"http://127.0.0.1:1/back\"") != std::string::npos);
    CPPUNIT_ASSERT(html.find("<script") == std::string::npos);
    CPPUNIT_ASSERT_EQUAL(404, simulator_.handle({"GET", "/c/pay/cs_none", "", {}, ""}).status);
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, aPaymentCompletesTheSession)
{
    const Json session = open({{"payment_intent_data", {{"metadata", {{"place", "4"}}}}}});
    const Response response = press(session, "pay", "4242 4242 4242 4242");
    CPPUNIT_ASSERT_EQUAL(303, response.status);
    CPPUNIT_ASSERT_EQUAL(successUrl(session), response.header("Location"));
    const Json done = again(session);
    CPPUNIT_ASSERT_EQUAL(std::string("complete paid"), stateOf(session));
    CPPUNIT_ASSERT(done["url"].is_null());
    CPPUNIT_ASSERT_EQUAL(std::string("ann@example.org"),
                         done["customer_details"]["email"].get<std::string>());
    const Json intent = read("/v1/payment_intents/" + done["payment_intent"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("4"), intent["metadata"]["place"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("checkout.session.completed"), eventTypes().back());
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, aSecondPressPaysNothing)
{
    const Json session = open();
    press(session, "pay", "4242424242424242");
    CPPUNIT_ASSERT_EQUAL(303, press(session, "pay", "4242424242424242").status);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, read("/v1/charges")["data"].size());
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, aDeclineIsShownAndAnotherCardMayPay)
{
    const Json session = open();
    const Response declined = press(session, "pay", "4000000000009995");
    CPPUNIT_ASSERT_EQUAL(200, declined.status);
    CPPUNIT_ASSERT(declined.body.find("role=\"alert\"") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("open unpaid"), stateOf(session));
    const Response noTestCard = press(session, "pay", "4111111111111111");
    CPPUNIT_ASSERT(noTestCard.body.find("no test card") != std::string::npos);
    press(session, "pay", "5555555555554444");
    CPPUNIT_ASSERT_EQUAL(std::string("complete paid"), stateOf(session));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, read("/v1/payment_intents")["data"].size());
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, threeDSecureIsPassedOrFailed)
{
    const Json session = open();
    const std::string bank = press(session, "pay", "4000000000003220").header("Location");
    const std::string path = bank.substr(std::string("http://127.0.0.1:8090").size());
    CPPUNIT_ASSERT(page(path).find("Complete") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("open unpaid"), stateOf(session));
    const Response failed = simulator_.handle(form(path, {{"outcome", "fail"}}));
    CPPUNIT_ASSERT_EQUAL(pathOf(session), failed.header("Location"));
    CPPUNIT_ASSERT(page(pathOf(session)).find("did not prove") != std::string::npos);
    press(session, "pay", "4000000000003220");
    const Response passed = simulator_.handle(form(path, {{"outcome", "complete"}}));
    CPPUNIT_ASSERT_EQUAL(successUrl(session), passed.header("Location"));
    CPPUNIT_ASSERT_EQUAL(std::string("complete paid"), stateOf(session));
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, theCustomerMayPayAndNotReturn)
{
    const Json session = open();
    const Response response = press(session, "stay", "4242424242424242");
    CPPUNIT_ASSERT_EQUAL(200, response.status);
    CPPUNIT_ASSERT(response.body.find(successUrl(session)) != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("complete paid"), stateOf(session));
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, aDelayedPaymentIsSettledLater)
{
    for (const bool paid : {true, false}) {
        const Json session = open();
        CPPUNIT_ASSERT_EQUAL(303, press(session, "delayed", "").status);
        CPPUNIT_ASSERT_EQUAL(std::string("complete unpaid"), stateOf(session));
        const std::string intent = again(session)["payment_intent"];
        control("POST", "/payment_intents/" + intent + "/settle", {{"paid", paid}});
        CPPUNIT_ASSERT_EQUAL(std::string(paid ? "complete paid" : "complete unpaid"), stateOf(session));
        CPPUNIT_ASSERT_EQUAL(std::string("checkout.session.async_payment_") + (paid ? "succeeded" : "failed"),
                             eventTypes().back());
    }
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, aSessionExpiresByTimeOrByCall)
{
    const Json byTime = open();
    advance(24 * 3600);
    CPPUNIT_ASSERT_EQUAL(std::string("expired unpaid"), stateOf(byTime));
    CPPUNIT_ASSERT_EQUAL(410, press(byTime, "pay", "4242424242424242").status);
    CPPUNIT_ASSERT_EQUAL(std::string("checkout.session.expired"), eventTypes().back());
    const Json byCall = open();
    const std::string path = "/v1/checkout/sessions/" + byCall["id"].get<std::string>() + "/expire";
    made(path);
    CPPUNIT_ASSERT_EQUAL(400, post(path).response.status);
    const Json sold = open();
    press(sold, "pay", "4242424242424242");
    CPPUNIT_ASSERT_EQUAL(
        400, post("/v1/checkout/sessions/" + sold["id"].get<std::string>() + "/expire").response.status);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2},
                         read("/v1/checkout/sessions", {{"status", "expired"}})["data"].size());
}

CPPUNIT_TEST_FIXTURE(CheckoutTest, nothingToPayNeedsNoCard)
{
    Json items = sessionParameters()["line_items"];
    items[0]["price_data"]["unit_amount"] = 0;
    const Json session = open({{"line_items", items}});
    CPPUNIT_ASSERT_EQUAL(303, press(session, "pay", "").status);
    CPPUNIT_ASSERT_EQUAL(std::string("complete no_payment_required"), stateOf(session));
}

} // namespace ace::stripesimulator
