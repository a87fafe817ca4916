// SPDX-License-Identifier: MIT
#include <ace/kit/Link.h>

namespace ace::kit {

Link LinkMonitor::link() const
{
    const std::lock_guard lock(mutex_);
    return link_;
}

void LinkMonitor::onChange(std::function<void(const Link&)> changed)
{
    const std::lock_guard lock(mutex_);
    changed_ = std::move(changed);
}

void LinkMonitor::note(LinkState state)
{
    std::function<void(const Link&)> tell;
    Link now;
    {
        const std::lock_guard lock(mutex_);
        if (state == LinkState::Online)
            link_.lastAnswerAt = clock_.monotonic();
        if (state == link_.state)
            return;
        link_.state = state;
        link_.since = clock_.monotonic();
        tell = changed_;
        now = link_;
    }
    if (tell)
        tell(now);
}

} // namespace ace::kit
