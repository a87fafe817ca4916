// SPDX-License-Identifier: MIT
#pragma once

#include "Command.h"

namespace ace::cli {

// ace event import FILE.toml [--data DIR] [--config FILE]: the file is read and checked before the folder is
// touched.
int importEvent(Arguments arguments);

} // namespace ace::cli
