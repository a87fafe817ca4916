// SPDX-License-Identifier: MIT
#include "ShopFixture.h"

namespace ace::server::shop {

namespace {

class VoucherTest : public ShopFixture
{
protected:
    test::Reply look(const std::string& code, const std::string& counts = {})
    {
        return client->postForm("/cart", "event=summer-fair&look=1&voucher=" + code + counts);
    }
    test::Reply pickWith(const std::string& code, std::size_t type = 0)
    {
        return client->postForm("/cart", "event=summer-fair&voucher=" + code + "&" + field(type) + "=2");
    }
};

CPPUNIT_TEST_FIXTURE(VoucherTest, onlyWhatIsSoldOnTheWebIsOffered)
{
    demo.setup.types[0].onWeb = false;
    demo.setup.types[1].hidden = true;
    start("card");
    const auto page = client->get("/events/summer-fair");
    expectNoText(page, "General");
    expectNoText(page, "Child");
    expectText(page, "VIP");
    CPPUNIT_ASSERT_EQUAL(422, pick("2").status); // nor can it be picked
    const auto json = client->get("/events/summer-fair/availability.json");
    expectNoText(json, demo.setup.types[0].id.toString());
    expectText(json, demo.setup.types[2].id.toString());
}

CPPUNIT_TEST_FIXTURE(VoucherTest, showsTheOldPriceAndTheNewOne)
{
    demo.setup.types[0].taxRatePpm = 100'000;
    start("card");
    aVoucher("HALF", VoucherEffect::PercentOff, 500'000);
    const auto page = look("half", "&" + field(0) + "=3");
    CPPUNIT_ASSERT_EQUAL(200, page.status);
    expectText(page, "$27.50</s>");
    expectText(page, "$13.75<small>with $1.25 tax");
    expectText(page, "<option value=\"3\" selected>");
    expectText(client->get("/events/summer-fair?voucher=half"), "$13.75");
    expectNoText(client->get("/events/summer-fair"), "$13.75");
    CPPUNIT_ASSERT(client->cookies().empty()); // looking puts nothing into the cart
}

CPPUNIT_TEST_FIXTURE(VoucherTest, opensHiddenTypes)
{
    demo.setup.types[2].hidden = true;
    start("card");
    Voucher& crew = aVoucher("CREW", VoucherEffect::None, 0);
    crew.opensHidden = true;
    crew.types = {demo.setup.types[2].id};
    expectNoText(client->get("/events/summer-fair"), "VIP");
    expectText(client->get("/events/summer-fair?voucher=CREW"), "VIP");
    CPPUNIT_ASSERT_EQUAL(303, pickWith("CREW", 2).status);
    expectText(client->get("/cart"), "2 × VIP");
    vouchers.clear(); // it is withdrawn meanwhile
    expectText(client->get("/cart"), "nothing in it");
}

CPPUNIT_TEST_FIXTURE(VoucherTest, whyItDoesNotCountIsToldBesideTheFieldAndNothingTypedIsLost)
{
    aVoucher("LATER", VoucherEffect::FixedPrice, 100).validity.from += std::chrono::hours(1);
    aVoucher("PAST", VoucherEffect::FixedPrice, 100).validity.until = clock.now();
    aVoucher("SPENT", VoucherEffect::FixedPrice, 100).uses = 1;
    for (const auto& [code, said] : {std::pair("NONE", "no voucher with this code"),
                                     {"LATER", "counts from"},
                                     {"PAST", "has run out"},
                                     {"SPENT", "is used up"}}) {
        for (const auto& reply : {look(code, "&" + field(0) + "=3"), pickWith(code),
                                  client->get(std::string("/events/summer-fair?voucher=") + code)}) {
            expectText(reply, said);
            expectText(reply, std::string("value=\"") + code + "\"");
            expectText(reply, "aria-describedby=\"voucher-error\"");
            expectNoText(reply, "$1.00");
        }
        expectText(look(code, "&" + field(0) + "=3"), "<option value=\"3\" selected>");
        CPPUNIT_ASSERT_EQUAL(422, pickWith(code).status);
    }
    CPPUNIT_ASSERT(client->cookies().empty());
}

CPPUNIT_TEST_FIXTURE(VoucherTest, theCartKeepsItAndTheOrderIsMadeWithIt)
{
    aVoucher("HALF", VoucherEffect::PercentOff, 500'000);
    (void)pickWith("half");
    expectText(client->get("/cart"), "Pay $25.00");
    answerHeld("https://bank.example/pay");
    CPPUNIT_ASSERT_EQUAL(303, client->postForm("/checkout", filledForm()).status);
    CPPUNIT_ASSERT_EQUAL(std::string("HALF"), boxOffice.asked.at(0).voucherCode);
}

CPPUNIT_TEST_FIXTURE(VoucherTest, inTheCartItIsTakenWithoutLosingTheName)
{
    aVoucher("HALF", VoucherEffect::PercentOff, 500'000);
    (void)pick("2");
    const std::string typed = "&name=Zo%C3%AB&email=zoe%40example.org";
    const auto wrong = client->postForm("/cart/voucher", "voucher=HALV" + typed);
    CPPUNIT_ASSERT_EQUAL(422, wrong.status);
    expectText(wrong, "no voucher with this code");
    expectText(wrong, "value=\"HALV\"");
    const auto right = client->postForm("/cart/voucher", "voucher=HALF" + typed);
    for (const auto* reply : {&wrong, &right}) {
        expectText(*reply, "value=\"Zoë\"");
        expectText(*reply, "value=\"zoe@example.org\"");
    }
    expectText(right, "Pay $25.00");
    (void)client->postForm("/cart/voucher", "voucher=WRONG"); // what was there before stays
    expectText(client->get("/cart"), "Pay $25.00");
    (void)client->postForm("/cart/voucher", "voucher=");
    expectText(client->get("/cart"), "Pay $50.00");
}

// Enter in its field, or the button of the form without "Apply" before.
CPPUNIT_TEST_FIXTURE(VoucherTest, oneThatWasOnlyTypedShowsTheNewTotalBeforeAnythingIsOrdered)
{
    aVoucher("HALF", VoucherEffect::PercentOff, 500'000);
    answerHeld("https://bank.example/pay");
    (void)pick("2");
    const auto shown = client->postForm("/checkout", filledForm("Zo%C3%AB") + "&voucher=half");
    CPPUNIT_ASSERT_EQUAL(200, shown.status);
    expectText(shown, "Pay $25.00");
    const auto wrong = client->postForm("/checkout", filledForm("Zo%C3%AB") + "&voucher=HALV");
    CPPUNIT_ASSERT_EQUAL(422, wrong.status);
    expectText(wrong, "no voucher with this code");
    expectText(wrong, "aria-describedby=\"voucher-error\"");
    for (const auto* reply : {&shown, &wrong}) {
        expectText(*reply, "value=\"Zoë\"");
        expectText(*reply, "value=\"ann@example.com\"");
    }
    CPPUNIT_ASSERT(boxOffice.asked.empty());
    CPPUNIT_ASSERT_EQUAL(303, client->postForm("/checkout", filledForm() + "&voucher=half").status);
    CPPUNIT_ASSERT_EQUAL(std::string("HALF"), boxOffice.asked.at(0).voucherCode);
}

CPPUNIT_TEST_FIXTURE(VoucherTest, oneThatIsForOtherTicketsIsToldAndNotSent)
{
    aVoucher("VIP", VoucherEffect::FixedPrice, 100).types = {demo.setup.types[2].id};
    (void)pickWith("VIP");
    expectText(client->get("/cart"), "not for the tickets in your cart");
    answerHeld("https://bank.example/pay");
    CPPUNIT_ASSERT_EQUAL(303, client->postForm("/checkout", filledForm()).status);
    CPPUNIT_ASSERT(boxOffice.asked.at(0).voucherCode.empty());
}

CPPUNIT_TEST_FIXTURE(VoucherTest, oneThatIsSpentMeanwhileShowsTheNewTotalBeforeItIsCharged)
{
    Voucher& half = aVoucher("HALF", VoucherEffect::PercentOff, 500'000);
    (void)pickWith("HALF");
    boxOffice.onHold = [&](const auto&) {
        half.uses = 1;
        return boxoffice::HoldOutcome(boxoffice::Refused{boxoffice::Refusal::VoucherSpent, "used up"});
    };
    const auto spent = client->postForm("/checkout", filledForm());
    CPPUNIT_ASSERT_EQUAL(409, spent.status);
    expectText(spent, "used up just now");
    expectText(spent, "Pay $50.00");
}

CPPUNIT_TEST_FIXTURE(VoucherTest, whatCostsNothingIsOrderedWithoutAPayment)
{
    start("");
    aVoucher("FREE", VoucherEffect::FixedPrice, 0);
    (void)pickWith("FREE");
    const auto cartPage = client->get("/cart");
    expectText(cartPage, "Order for free");
    expectNoText(cartPage, "Pay $");
    expectNoText(cartPage, "payment page");
    expectText(client->get("/events/summer-fair?voucher=FREE"), "Free");
    boxOffice.onHold = [this](const auto&) {
        return boxoffice::HoldOutcome(boxoffice::Sold{demo.record, false});
    };
    const auto ordered = client->postForm("/checkout", filledForm());
    CPPUNIT_ASSERT_EQUAL(std::string("/orders/C0DE/the-key"), ordered.field("Location"));
    CPPUNIT_ASSERT(client->cookies().empty());
}

// Nobody tries codes out.
CPPUNIT_TEST_FIXTURE(VoucherTest, oneAddressLooksForVouchersOnlySoOften)
{
    aVoucher("HALF", VoucherEffect::PercentOff, 500'000);
    for (int i = 0; i < 100; ++i)
        (void)look("X" + std::to_string(i));
    expectText(look("HALF"), "Please wait 1 s");
    const auto page = client->get("/events/summer-fair?voucher=HALF");
    CPPUNIT_ASSERT_EQUAL(429, page.status); // which is not shared with others
    CPPUNIT_ASSERT_EQUAL(std::string("1"), page.field("Retry-After"));
    expectText(page, "Please wait 1 s");
    clock.advance(std::chrono::seconds(1));
    expectText(look("HALF"), "$12.50");
}

CPPUNIT_TEST_FIXTURE(VoucherTest, neighboursWhoTryCodesTakeNoVoucherOutOfACart)
{
    aVoucher("HALF", VoucherEffect::PercentOff, 500'000);
    (void)pickWith("HALF");
    for (int i = 0; i < 100; ++i)
        (void)look("X" + std::to_string(i));
    expectText(look("X"), "Please wait 1 s");
    expectText(client->get("/cart"), "Pay $25.00");
    expectText(client->get("/events/summer-fair"), "$12.50");
    CPPUNIT_ASSERT_EQUAL(
        303, client->postForm("/cart", "event=summer-fair&voucher=HALF&" + field(0) + "=4").status);
    expectText(client->get("/cart"), "Pay $50.00");
}

} // namespace

} // namespace ace::server::shop
