// SPDX-License-Identifier: MIT
#pragma once

#include "Command.h"

namespace ace::cli {

// ace audit verify [--data DIR] [--config FILE]: 0 all holds, 1 something is broken and named, 2 it cannot be
// read. Also while a server runs on the folder.
int verifyAudit(Arguments arguments);

// ace audit since --backup DIR [--data DIR] [--config FILE]: what was sold or canceled since the backup. No
// customer's data is printed.
int listSince(Arguments arguments);

} // namespace ace::cli
