// SPDX-License-Identifier: MIT
#pragma once

#include "Command.h"

namespace ace::cli {

// ace staff add --name N --login L --role R [--event SLUG] [--password-stdin] [--pin-stdin] [--data DIR]
// [--config FILE]:
// without --event the role counts at all events. Secrets come as lines of standard input, the password first.
int addStaff(Arguments arguments);

// ace staff list [--data DIR] [--config FILE]: makes no folder.
int listStaff(Arguments arguments);

} // namespace ace::cli
