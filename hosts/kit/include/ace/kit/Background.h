// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace ace::kit {

// Where a window's thread leaves what it must not wait for. Use on the window's thread.
class Background
{
public:
    using Task = std::function<void()>;

    virtual ~Background() = default;

    // work() apart, then done() on the window's thread; `done` may be empty. False: too much waits already,
    // and neither is called.
    [[nodiscard]] virtual bool post(Task work, Task done) = 0;

    // As post(), with what work() answered, a Result. Too much to do: done() gets Busy at once.
    template <class Work, class Done> void ask(Work work, Done done)
    {
        using Answer = std::invoke_result_t<Work>;
        const auto answer = std::make_shared<Answer>( // shared by the two halves
            failure(ErrorCode::Busy, "too much waits to be done; try again"));
        const Task finish = [answer, done = std::move(done)]() mutable { done(std::move(*answer)); };
        if (!post([answer, work = std::move(work)]() mutable { *answer = work(); }, finish))
            finish();
    }
};

} // namespace ace::kit
