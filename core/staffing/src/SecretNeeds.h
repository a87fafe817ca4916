// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/people/Staff.h>

#include <algorithm>

namespace ace::staffing {

// Whose PIN undoes sales and opens tills is guessed at every station of the event, and so is longer.
inline bool needsLongPin(const Staff& owner)
{
    return std::ranges::any_of(owner.assignments, [](const Assignment& one) {
        return one.role == Role::Supervisor || one.role == Role::Organiser;
    });
}

} // namespace ace::staffing
