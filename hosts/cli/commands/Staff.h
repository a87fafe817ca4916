// SPDX-License-Identifier: MIT
#pragma once

#include "Command.h"

namespace ace::cli {

// ace staff add --name N --login L --role R [--event SLUG] [--password-stdin] [--pin-stdin] [--data DIR]:
// without --event the role counts at all events. Secrets come as lines of standard input, the password first.
int addStaff(Arguments arguments);

// ace staff list [--data DIR]
int listStaff(Arguments arguments);

} // namespace ace::cli
