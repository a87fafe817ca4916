// SPDX-License-Identifier: MIT
// What was given up and is tried again; limits that are told.
#include "ApiWorld.h"

namespace ace::server {

namespace {

class NoticeTest : public ApiWorld
{
protected:
    // A job that failed too often, in the record of a server that is not running.
    std::string buryJob()
    {
        program.reset();
        const auto runtime = openRecord();
        Job job;
        job.id = ids.next<JobId>();
        job.kind = "no-such-kind";
        job.subject = "x";
        job.dueAt = clock.now();
        test::mustSucceed(runtime->storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.jobs.insert(job);
            access.jobs.bury(job.id, "the other side is gone");
            return {};
        }));
        return job.id.toString();
    }
};

CPPUNIT_TEST_FIXTURE(NoticeTest, aDeadLetterIsListedAndTriedAgainOnce)
{
    const std::string id = buryJob();
    start();
    const Json jobs = expect(200, get("/api/v1/jobs?state=dead", boss)).at("items");
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), jobs.size());
    CPPUNIT_ASSERT_EQUAL(id, jobs[0].at("id").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("the other side is gone"), jobs[0].at("problem").get<std::string>());
    const test::Fields key = {{"Idempotency-Key", "again"}};
    const std::string path = "/api/v1/jobs/" + id + "/replay";
    expect(204, ask("POST", path, nullptr, boss, key));
    expect(204, ask("POST", path, nullptr, boss, key));
    CPPUNIT_ASSERT_EQUAL(404, post("/api/v1/jobs/" + typeId(0) + "/replay", nullptr, boss).status);
    expectProblem(ask("POST", path, {{"x", 1}}, boss, key), 422, "idempotency_key_reused");
}

CPPUNIT_TEST_FIXTURE(NoticeTest, aSecondWebhookIsAnother)
{
    const Json one = expect(201, post("/api/v1/webhooks", {{"url", "https://example.com/a"}}, boss));
    const Json two = expect(201, post("/api/v1/webhooks", {{"url", "https://example.com/b"}}, boss));
    CPPUNIT_ASSERT(one["id"] != two["id"] && one["secret"] != two["secret"]);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, expect(200, get("/api/v1/webhooks", boss))["items"].size());
}

CPPUNIT_TEST_FIXTURE(NoticeTest, whereATokenIsConfiguredMetricsAreForItAlone)
{
    start("[server]\nmetrics_token = \"prometheus\"\n");
    expectProblem(get("/metrics", {}), 401, "unauthorized");
    expectProblem(get("/metrics", {{"Authorization", "Bearer prometheu"}}), 401, "unauthorized");
    CPPUNIT_ASSERT_EQUAL(200, get("/metrics", {{"Authorization", "Bearer prometheus"}}).status);
}

CPPUNIT_TEST_FIXTURE(NoticeTest, answersAndRefusalsTellWhatIsLeft)
{
    for (const auto& reply : {get("/api/v1/staff", boss).reply, get("/api/v1/staff/x", boss).reply}) {
        for (const char* name : {"RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"})
            CPPUNIT_ASSERT_MESSAGE(name, !reply.field(name).empty());
        CPPUNIT_ASSERT(std::stoi(reply.field("RateLimit-Remaining")) <
                       std::stoi(reply.field("RateLimit-Limit")));
    }
    test::Reply last;
    for (int i = 0; i < 1000 && last.status != 429; ++i) {
        const auto answered = ask("POST", "/api/v1/stations/pair", {{"code", "x"}, {"public_key", "y"}}, {});
        last = answered.reply;
    }
    CPPUNIT_ASSERT_EQUAL(429, last.status);
    CPPUNIT_ASSERT(std::stoi(last.field("Retry-After")) >= 1);
    CPPUNIT_ASSERT_EQUAL(200, get("/api/v1/staff", boss).status); // nobody else suffers
}

} // namespace

} // namespace ace::server
