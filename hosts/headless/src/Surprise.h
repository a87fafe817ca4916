// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <stdexcept>
#include <string>

namespace ace::headless {

// The story does not hold: what it expected, and what was the case. Ends the story; caught by its runner.
class Surprise : public std::runtime_error
{
public:
    Surprise(std::string expectation, std::string reality)
        : std::runtime_error("expected " + expectation + ", but " + reality),
          expected(std::move(expectation)), actual(std::move(reality))
    {
    }

    const std::string expected;
    const std::string actual;
};

// The value, or a surprise: nothing in a story may fail in passing.
template <class T> T must(Result<T> result)
{
    if (!result)
        throw Surprise("this step to be done", result.error().describe());
    return std::move(*result);
}
inline void must(const Result<void>& result)
{
    if (!result)
        throw Surprise("this step to be done", result.error().describe());
}

} // namespace ace::headless
