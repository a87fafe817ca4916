// SPDX-License-Identifier: MIT
#pragma once

#include "Command.h"

namespace ace::cli {

// ace config check FILE [--data DIR]: 0 when a server would start with it and go without nothing; 2
// otherwise, with a line for each problem. DIR tells whether simulated payments are allowed.
int checkConfig(Arguments arguments);

} // namespace ace::cli
