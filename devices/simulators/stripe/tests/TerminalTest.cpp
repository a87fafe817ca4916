// SPDX-License-Identifier: MIT
#include "SimulatorFixture.h"

namespace ace::stripesimulator {

class TerminalTest : public SimulatorFixture
{
protected:
    TerminalTest()
    {
        const Json location =
            made("/v1/terminal/locations", {{"display_name", "Door"}, {"address", {{"country", "US"}}}});
        reader_ = made(
            "/v1/terminal/readers",
            {{"registration_code", "simulated-wpe"}, {"label", "A <b>"}, {"location", location["id"]}})["id"];
    }

    std::string path(const char* act) { return "/v1/terminal/readers/" + reader_ + "/" + act; }
    Json begin(std::int64_t amount)
    {
        const Json intent =
            made("/v1/payment_intents", {{"amount", amount},
                                         {"currency", "usd"},
                                         {"capture_method", "manual"},
                                         {"allowed_payment_method_types", Json::array({"card_present"})}});
        made(path("process_payment_intent"), {{"payment_intent", intent["id"]}});
        return intent;
    }
    Answer present(const Json& parameters = Json::object())
    {
        return post("/v1/test_helpers/terminal/readers/" + reader_ + "/present_payment_method", parameters);
    }
    Json reader() { return read("/v1/terminal/readers/" + reader_); }
    std::string statusOf(const Json& intent)
    {
        return read("/v1/payment_intents/" + intent["id"].get<std::string>())["status"];
    }
    std::string press(const char* act)
    {
        return simulator_.handle(form("/reader/" + reader_, {{"act", act}})).body;
    }
    std::string failure() { return reader()["action"]["failure_code"]; }

