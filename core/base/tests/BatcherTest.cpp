// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/Batcher.h>

#include <latch>
#include <numeric>

namespace ace {

namespace {

using IntBatcher = Batcher<int, int>;

std::vector<Result<int>> doubled(std::span<const int> items)
{
    std::vector<Result<int>> answers;
    for (const int item : items)
        answers.push_back(item * 2);
    return answers;
}

} // namespace

class BatcherTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(BatcherTest, givesEachCallerItsOwnAnswer)
{
    IntBatcher batcher("batch", 64, 1000, doubled);
    std::atomic<int> wrong{0};
    {
        std::vector<Thread> callers;
        for (int caller = 0; caller < 16; ++caller)
            callers.emplace_back("caller", [&, caller] {
                for (int i = 0; i < 500; ++i) {
                    const int value = caller * 1000 + i;
                    const auto answer = batcher.submit(value);
                    wrong += answer && *answer == value * 2 ? 0 : 1;
                }
            });
    }
    CPPUNIT_ASSERT_EQUAL(0, wrong.load());
}

CPPUNIT_TEST_FIXTURE(BatcherTest, gathersThoseWhoComeWhileItWorks)
{
    std::latch firstIsWorking(1), others(1);
    std::vector<std::size_t> sizes;
    std::atomic<int> submitted{0};
    {
        std::vector<Thread> callers;
        IntBatcher batcher("batch", 64, 1000, [&](std::span<const int> items) {
            sizes.push_back(items.size());
            if (sizes.size() == 1) {
                firstIsWorking.count_down();
                others.wait();
            }
            return doubled(items);
        });
        callers.emplace_back("first", [&] { CPPUNIT_ASSERT(batcher.submit(1)); });
        firstIsWorking.wait();
        for (int i = 0; i < 10; ++i)
            callers.emplace_back("late", [&] {
                ++submitted;
                CPPUNIT_ASSERT(batcher.submit(2));
            });
        while (submitted < 10 || batcher.waiting() < 10)
            std::this_thread::yield();
        others.count_down();
        callers.clear();
    }
    CPPUNIT_ASSERT(sizes == std::vector<std::size_t>({1, 10}));
}

CPPUNIT_TEST_FIXTURE(BatcherTest, refusesMoreWaitersThanItsLimit)
{
    std::latch working(1), go(1);
    std::vector<Thread> callers;
    IntBatcher batcher("batch", 1, 1, [&](std::span<const int> items) {
        if (items[0] == 1) {
            working.count_down();
            go.wait();
        }
        return doubled(items);
    });
    callers.emplace_back("first", [&] { CPPUNIT_ASSERT(batcher.submit(1)); });
    working.wait();
    callers.emplace_back("second", [&] { CPPUNIT_ASSERT(batcher.submit(2)); });
    while (batcher.waiting() < 1)
        std::this_thread::yield();
    const auto third = batcher.submit(3);
    go.count_down();
    callers.clear();
    CPPUNIT_ASSERT(!third);
    CPPUNIT_ASSERT(third.error().code == ErrorCode::Busy);
}

CPPUNIT_TEST_FIXTURE(BatcherTest, anErrorOfOneItemIsNotThatOfItsNeighbours)
{
    IntBatcher batcher("batch", 64, 1000, [](std::span<const int> items) {
        std::vector<Result<int>> answers;
        for (const int item : items)
            answers.push_back(item == 13 ? Result<int>(failure(ErrorCode::Conflict, "unlucky"))
                                         : Result<int>(item));
        return answers;
    });
    CPPUNIT_ASSERT(!batcher.submit(13));
    CPPUNIT_ASSERT(*batcher.submit(14) == 14);
}

CPPUNIT_TEST_FIXTURE(BatcherTest, manyItemsOfOneCallerAreAnsweredInOrder)
{
    std::vector<std::size_t> sizes;
    IntBatcher batcher("batch", 4, 1000, [&](std::span<const int> items) {
        sizes.push_back(items.size());
        return doubled(items);
    });
    const auto answers = batcher.submitAll({1, 2, 3, 4, 5, 6});
    CPPUNIT_ASSERT_EQUAL(std::size_t{6}, answers.size());
    for (int i = 0; i < 6; ++i)
        CPPUNIT_ASSERT_EQUAL(2 * (i + 1), *answers[static_cast<std::size_t>(i)]);
    CPPUNIT_ASSERT(sizes == std::vector<std::size_t>({4, 2}));
    CPPUNIT_ASSERT(batcher.submitAll({}).empty());
}

CPPUNIT_TEST_FIXTURE(BatcherTest, manyItemsThatDoNotAllFitAreAllRefused)
{
    IntBatcher batcher("batch", 4, 5, doubled);
    const auto answers = batcher.submitAll({1, 2, 3, 4, 5, 6});
    CPPUNIT_ASSERT_EQUAL(std::size_t{6}, answers.size());
    for (const auto& answer : answers)
        CPPUNIT_ASSERT(!answer && answer.error().code == ErrorCode::Busy);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, batcher.waiting());
}

} // namespace ace
