// SPDX-License-Identifier: MIT
#pragma once

namespace ace::inline base {

// With ACE_TRACE=1 in the environment, prints "trace WALK: HOP" on standard error: the way of a ticket
// through the program. Costs one branch otherwise.
void trace(const char* walk, const char* hop);

} // namespace ace::inline base
