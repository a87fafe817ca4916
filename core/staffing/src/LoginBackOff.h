// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/domain/people/Staff.h>

#include <chrono>

namespace ace::staffing {

// How long after `failures` the next attempt is looked at: 0 while it may be now.
//
//   failures   0-4   5     6     7    …   14     15 and more
//   pause      0     1 s   2 s   4 s  …   512 s  15 min
std::chrono::seconds loginWait(const LoginFailures& failures, Instant now);

// `failures` without the one attempt that came after `before`.
LoginFailures withoutAttempt(const LoginFailures& failures, const LoginFailures& before);

} // namespace ace::staffing
