// SPDX-License-Identifier: MIT
#pragma once

#include "Command.h"

namespace ace::cli {

// ace backup --to DIR [--data DIR] [--config FILE]: also while a server runs on the folder.
int backUp(Arguments arguments);

// ace restore --from DIR --data NEWDIR
int restore(Arguments arguments);

} // namespace ace::cli
