// SPDX-License-Identifier: MIT
#include "ServerFixture.h"

namespace ace::server {

namespace {

// A customer with a browser: follows forms, redirects and links, and knows nothing else of the server.
class CustomerTest : public ServerFixture
{
protected:
    test::Reply follow(const test::Reply& reply)
    {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 303, reply.status);
        return client->get(reply.field("Location"));
    }
    test::Reply fillCart(std::size_t type, int count)
    {
        const std::string list = client->get("/").body;
        const std::string event =
            client->get(test::between(list, "href=\"/events", "\"").insert(0, "/events")).body;
        std::string form = "event=" + test::hiddenValue(event, "event");
        std::size_t at = 0;
        for (std::size_t i = 0; i <= type; ++i)
            at = event.find("<select id=\"", at) + 12;
        form += "&" + event.substr(at, event.find('"', at) - at) + "=" + std::to_string(count);
        return follow(client->postForm("/cart", form));
    }
    static std::string checkoutForm(const test::Reply& cart)
    {
        return "nonce=" + test::hiddenValue(cart.body, "nonce") +
               "&total=" + test::hiddenValue(cart.body, "total") + "&name=Ann&email=ann%40example.com";
    }
    std::string paymentPath(const test::Reply& page)
    {
        return "/pay/test/" + test::between(page.body, "action=\"/pay/test/", "\"");
    }
};

CPPUNIT_TEST_FIXTURE(CustomerTest, buysTwoTicketsAndIsAdmittedOnce)
{
    const auto cart = fillCart(2, 2);
    const auto payment = follow(client->postForm("/checkout", checkoutForm(cart)));
    CPPUNIT_ASSERT(payment.body.find("TEST") != std::string::npos);
    CPPUNIT_ASSERT(payment.body.find("$180.00") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(98), available(2)); // held
    const auto approved = client->postForm(paymentPath(payment), "outcome=approve");
    const auto page = follow(approved);
    CPPUNIT_ASSERT_EQUAL(2, test::countOf(page.body, "<svg"));
    CPPUNIT_ASSERT(page.body.find("Ann · Ticket 2 of 2") != std::string::npos);

    const auto pdf = client->get(test::between(page.body, "<a class=\"button\" href=\"", "\""));
    CPPUNIT_ASSERT_EQUAL(std::string("application/pdf"), pdf.field("Content-Type"));
    CPPUNIT_ASSERT(pdf.body.starts_with("%PDF-"));

    const std::string code = test::between(page.body, "Order ", " ");
    const auto order = Json::parse(
        client->get("/api/v1/orders/" + code, {{"Authorization", bearer(runtime::Role::Counter)}}).body);
    const std::string token = order.at("tickets").at(0).at("token");
    CPPUNIT_ASSERT_EQUAL(std::string("admitted"), scan(token, "a").at("result").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("already_redeemed"), scan(token, "b").at("reason").get<std::string>());
    CPPUNIT_ASSERT(client->cookies().empty());
}

CPPUNIT_TEST_FIXTURE(CustomerTest, aDoubleClickBuysOnce)
{
    const auto cart = fillCart(2, 1);
    const std::string form = checkoutForm(cart);
    const auto one = client->postForm("/checkout", form);
    const auto two = client->postForm("/checkout", form);
    CPPUNIT_ASSERT_EQUAL(one.field("Location"), two.field("Location"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(99), available(2));
    const auto payment = follow(one);
    const std::string cookie = client->cookies().at("ace_cart");
    (void)client->postForm(paymentPath(payment), "outcome=approve");
    (void)client->postForm(paymentPath(payment), "outcome=approve");
    client->setCookie("ace_cart", cookie); // a second click that was under way all the time
    const auto late = follow(client->postForm("/checkout", form));
    CPPUNIT_ASSERT(late.body.find("Your ticket") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(99), available(2));
}

CPPUNIT_TEST_FIXTURE(CustomerTest, aDeclinedPaymentGivesTheSeatsBackAndKeepsTheCart)
{
    const auto cart = fillCart(2, 3);
    const auto payment = follow(client->postForm("/checkout", checkoutForm(cart)));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(97), available(2));
    const auto declined = follow(client->postForm(paymentPath(payment), "outcome=decline"));
    CPPUNIT_ASSERT(declined.body.find("did not go through") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(100), available(2));
    const auto again = client->get("/cart");
    CPPUNIT_ASSERT(again.body.find("3 × VIP") != std::string::npos);
    const auto second = follow(client->postForm("/checkout", checkoutForm(again)));
    const auto paid = follow(client->postForm(paymentPath(second), "outcome=approve"));
    CPPUNIT_ASSERT_EQUAL(3, test::countOf(paid.body, "<svg"));
}

CPPUNIT_TEST_FIXTURE(CustomerTest, whoComesTooLateIsToldInTheCart)
{
    const auto cart = fillCart(2, 20);
    for (int i = 0; i < 5; ++i)
        CPPUNIT_ASSERT_EQUAL(201, sell(order(2, 20, 180'000), "k" + std::to_string(i)).status);
    const auto late = client->postForm("/checkout", checkoutForm(cart));
    CPPUNIT_ASSERT_EQUAL(409, late.status);
    CPPUNIT_ASSERT(late.body.find("Fewer tickets are left") != std::string::npos);
    CPPUNIT_ASSERT(late.body.find("value=\"ann@example.com\"") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(CustomerTest, anOrderThatWaitsForItsPaymentLeadsBackToIt)
{
    const auto cart = fillCart(0, 1);
    const auto payment = follow(client->postForm("/checkout", checkoutForm(cart)));
    const std::string order = test::between(payment.body, "<a href=\"/orders/", "\"");
    const auto waiting = client->get("/orders/" + order);
    CPPUNIT_ASSERT(waiting.body.find("Waiting for the payment") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(409, client->get("/orders/" + order + "/tickets.pdf").status);
    const std::string link = test::between(waiting.body, "<a class=\"button\" href=\"", "\"");
    CPPUNIT_ASSERT_EQUAL(std::string("/orders/") + order + "/pay", link);
    CPPUNIT_ASSERT(client->get(link).field("Location").starts_with("/pay/test/"));
}

CPPUNIT_TEST_FIXTURE(CustomerTest, anOrderThatIsGivenUpFreesItsSeatsAtOnce)
{
    const auto cart = fillCart(2, 20);
    const auto payment = follow(client->postForm("/checkout", checkoutForm(cart)));
    const std::string order = "/orders/" + test::between(payment.body, "<a href=\"/orders/", "\"");
    CPPUNIT_ASSERT_EQUAL(std::int64_t(80), available(2));
    CPPUNIT_ASSERT(client->get("/cart").body.find("You have not paid yet") != std::string::npos);
    const auto canceled = follow(client->postForm(order + "/cancel", ""));
    CPPUNIT_ASSERT(canceled.body.find("This order was canceled") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(100), available(2));
    (void)client->postForm(paymentPath(payment), "outcome=approve"); // too late: its page is closed
    CPPUNIT_ASSERT(client->get(order).body.find("This order was canceled") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(CustomerTest, anotherOrderOfTheSameCartHoldsNoSeatTwice)
{
    const auto cart = fillCart(2, 20);
    for (int i = 0; i < 4; ++i)
        CPPUNIT_ASSERT_EQUAL(201, sell(order(2, 20, 180'000), "k" + std::to_string(i)).status);
    CPPUNIT_ASSERT_EQUAL(303, client->postForm("/checkout", checkoutForm(cart)).status);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), available(2));
    // Back in the cart, they order again: the last seats are their own.
    const auto second = follow(client->postForm("/checkout", checkoutForm(client->get("/cart"))));
    const auto paid = follow(client->postForm(paymentPath(second), "outcome=approve"));
    CPPUNIT_ASSERT_EQUAL(20, test::countOf(paid.body, "<svg"));
}

CPPUNIT_TEST_FIXTURE(CustomerTest, findsWhoRunsTheShop)
{
    const auto file = temporary.path() / "imprint.txt";
    test::mustSucceed(writeFileDurably(file, "Club Tal\nMain St 1\n"));
    start("[shop]\nname = \"Club Tal\"\nimprint_file = \"" + file.string() + "\"\n");
    const auto page = client->get("/imprint");
    CPPUNIT_ASSERT_EQUAL(200, page.status);
    CPPUNIT_ASSERT(page.body.find("<p>Club Tal\nMain St 1</p>") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(404, client->get("/terms").status);
}

} // namespace

} // namespace ace::server
