// SPDX-License-Identifier: MIT
#include <ace/domain/people/Staff.h>

#include <algorithm>

namespace ace::inline domain {

bool Staff::may(Permission permission, EventId event) const
{
    return active && std::ranges::any_of(assignments, [&](const Assignment& assignment) {
               return (!assignment.event || *assignment.event == event) &&
                      domain::may(assignment.role, permission);
           });
}

bool Staff::mayEverywhere(Permission permission) const
{
    return active && std::ranges::any_of(assignments, [&](const Assignment& assignment) {
               return !assignment.event && domain::may(assignment.role, permission);
           });
}

} // namespace ace::inline domain
