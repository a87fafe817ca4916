// SPDX-License-Identifier: MIT
#include "HotAnswers.h"

namespace ace::server::http {

namespace {

constexpr std::size_t kHeadBytesMost = 1024;
constexpr std::size_t kAnswersMost = 256;

bool isFresh(const HotAnswer& answer, Monotonic now)
{
    return now - answer.shared->made < answer.shared->shareFor / 2;
}

} // namespace

const HotAnswer* HotAnswers::find(std::string_view head, bool fromProxy, Monotonic now) const
{
    if (head.empty())
        return nullptr;
    const auto& known = answers_[fromProxy ? 1 : 0];
    const auto found = known.find(head);
    return found != known.end() && isFresh(found->second, now) ? &found->second : nullptr;
}

void HotAnswers::remember(std::string_view head, bool fromProxy, HotAnswer answer)
{
    auto& known = answers_[fromProxy ? 1 : 0];
    if (head.empty() || head.size() > kHeadBytesMost ||
        (known.size() >= kAnswersMost && !known.contains(head)))
        return;
    known.insert_or_assign(std::string(head), std::move(answer));
}

void HotAnswers::dropStale(Monotonic now)
{
    for (auto& known : answers_)
        std::erase_if(known, [&](const auto& entry) { return !isFresh(entry.second, now); });
}

} // namespace ace::server::http
