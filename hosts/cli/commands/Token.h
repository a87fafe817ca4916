// SPDX-License-Identifier: MIT
#pragma once

#include "Command.h"

namespace ace::cli {

// ace token [--data DIR] counter|gate: prints a bearer for demo data. Needs only the folder's key file, so it
// works beside a running server.
int printToken(Arguments arguments);

} // namespace ace::cli
