// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/BoundedQueue.h>
#include <ace/base/Thread.h>

#include <algorithm>

namespace ace {

class BoundedQueueTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(BoundedQueueTest, takesNoMoreThanItsCapacity)
{
    BoundedQueue<int> queue(2);
    CPPUNIT_ASSERT(queue.tryPush(1) && queue.tryPush(2));
    CPPUNIT_ASSERT(!queue.tryPush(3));
    CPPUNIT_ASSERT(queue.pop() == 1);
    CPPUNIT_ASSERT(queue.tryPush(3));
}

CPPUNIT_TEST_FIXTURE(BoundedQueueTest, givesWhatIsInItAfterClosing)
{
    BoundedQueue<int> queue(2);
    CPPUNIT_ASSERT(queue.tryPush(1));
    queue.close();
    CPPUNIT_ASSERT(!queue.tryPush(2));
    CPPUNIT_ASSERT(queue.pop() == 1);
    CPPUNIT_ASSERT(!queue.pop());
}

CPPUNIT_TEST_FIXTURE(BoundedQueueTest, handsEveryItemToOneTakerInOrder)
{
    BoundedQueue<int> queue(16);
    std::vector<int> taken;
    {
        Thread taker("taker", [&] {
            while (const auto item = queue.pop())
                taken.push_back(*item);
        });
        for (int i = 0; i < 5000;)
            i += queue.tryPush(i) ? 1 : 0;
        queue.close();
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{5000}, taken.size());
    CPPUNIT_ASSERT(std::ranges::is_sorted(taken));
}

} // namespace ace
