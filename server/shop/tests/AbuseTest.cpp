// SPDX-License-Identifier: MIT
// Who asks more of the shop than customers do, or in their name.
#include "ShopFixture.h"

namespace ace::server::shop {

namespace {

class AbuseTest : public ShopFixture
{
};

// Each order holds tickets for minutes.
CPPUNIT_TEST_FIXTURE(AbuseTest, oneAddressOrdersOnlySoOften)
{
    answerHeld("/pay");
    (void)pick("1");
    for (int i = 0; i < 30; ++i)
        CPPUNIT_ASSERT_EQUAL(303, client->postForm("/checkout", filledForm()).status);
    const auto reply = client->postForm("/checkout", filledForm("Zo%C3%AB"));
    CPPUNIT_ASSERT_EQUAL(429, reply.status);
    CPPUNIT_ASSERT_EQUAL(std::string("2"), reply.field("Retry-After"));
    expectText(reply, "Please wait 2 s");
    expectText(reply, "value=\"Zoë\"");
    CPPUNIT_ASSERT_EQUAL(std::size_t{30}, boxOffice.asked.size());
    clock.advance(std::chrono::seconds(2));
    CPPUNIT_ASSERT_EQUAL(303, client->postForm("/checkout", filledForm()).status);
}

CPPUNIT_TEST_FIXTURE(AbuseTest, oneAddressPrintsOnlySoOften)
{
    boxOffice.order = demo.record;
    for (int i = 0; i < 100; ++i)
        CPPUNIT_ASSERT_EQUAL(200, client->get("/orders/C0DE/the-key/tickets.pdf").status);
    const auto reply = client->get("/orders/C0DE/the-key/tickets.pdf");
    CPPUNIT_ASSERT_EQUAL(429, reply.status);
    CPPUNIT_ASSERT_EQUAL(std::string("1"), reply.field("Retry-After"));
    expectText(client->get("/es/orders/C0DE/the-key/tickets.pdf"), "Inténtelo otra vez en 1 s.");
    clock.advance(std::chrono::seconds(1));
    CPPUNIT_ASSERT_EQUAL(200, client->get("/orders/C0DE/the-key/tickets.pdf").status);
}

CPPUNIT_TEST_FIXTURE(AbuseTest, oneAddressCancelsOnlySoOften)
{
    boxOffice.order = demo.record; // its event lets nobody give tickets back
    for (int i = 0; i < 100; ++i)
        CPPUNIT_ASSERT_EQUAL(303, client->postForm("/orders/C0DE/the-key/cancel", "").status);
    const auto reply = client->postForm("/orders/C0DE/the-key/cancel", "");
    CPPUNIT_ASSERT_EQUAL(429, reply.status);
    CPPUNIT_ASSERT_EQUAL(std::string("1"), reply.field("Retry-After"));
    clock.advance(std::chrono::seconds(1));
    CPPUNIT_ASSERT_EQUAL(303, client->postForm("/orders/C0DE/the-key/cancel", "").status);
}

CPPUNIT_TEST_FIXTURE(AbuseTest, takesNoFormOfAnotherSite)
{
    services->publicUrl = "https://tickets.example";
    const std::string own = "127.0.0.1:" + std::to_string(front->port());
    const auto sent = [&](const std::string& path, test::Fields fields) {
        fields["Content-Type"] = "application/x-www-form-urlencoded";
        return client->post(path, "event=summer-fair&" + field(0) + "=1", fields);
    };
    for (const test::Fields& wrong : {test::Fields{{"Origin", "https://evil.example"}},
                                      {{"Origin", "http://127.0.0.1:1"}},
                                      {{"Origin", "https://tickets.example.evil.example"}},
                                      {{"Sec-Fetch-Site", "cross-site"}},
                                      {{"Sec-Fetch-Site", "cross-site"}, {"Origin", "null"}}})
        for (const char* path : {"/cart", "/checkout", "/pay/test/019e0000-0000-7000-8000-000000000001"}) {
            const auto reply = sent(path, wrong);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(path, 403, reply.status);
            CPPUNIT_ASSERT(reply.field("Set-Cookie").empty());
        }
    for (const test::Fields& right : {test::Fields{},
                                      {{"Origin", "null"}},
                                      {{"Origin", "http://" + own}},
                                      {{"Origin", "https://Tickets.example:443"}},
                                      {{"Sec-Fetch-Site", "same-origin"}, {"Origin", "null"}}})
        CPPUNIT_ASSERT_EQUAL(303, sent("/cart", right).status);
}

} // namespace

} // namespace ace::server::shop