    std::string reader_;
};

CPPUNIT_TEST_FIXTURE(TerminalTest, aCardAtTheReaderPays)
{
    const Json intent = begin(4200);
    CPPUNIT_ASSERT_EQUAL(std::string("in_progress"), reader()["action"]["status"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(200, present().response.status);
    CPPUNIT_ASSERT_EQUAL(std::string("succeeded"), reader()["action"]["status"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("requires_capture"), statusOf(intent));
    CPPUNIT_ASSERT_EQUAL(std::string("terminal.reader.action_succeeded"), eventTypes().back());
    const Json charge = read("/v1/charges")["data"][0];
    CPPUNIT_ASSERT_EQUAL(std::string("card_present"),
                         charge["payment_method_details"]["type"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("4242"),
                         charge["payment_method_details"]["card_present"]["last4"].get<std::string>());
}

CPPUNIT_TEST_FIXTURE(TerminalTest, aDeclineAtTheReaderLeavesTheIntentForAnotherCard)
{
    const Json intent = begin(4200);
    present({{"card_present", {{"number", "4000000000009995"}}}});
    CPPUNIT_ASSERT_EQUAL(std::string("card_declined"), failure());
    CPPUNIT_ASSERT_EQUAL(std::string("requires_payment_method"), statusOf(intent));
    made(path("process_payment_intent"), {{"payment_intent", intent["id"]}});
    present();
    CPPUNIT_ASSERT_EQUAL(std::string("requires_capture"), statusOf(intent));
}

CPPUNIT_TEST_FIXTURE(TerminalTest, theAmountsEndingDeclinesTheUsualCard)
{
    const Json intent = begin(4205);
    present();
    CPPUNIT_ASSERT_EQUAL(std::string("requires_payment_method"), statusOf(intent));
    begin(4205);
    present({{"card_present", {{"number", "5555555555554444"}}}});
    CPPUNIT_ASSERT_EQUAL(std::string("succeeded"), reader()["action"]["status"].get<std::string>());
}

CPPUNIT_TEST_FIXTURE(TerminalTest, aReaderRefusesWhatItCannotDo)
{
    CPPUNIT_ASSERT_EQUAL(400, present().response.status); // nothing to pay
    const Json intent = begin(4200);
    press("unplug");
    CPPUNIT_ASSERT_EQUAL(std::string("terminal_reader_offline"), present().error("code"));
    CPPUNIT_ASSERT_EQUAL(std::string("in_progress"), reader()["action"]["status"].get<std::string>());
    press("plug");
    press("leave_card");
    CPPUNIT_ASSERT_EQUAL(std::string("terminal_reader_busy"), post(path("cancel_action")).error("code"));
    press("take_card");
    CPPUNIT_ASSERT(made(path("cancel_action"))["action"].is_null());
    made("/v1/payment_intents/" + intent["id"].get<std::string>() + "/cancel");
    const Answer late = post(path("process_payment_intent"), {{"payment_intent", intent["id"]}});
    CPPUNIT_ASSERT_EQUAL(std::string("intent_invalid_state"), late.error("code"));
    const Json online = made("/v1/payment_intents", {{"amount", 4200}, {"currency", "usd"}});
    CPPUNIT_ASSERT_EQUAL(
        400, post(path("process_payment_intent"), {{"payment_intent", online["id"]}}).response.status);
}

CPPUNIT_TEST_FIXTURE(TerminalTest, theScreenShowsTheAmountAndTakesTheCard)
{
    const Json intent = begin(4200);
    const std::string page = simulator_.handle({"GET", "/reader/" + reader_, "", {}, ""}).body;
    CPPUNIT_ASSERT(page.find("42.00 USD") != std::string::npos);
    CPPUNIT_ASSERT(page.find("A &lt;b&gt;") != std::string::npos);
    CPPUNIT_ASSERT(page.find("SIMULATOR") != std::string::npos);
    CPPUNIT_ASSERT(press("tap").find("Approved") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("requires_capture"), statusOf(intent));
    CPPUNIT_ASSERT(press("tap").find("role=\"alert\"") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(404, simulator_.handle({"GET", "/reader/tmr_none", "", {}, ""}).status);
}

CPPUNIT_TEST_FIXTURE(TerminalTest, aLostNetworkMayHaveChargedTheCard)
{
    const Json notCharged = begin(4200);
    press("lose_before");
    CPPUNIT_ASSERT_EQUAL(std::string("connection_error"), failure());
    CPPUNIT_ASSERT_EQUAL(std::string("requires_payment_method"), statusOf(notCharged));
    const Json charged = begin(4200);
    press("lose_after");
    CPPUNIT_ASSERT_EQUAL(std::string("connection_error"), failure());
    CPPUNIT_ASSERT_EQUAL(std::string("requires_capture"), statusOf(charged));
    begin(4200);
    press("cancel");
    CPPUNIT_ASSERT_EQUAL(std::string("customer_canceled"), failure());
}

CPPUNIT_TEST_FIXTURE(TerminalTest, aReaderThatDoesNotAnswerMayHaveGotThePayment)
{
    for (const auto& [kind, got] :
         std::map<std::string, bool>{{"reader_timeout_before", false}, {"reader_timeout_after", true}}) {
        made(path("cancel_action"));
        control("POST", "/faults",
                {{"kind", kind}, {"path", "/v1/terminal/readers/*/process_payment_intent"}});
        const Json intent =
            made("/v1/payment_intents", {{"amount", 4200},
                                         {"currency", "usd"},
                                         {"allowed_payment_method_types", Json::array({"card_present"})}});
        const Answer answer = post(path("process_payment_intent"), {{"payment_intent", intent["id"]}});
        CPPUNIT_ASSERT_EQUAL(std::string("terminal_reader_timeout"), answer.error("code"));
        CPPUNIT_ASSERT_EQUAL_MESSAGE(kind, got, reader()["action"].is_object());
    }
}

CPPUNIT_TEST_FIXTURE(TerminalTest, aTipIsAddedToTheAmount)
{
    const Json intent = begin(4200);
    present({{"amount_tip", 300}});
    const Json paid = read("/v1/payment_intents/" + intent["id"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(4500, paid["amount_capturable"].get<int>());
    CPPUNIT_ASSERT_EQUAL(300, paid["amount_details"]["tip"]["amount"].get<int>());
}

CPPUNIT_TEST_FIXTURE(TerminalTest, aReaderIsMadeListedRenamedAndDeleted)
{
    CPPUNIT_ASSERT_EQUAL(400, post("/v1/terminal/readers", {{"registration_code", "a-b-c"}}).response.status);
    const Json item = {{"description", "A seat"}, {"amount", 1250}, {"quantity", 2}};
    made(path("set_reader_display"),
         {{"type", "cart"},
          {"cart", {{"currency", "usd"}, {"total", 2500}, {"line_items", Json::array({item})}}}});
    CPPUNIT_ASSERT(simulator_.handle({"GET", "/reader/" + reader_, "", {}, ""}).body.find("2 × A seat") !=
                   std::string::npos);
    made("/v1/terminal/readers/" + reader_, {{"label", "Left"}});
    CPPUNIT_ASSERT_EQUAL(std::string("Left"),
                         read("/v1/terminal/readers")["data"][0]["label"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(200, send(request("DELETE", "/v1/terminal/readers/" + reader_)).response.status);
    CPPUNIT_ASSERT_EQUAL(404, get("/v1/terminal/readers/" + reader_).response.status);
}

} // namespace ace::stripesimulator
