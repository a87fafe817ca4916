// SPDX-License-Identifier: MIT
#pragma once

#include <ace/runtime/Runtime.h>

#include <vector>

namespace ace::runtime {

// What a program that starts with these settings would go without, or not start for: plugins that are
// missing, of another ABI or of another kind than their table says, and simulated ones on real data. Loads
// each plugin as the program would, but starts no device; of settings, storage alone has its own looked at.
// TLS files must be readable.
std::vector<Error> checkPlugins(const Settings& settings, bool demo, const Runtime::Environment& environment);

} // namespace ace::runtime
