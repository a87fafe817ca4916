// SPDX-License-Identifier: MIT
#include <ace/domain/entry/AdmissionRule.h>

namespace ace::inline domain {

Verdict judge(Direction direction, const TicketStanding* standing, std::optional<Reason> access,
              const Presence& presence)
{
    if (!standing || !standing->paid)
        return {Reason::Unpaid};
    if (direction == Direction::Exit)
        return {};
    if (standing->revoked)
        return {Reason::Revoked};
    if (standing->state == TicketState::Canceled)
        return {Reason::Canceled};
    if (standing->state == TicketState::Blocked)
        return {Reason::Blocked};
    if (access)
        return {access};
    if (presence.inside || presence.entriesLeft <= 0)
        return {Reason::AlreadyRedeemed};
    return {};
}

} // namespace ace::inline domain
