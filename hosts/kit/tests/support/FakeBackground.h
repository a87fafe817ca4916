// SPDX-License-Identifier: MIT
// The worker and the window's thread in one, turned by hand.
#pragma once

#include <ace/kit/Background.h>

#include <cppunit/extensions/HelperMacros.h>

#include <deque>
#include <utility>

namespace ace::test {

class FakeBackground : public kit::Background
{
public:
    bool post(Task work, Task done) override
    {
        if (full)
            return false;
        tasks_.emplace_back(std::move(work), std::move(done));
        return true;
    }
    std::size_t waiting() const { return tasks_.size(); }
    void runOne()
    {
        CPPUNIT_ASSERT_MESSAGE("nothing was asked", !tasks_.empty());
        const auto [work, done] = std::move(tasks_.front());
        tasks_.pop_front();
        work();
        if (done)
            done();
    }
    // What tasks bring about counts too.
    void runAll()
    {
        for (int count = 0; !tasks_.empty(); ++count) {
            CPPUNIT_ASSERT_MESSAGE("it never ends", count < 100);
            runOne();
        }
    }

    bool full = false;

private:
    std::deque<std::pair<Task, Task>> tasks_;
};

} // namespace ace::test
