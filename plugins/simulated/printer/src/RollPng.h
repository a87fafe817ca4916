// SPDX-License-Identifier: MIT
#pragma once

#include "Roll.h"

#include <string>

namespace ace::simulatedprinter {

// The dots that a print head burns, as a PNG of kRollDots across: black and white, no grey.
std::string pngOf(const Roll& roll);

} // namespace ace::simulatedprinter
