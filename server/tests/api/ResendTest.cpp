// SPDX-License-Identifier: MIT
// Mails that staff ask for.
#include "ApiWorld.h"

namespace ace::server {

namespace {

class ResendTest : public ApiWorld
{
public:
    void setUp() override
    {
        ApiWorld::setUp();
        start("[deliver]\noutput = \"pdf\"\n");
        path_ = "/api/v1/orders/" + sellOne(seller())["code"].get<std::string>();
    }

protected:
    std::string path_;
};

CPPUNIT_TEST_FIXTURE(ResendTest, anOrderIsSentThreeTimesAnHourAndThenRefused)
{
    for (int i = 0; i < 3; ++i)
        CPPUNIT_ASSERT(expect(200, post(path_ + "/resend", nullptr, seller()))["undeliverable_at"].is_null());
    expectProblem(post(path_ + "/resend", nullptr, seller()), 429, "resent_too_often");
    std::string actions;
    const Json audit = expect(200, get("/api/v1/audit?limit=200", boss));
    for (const Json& one : audit["items"])
        actions += one["action"].get<std::string>() + " ";
    CPPUNIT_ASSERT_MESSAGE(actions, actions.ends_with("order.resend order.resend order.resend "));
}

CPPUNIT_TEST_FIXTURE(ResendTest, anAddressIsCorrectedByTheWay)
{
    const Json sent = expect(200, post(path_ + "/resend", {{"email", "zoe@example.org"}}, seller()));
    CPPUNIT_ASSERT_EQUAL(std::string("zoe@example.org"), sent["customer"]["email"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(sent.dump(), expect(200, get(path_, seller())).dump());
    expectProblem(post(path_ + "/resend", {{"email", "nobody"}}, seller()), 422, "invalid_email");
}

CPPUNIT_TEST_FIXTURE(ResendTest, linksAreMailedOnlyByAServerThatKnowsItsAddress)
{
    CPPUNIT_ASSERT_EQUAL(404, client->get("/lost").status);
    CPPUNIT_ASSERT_MESSAGE(log.all(), log.all().find("[server] public_url is missing") != std::string::npos);
    start("[server]\npublic_url = \"https://tickets.example.org/\"\n[deliver]\noutput = \"pdf\"\n");
    CPPUNIT_ASSERT_EQUAL(200, client->get("/lost").status);
    CPPUNIT_ASSERT_EQUAL(200, client->get("/es/lost").status);
    CPPUNIT_ASSERT_EQUAL(200, client->postForm("/lost", "email=ann%40example.com").status);
}

CPPUNIT_TEST_FIXTURE(ResendTest, aServerThatSendsNoMailSaysSo)
{
    start();
    expectProblem(post(path_ + "/resend", nullptr, seller()), 409, "no_mail");
}

} // namespace

} // namespace ace::server
