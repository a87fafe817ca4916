// SPDX-License-Identifier: MIT
#pragma once

#include "Command.h"

namespace ace::cli {

// ace config check FILE [--data DIR] [--live]: 0 when a server would start with it and go without nothing; 2
// otherwise, with a line for each problem. DIR tells whether simulated payments are allowed. Live: also what
// customers need, with a line for each thing; it speaks to the payment's and the mail's servers.
int checkConfig(Arguments arguments);

// ace config template: a configuration to go live with, to be filled in.
int printTemplate(Arguments arguments);

} // namespace ace::cli
