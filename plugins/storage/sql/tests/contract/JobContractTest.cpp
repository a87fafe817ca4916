// SPDX-License-Identifier: MIT
#include <StorageFixture.h>

namespace ace::test {

class JobContractTest : public StorageFixture
{
protected:
    JobId promise(int dueInSeconds = 0)
    {
        auto draft = anOrder(event_, ids_).of("General", 1).withJob("mail").sold();
        draft.jobs[0].dueAt = at(dueInSeconds);
        placeAs<Placed>(draft);
        return draft.jobs[0].id;
    }
    Instant at(int seconds) { return clock_.now() + std::chrono::seconds(seconds); }
    std::vector<Job> lease(int nowSeconds, std::size_t most = 10)
    {
        return valueOf(storage().transactValue([&](sdk::WriteAccess& access) {
            return access.jobs.lease(at(nowSeconds), at(nowSeconds + 60), most);
        }));
    }
    Result<void> change(const std::function<void(sdk::JobRepository&)>& work)
    {
        return storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            work(access.jobs);
            return {};
        });
    }
    std::int64_t open()
    {
        return look([](const sdk::ReadAccess& access) { return access.jobs.countOpen(); });
    }
    std::int64_t buried()
    {
        return look([](const sdk::ReadAccess& access) { return access.jobs.countBuried(); });
    }
};

CPPUNIT_TEST_FIXTURE(JobContractTest, leasesWhatIsDueTheOldestFirst)
{
    const JobId later = promise(2);
    const JobId first = promise(1);
    promise(9);
    const auto jobs = lease(2);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), jobs.size());
    CPPUNIT_ASSERT(jobs[0].id == first && jobs[1].id == later);
    CPPUNIT_ASSERT_EQUAL(std::string("mail"), jobs[0].kind);
    CPPUNIT_ASSERT(jobs[0].dueAt == at(1));
    CPPUNIT_ASSERT_EQUAL(1, jobs[0].attempts);
}

CPPUNIT_TEST_FIXTURE(JobContractTest, leasesNoMoreThanAsked)
{
    promise();
    promise();
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), lease(0, 1).size());
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), lease(0, 1).size());
    CPPUNIT_ASSERT_EQUAL(std::size_t(0), lease(0, 1).size());
}

CPPUNIT_TEST_FIXTURE(JobContractTest, aLeaseThatRanOutIsTakenAgain)
{
    promise();
    lease(0);
    CPPUNIT_ASSERT(lease(59).empty());
    reopen();
    const auto again = lease(60);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), again.size());
    CPPUNIT_ASSERT_EQUAL(2, again[0].attempts);
}

CPPUNIT_TEST_FIXTURE(JobContractTest, aCompletedJobIsGone)
{
    const JobId job = promise();
    lease(0);
    mustSucceed(change([&](auto& jobs) { jobs.complete(job); }));
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), open());
    CPPUNIT_ASSERT(lease(1'000).empty());
}

CPPUNIT_TEST_FIXTURE(JobContractTest, aPostponedJobComesBackWhenDue)
{
    const JobId job = promise();
    lease(0);
    mustSucceed(change([&](auto& jobs) { jobs.postpone(job, at(5), "mail server down"); }));
    CPPUNIT_ASSERT(lease(4).empty());
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), lease(5).size());
}

CPPUNIT_TEST_FIXTURE(JobContractTest, aBuriedJobIsKeptAndNotTriedAgain)
{
    const JobId job = promise();
    mustSucceed(change([&](auto& jobs) { jobs.bury(job, "no such address"); }));
    CPPUNIT_ASSERT(lease(1'000).empty());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(0), open());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), buried());
}

CPPUNIT_TEST_FIXTURE(JobContractTest, refusesToChangeAJobThatIsNotOpen)
{
    const JobId job = promise();
    mustSucceed(change([&](auto& jobs) { jobs.bury(job, "dead"); }));
    CPPUNIT_ASSERT(change([&](auto& jobs) { jobs.complete(job); }).error().code == ErrorCode::NotFound);
    CPPUNIT_ASSERT(change([&](auto& jobs) { jobs.postpone(ids_.next<JobId>(), at(1), ""); }).error().code ==
                   ErrorCode::NotFound);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(1), buried());
}

CPPUNIT_TEST_FIXTURE(JobContractTest, takesAJobOfItsOwn)
{
    const Job job{ids_.next<JobId>(), "deliver-hook", "hook:1", at(5), 0};
    mustSucceed(change([&](auto& jobs) { jobs.insert(job); }));
    CPPUNIT_ASSERT(lease(4).empty());
    const auto jobs = lease(5);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), jobs.size());
    CPPUNIT_ASSERT(jobs[0].id == job.id && jobs[0].kind == job.kind && jobs[0].subject == job.subject);
    CPPUNIT_ASSERT(change([&](auto& all) { all.insert(job); }).error().code == ErrorCode::Conflict);
}

CPPUNIT_TEST_FIXTURE(JobContractTest, aDeadLetterMayBeTriedAgainFromTheStart)
{
    const JobId id = promise(1);
    promise(1);
    lease(1);
    mustSucceed(change([&](auto& jobs) { jobs.bury(id, "no such address"); }));
    const auto dead = look([](const sdk::ReadAccess& access) { return access.jobs.listBuried({}); });
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), dead.size());
    CPPUNIT_ASSERT(dead[0].job.id == id && dead[0].job.attempts == 1);
    CPPUNIT_ASSERT_EQUAL(std::string("no such address"), dead[0].problem);
    const auto replay = [&](JobId which) {
        return valueOf(storage().transactValue(
            [&](sdk::WriteAccess& access) { return access.jobs.replay(which, at(7)); }));
    };
    CPPUNIT_ASSERT(replay(id));
    CPPUNIT_ASSERT(!replay(id));
    CPPUNIT_ASSERT(!replay(ids_.next<JobId>()));
    const auto again = lease(7, 1);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), again.size());
    CPPUNIT_ASSERT(again[0].id == id && again[0].dueAt == at(7));
    CPPUNIT_ASSERT_EQUAL(1, again[0].attempts);
}

CPPUNIT_TEST_FIXTURE(JobContractTest, aLaneTakesTheKindsThatBeginAsItSays)
{
    for (const char* kind : {"deliver-order", "deliver-links", "webhook", "settle-order"})
        write([&](sdk::WriteAccess& access) {
            access.jobs.insert({ids_.next<JobId>(), kind, "subject", at(0), 0});
        });
    const auto kinds = [&](const sdk::JobLane& lane) {
        std::string text;
        for (const Job& job : valueOf(storage().transactValue(
                 [&](sdk::WriteAccess& access) { return access.jobs.lease(at(1), at(60), 10, lane); })))
            text += job.kind + " ";
        return text;
    };
    CPPUNIT_ASSERT_EQUAL(std::string("settle-order "), kinds({.except = {"webhook", "deliver-"}}));
    CPPUNIT_ASSERT_EQUAL(std::string("deliver-order deliver-links "), kinds({.only = "deliver-"}));
    CPPUNIT_ASSERT_EQUAL(std::string("webhook "), kinds({}));
}

} // namespace ace::test
