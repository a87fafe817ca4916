// SPDX-License-Identifier: MIT
#pragma once

#include "Command.h"

namespace ace::cli {

// ace plugins list: each plugin that programs of this station find, and its state.
int listPlugins(Arguments arguments);
// ace plugins check NAME...: tries them in processes of their own; without a name, all.
int checkPlugins(Arguments arguments);
// ace plugins quarantine: which are kept out and why; --release NAME lets one in again.
int showQuarantine(Arguments arguments);

} // namespace ace::cli
