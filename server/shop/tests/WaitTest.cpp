// SPDX-License-Identifier: MIT
#include "ShopFixture.h"

namespace ace::server::shop {

namespace {

using namespace std::chrono_literals;

class WaitTest : public ShopFixture
{
public:
    void setUp() override
    {
        ShopFixture::setUp();
        roomRecord.room.mode = WaitingMode::On;
    }

protected:
    static constexpr const char* kWait = "/events/summer-fair/wait";

    // Nobody is let in: all that is left is held by others.
    void holdAll()
    {
        for (QuotaLevel& level : catalog.levels)
            level.held = level.available();
        clock.advance(2s);
    }
    void freeAll()
    {
        for (QuotaLevel& level : catalog.levels)
            level.held = 0;
        clock.advance(2s);
    }
    void openIn(std::chrono::minutes time)
    {
        auto setup = demo.setup;
        setup.event.sale.from = clock.now() + time;
        catalog.events = {std::make_shared<EventSetup>(setup)};
    }
};

CPPUNIT_TEST_FIXTURE(WaitTest, withoutARushNobodySeesIt)
{
    roomRecord.room.mode = WaitingMode::Automatic;
    pick("2");
    CPPUNIT_ASSERT_EQUAL(200, client->get("/cart").status);
    CPPUNIT_ASSERT_EQUAL(std::string("/cart"), client->get(kWait).field("Location"));
}

CPPUNIT_TEST_FIXTURE(WaitTest, whoCanBeServedGoesStraightThrough)
{
    pick("2");
    const auto cartPage = client->get("/cart");
    CPPUNIT_ASSERT_EQUAL(std::string(kWait), cartPage.field("Location"));
    CPPUNIT_ASSERT_EQUAL(std::string("/cart"), client->get(kWait).field("Location"));
    CPPUNIT_ASSERT_EQUAL(200, client->get("/cart").status);
    answerHeld("/pay/test/x");
    CPPUNIT_ASSERT_EQUAL(303, client->postForm("/checkout", filledForm()).status);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, boxOffice.asked.size());
}

CPPUNIT_TEST_FIXTURE(WaitTest, whoWaitsIsToldAndComesInWhenThereIsRoom)
{
    pick("1");
    holdAll();
    const auto page = client->get(kWait);
    CPPUNIT_ASSERT_EQUAL(200, page.status);
    expectText(page, "You are next");
    expectText(page, "in somebody&apos;s cart");
    CPPUNIT_ASSERT_EQUAL(303, client->get("/cart").status);
    expectText(client->get("/events/summer-fair/wait/status"), "\"turn\":\"wait\"");
    freeAll();
    expectText(client->get("/events/summer-fair/wait/status"), "\"turn\":\"yours\"");
    CPPUNIT_ASSERT_EQUAL(std::string("/cart"), client->get(kWait).field("Location"));
    CPPUNIT_ASSERT_EQUAL(200, client->get("/cart").status);
}

CPPUNIT_TEST_FIXTURE(WaitTest, aRefreshKeepsThePlaceAndASecondBrowserComesAfter)
{
    holdAll();
    client->get(kWait);
    for (int i = 0; i < 5; ++i)
        expectText(client->get(kWait), "You are next");
    test::HttpClient second(front->port());
    expectText(second.get(kWait), "1 person is before you");
    expectText(second.get("/es/events/summer-fair/wait"), "Hay 1 persona antes que usted");
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, rooms.at(demo.setup.event).figures().room.counts.arrivals);
}

CPPUNIT_TEST_FIXTURE(WaitTest, theLobbyWaitsForTheOpening)
{
    openIn(10min);
    clock.advance(2s);
    expectText(client->get("/events/summer-fair"), "href=\"/events/summer-fair/wait\"");
    const auto lobby = client->get(kWait);
    expectText(lobby, "The sale has not begun yet");
    expectText(lobby, "http-equiv=\"refresh\"");
    clock.advance(10min);
    CPPUNIT_ASSERT_EQUAL(std::string("/events/summer-fair"), client->get(kWait).field("Location"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, rooms.at(demo.setup.event).figures().room.counts.lobby);
}

CPPUNIT_TEST_FIXTURE(WaitTest, soldOutIsSaidInsteadOfAnEndlessWait)
{
    holdAll();
    client->get(kWait);
    for (QuotaLevel& level : catalog.levels) {
        level.sold += level.held;
        level.held = 0;
    }
    clock.advance(2s);
    expectText(client->get(kWait), "All tickets were sold before it was your turn");
    expectText(client->get("/events/summer-fair/wait/status"), "sold_out");
}

CPPUNIT_TEST_FIXTURE(WaitTest, aPassThatEndsWhileTypingLosesNothingTyped)
{
    pick("1");
    client->get(kWait);
    const std::string form = filledForm("Ann+Typing", "ann%40example.com");
    clock.advance(16min);
    const auto late = client->postForm("/checkout", form);
    CPPUNIT_ASSERT_EQUAL(409, late.status);
    expectText(late, "Your turn is over");
    expectText(late, "value=\"Ann Typing\"");
    expectText(late, "href=\"/events/summer-fair/wait\"");
    CPPUNIT_ASSERT(boxOffice.asked.empty());
}

CPPUNIT_TEST_FIXTURE(WaitTest, aPlaceThatWasKeptBesideItsPassLetsInNoSecondTime)
{
    const std::string kept = "ace_wait_summer-fair";
    holdAll();
    client->get(kWait);
    const std::string place = client->cookies().at(kept);
    freeAll();
    CPPUNIT_ASSERT_EQUAL(303, client->get(kWait).status);
    CPPUNIT_ASSERT(client->cookies().at(kept) != place);
    clock.advance(16min);
    test::HttpClient second(front->port());
    holdAll();
    expectText(second.get(kWait), "You are next");
    client->setCookie(kept, place);
    expectText(client->get("/events/summer-fair/wait/status"),
               "\"turn\":\"yours\""); // the page gives a new one
    expectText(client->get(kWait), "1 person is before you");
}

CPPUNIT_TEST_FIXTURE(WaitTest, onePassMakesThreeOrders)
{
    pick("1");
    client->get(kWait);
    answerHeld("/pay/test/x");
    const std::string form = filledForm();
    for (int i = 0; i < 3; ++i)
        CPPUNIT_ASSERT_EQUAL(303, client->postForm("/checkout", form).status);
    CPPUNIT_ASSERT_EQUAL(409, client->postForm("/checkout", form).status);
}

CPPUNIT_TEST_FIXTURE(WaitTest, anAddressHasNoMoreThanSoManyPlacesAtOnce)
{
    holdAll();
    int given = 0, refused = 0;
    for (int i = 0; i < 70; ++i) {
        test::HttpClient browser(front->port());
        const auto page = browser.get(kWait);
        given += page.status == 200 ? 1 : 0;
        refused += page.status == 429 && !page.field("Retry-After").empty() ? 1 : 0;
    }
    CPPUNIT_ASSERT_EQUAL(60, given);
    CPPUNIT_ASSERT_EQUAL(10, refused);
}

CPPUNIT_TEST_FIXTURE(WaitTest, aForgedPlaceIsANewOne)
{
    holdAll();
    client->get(kWait);
    test::HttpClient forger(front->port());
    const auto page = forger.get(kWait, {{"Cookie", "ace_wait_summer-fair=AAAA.BBBB"}});
    expectText(page, "1 person is before you");
    CPPUNIT_ASSERT_EQUAL(404, client->get("/events/no-such/wait").status);
}

} // namespace

} // namespace ace::server::shop
