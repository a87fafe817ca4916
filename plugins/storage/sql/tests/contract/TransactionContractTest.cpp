// SPDX-License-Identifier: MIT
#include <StorageFixture.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

namespace ace::test {

class TransactionContractTest : public StorageFixture
{
protected:
    bool knows(std::string_view slug)
    {
        return look(
            [&](const sdk::ReadAccess& access) { return access.events.findBySlug(slug).has_value(); });
    }
    // Runs in a process of its own; true when it was aborted.
    template <class Work> bool aborts(Work work)
    {
        const pid_t child = ::fork();
        if (child == 0) {
            ::signal(SIGABRT, SIG_DFL);
            ::close(STDERR_FILENO);
            work();
            ::_exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
    }
};

CPPUNIT_TEST_FIXTURE(TransactionContractTest, anErrorUndoesAllThatWasWritten)
{
    const auto done = storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.events.insert(anEvent(ids_, "half"));
        return failure(ErrorCode::Conflict, "changed my mind");
    });
    CPPUNIT_ASSERT(!done);
    CPPUNIT_ASSERT_EQUAL(std::string("changed my mind"), done.error().message);
    CPPUNIT_ASSERT(!knows("half"));
}

CPPUNIT_TEST_FIXTURE(TransactionContractTest, anExceptionUndoesAllThatWasWrittenAndGoesOn)
{
    CPPUNIT_ASSERT_THROW((void)storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.events.insert(anEvent(ids_, "half"));
        throw std::out_of_range("a mistake");
    }),
                         std::out_of_range);
    CPPUNIT_ASSERT(!knows("half"));
    put(anEvent(ids_, "next"));
    CPPUNIT_ASSERT(knows("next"));
}

CPPUNIT_TEST_FIXTURE(TransactionContractTest, aStorageErrorBecomesTheResult)
{
    const Result<void> thrown = storage().read([](const sdk::ReadAccess&) -> Result<void> {
        throw sdk::StorageError({ErrorCode::NotFound, "none here", ""});
    });
    CPPUNIT_ASSERT(!thrown && thrown.error().code == ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(TransactionContractTest, aReadSeesOneMoment)
{
    const auto both = look([&](const sdk::ReadAccess& access) {
        const auto before = access.events.list().size();
        std::thread([&] { put(anEvent(ids_, "meanwhile")); }).join();
        return std::pair(before, access.events.list().size());
    });
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), both.first);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), both.second);
    CPPUNIT_ASSERT(knows("meanwhile"));
}

CPPUNIT_TEST_FIXTURE(TransactionContractTest, seesItsOwnWrites)
{
    write([&](sdk::WriteAccess& access) {
        access.events.insert(anEvent(ids_, "own"));
        CPPUNIT_ASSERT(access.events.findBySlug("own"));
    });
}

CPPUNIT_TEST_FIXTURE(TransactionContractTest, anEmptyBatchIsNoWork)
{
    CPPUNIT_ASSERT(storage().placeOrders({}).empty());
    CPPUNIT_ASSERT(storage().recordScans({}).empty());
}

CPPUNIT_TEST_FIXTURE(TransactionContractTest, callsFromWithinACallAreAsserted)
{
    CPPUNIT_ASSERT(aborts([&] {
        look([&](const sdk::ReadAccess&) { return look([](const sdk::ReadAccess&) { return 0; }); });
    }));
    CPPUNIT_ASSERT(
        aborts([&] { write([&](sdk::WriteAccess&) { look([](const sdk::ReadAccess&) { return 0; }); }); }));
    CPPUNIT_ASSERT(aborts([&] {
        look([&](const sdk::ReadAccess&) {
            place(anOrder(event_, ids_).of("General", 1).sold());
            return 0;
        });
    }));
    CPPUNIT_ASSERT(!aborts([&] { look([](const sdk::ReadAccess&) { return 0; }); }));
}

} // namespace ace::test
