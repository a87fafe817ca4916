// SPDX-License-Identifier: MIT
// Tickets by mail: again, to another address, and for who lost them.
#include "ShopFixture.h"

namespace ace::server::shop {

namespace {

class MailPagesTest : public ShopFixture
{
public:
    void setUp() override
    {
        ShopFixture::setUp();
        demo.record.order.customer.email = "ann@example.com";
        boxOffice.order = demo.record;
        boxOffice.onResend = boxoffice::Resent{demo.record.order, false};
    }

protected:
    test::Reply resend(const std::string& body = "")
    {
        return client->postForm(kOrder + std::string("/resend"), body);
    }
    void refuse(boxoffice::Refusal refusal) { boxOffice.onResend = boxoffice::Refused{refusal, "because"}; }
    // The page after the form.
    test::Reply after(const test::Reply& sent)
    {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(sent.body, 303, sent.status);
        const std::string where = sent.field("Location");
        return client->get(where.substr(0, where.find('#')));
    }
    static void expectNot(const test::Reply& reply, const std::string& text)
    {
        CPPUNIT_ASSERT_MESSAGE(text + " in\n" + reply.body, reply.body.find(text) == std::string::npos);
    }
};

CPPUNIT_TEST_FIXTURE(MailPagesTest, anOrderIsSentAgainAndSaysWhereInPart)
{
    expectText(client->get(kOrder), "action=\"/orders/C0DE/the-key/resend\"");
    const auto page = after(resend());
    expectText(page, "Sent to a…@example.com.");
    expectNot(page, "ann@");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, boxOffice.resent.size());
    CPPUNIT_ASSERT_EQUAL(std::string("C0DE"), boxOffice.resent.front().code);
    CPPUNIT_ASSERT(boxOffice.resent.front().email.empty() && boxOffice.resent.front().act.by == Actor{});
}

CPPUNIT_TEST_FIXTURE(MailPagesTest, aPageIsInTheLanguageOfItsFormAgain)
{
    const auto sent = client->postForm("/es/orders/C0DE/the-key/resend", "");
    CPPUNIT_ASSERT_EQUAL(std::string("/es/orders/C0DE/the-key?sent=yes#mail"), sent.field("Location"));
    expectText(after(sent), "Enviado a a…@example.com.");
}

CPPUNIT_TEST_FIXTURE(MailPagesTest, whatDidNotArriveIsSaidAndItsAddressCanBeCorrected)
{
    boxOffice.order->order.undeliverableAt = clock.now();
    const auto page = client->get(kOrder);
    expectText(page, "We could not deliver your tickets to a…@example.com. Please correct the address.");
    expectText(page, "<details open>");
    (void)resend("email=anna%40example.com");
    CPPUNIT_ASSERT_EQUAL(std::string("anna@example.com"), boxOffice.resent.back().email);
    expectNot(client->get(kOrder + std::string("?sent=yes")), "Sent to"); // it came back since
}

CPPUNIT_TEST_FIXTURE(MailPagesTest, aRefusalIsSaidOnThePage)
{
    refuse(boxoffice::Refusal::ResentTooOften);
    expectText(after(resend()), "It was sent three times within an hour.");
    refuse(boxoffice::Refusal::InvalidEmail);
    expectText(after(resend("email=nobody")), "This does not look like an e-mail address.");
    boxOffice.onResend = failure(ErrorCode::Busy, "later");
    expectText(after(resend()), "It could not be sent just now.");
}

CPPUNIT_TEST_FIXTURE(MailPagesTest, onlyThePagesOwnFormAndOnlyWithTheKeySends)
{
    const auto foreign = client->post(
        kOrder + std::string("/resend"), "",
        {{"Content-Type", "application/x-www-form-urlencoded"}, {"Origin", "https://evil.example"}});
    CPPUNIT_ASSERT_EQUAL(403, foreign.status);
    CPPUNIT_ASSERT_EQUAL(404, client->postForm("/orders/C0DE/other-key/resend", "").status);
    CPPUNIT_ASSERT(boxOffice.resent.empty());
}

CPPUNIT_TEST_FIXTURE(MailPagesTest, oneAddressAsksForMailsOnlySoOften)
{
    for (int i = 0; i < 30; ++i)
        CPPUNIT_ASSERT_EQUAL(303, resend().status);
    const auto reply = resend();
    CPPUNIT_ASSERT_EQUAL(429, reply.status);
    CPPUNIT_ASSERT_EQUAL(std::string("2"), reply.field("Retry-After"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{30}, boxOffice.resent.size());
}

CPPUNIT_TEST_FIXTURE(MailPagesTest, anUnpaidOrderHasNothingToSend)
{
    boxOffice.order->order.state = OrderState::Expired;
    expectNot(client->get(kOrder), "/resend");
}

CPPUNIT_TEST_FIXTURE(MailPagesTest, whoLostTicketsIsAnsweredAlikeWhoeverItIs)
{
    expectText(client->get("/"), "href=\"/lost\"");
    expectText(client->get("/lost"), "Send me the links");
    const auto known = client->postForm("/lost", "email=ann%40example.com");
    const auto unknown = client->postForm("/lost", "email=nobody%40example.com");
    CPPUNIT_ASSERT_EQUAL(200, known.status);
    expectText(known, "If we know this address, a mail is on its way.");
    CPPUNIT_ASSERT_EQUAL(known.body, unknown.body);
    (void)client->postForm("/es/lost", "email=ann%40example.com");
    CPPUNIT_ASSERT(
        (boxOffice.linksAskedFor ==
         std::vector<std::string>{"ann@example.com en", "nobody@example.com en", "ann@example.com es"}));
}

CPPUNIT_TEST_FIXTURE(MailPagesTest, whatIsNoAddressIsSaidAndAsksNobody)
{
    const auto reply = client->postForm("/es/lost", "email=%3Cscript%3E");
    CPPUNIT_ASSERT_EQUAL(422, reply.status);
    expectText(reply, "value=\"&lt;script&gt;\"");
    CPPUNIT_ASSERT_EQUAL(422, client->postForm("/lost", "").status);
    CPPUNIT_ASSERT_EQUAL(403, client
                                  ->post("/lost", "email=ann%40example.com",
                                         {{"Content-Type", "application/x-www-form-urlencoded"},
                                          {"Sec-Fetch-Site", "cross-site"}})
                                  .status);
    CPPUNIT_ASSERT(boxOffice.linksAskedFor.empty());
}

CPPUNIT_TEST_FIXTURE(MailPagesTest, oneAddressSearchesForLostTicketsOnlySoOften)
{
    for (int i = 0; i < 5; ++i)
        CPPUNIT_ASSERT_EQUAL(200, client->postForm("/lost", "email=a%40example.com").status);
    const auto reply = client->postForm("/lost", "email=b%40example.com");
    CPPUNIT_ASSERT_EQUAL(429, reply.status);
    CPPUNIT_ASSERT_EQUAL(std::string("60"), reply.field("Retry-After"));
    expectText(reply, "value=\"b@example.com\"");
}

CPPUNIT_TEST_FIXTURE(MailPagesTest, aLinkOfAMailIsInItsLanguage)
{
    Order order;
    order.code = "C0DE";
    order.key = "k";
    CPPUNIT_ASSERT_EQUAL(std::string("https://t.example/orders/C0DE/k"),
                         orderUrl("https://t.example", order, "en"));
    CPPUNIT_ASSERT_EQUAL(std::string("https://t.example/es/orders/C0DE/k"),
                         orderUrl("https://t.example", order, "es"));
}

} // namespace

} // namespace ace::server::shop
