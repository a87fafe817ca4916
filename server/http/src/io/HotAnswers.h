// SPDX-License-Identifier: MIT
#pragma once

#include "../message/SharedAnswer.h"

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace ace::server::http {

// A shared answer as it was presented to one spelling of a request.
struct HotAnswer
{
    std::shared_ptr<const SharedAnswer> shared; // with the cache
    Composed composed;
    std::string_view route; // of the router, which outlives it
    bool keepAlive = true;
    bool http10 = false;
};

// Clients of one kind send the same bytes over and over. What was read once as a request for a shared
// answer means the same again, so the same bytes get the same answer without being read: while it is in the
// first half of its time, for then nobody has to renew it. Belongs to one loop's thread. Bounded.
class HotAnswers
{
public:
    // An empty head is one that is not whole yet, or not known: nothing stands for it.
    const HotAnswer* find(std::string_view head, bool fromProxy, Monotonic now) const; // null: read it
    void remember(std::string_view head, bool fromProxy, HotAnswer answer);
    void dropStale(Monotonic now);

private:
    // What a trusted proxy says counts, so its bytes may mean something else.
    std::array<std::map<std::string, HotAnswer, std::less<>>, 2> answers_;
};

} // namespace ace::server::http
