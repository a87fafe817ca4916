// SPDX-License-Identifier: MIT
#pragma once

#include "Scene.h"
#include "StepPattern.h"

#include <string>

namespace ace::headless {

// Scans `token` with the step's GATE, NONCE and WAY, and notes what came of it.
std::string scanAt(Scene& scene, const Arguments& arguments, const std::string& token);

} // namespace ace::headless
