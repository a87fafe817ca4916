// SPDX-License-Identifier: MIT
#pragma once

#include "Command.h"

namespace ace::cli {

// Becomes the program of that name which stands beside this one. Returns only when there is none.
int becomeNeighbour(const std::string& program, Arguments arguments);

} // namespace ace::cli
