// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <string>

namespace ace::pluginhost {

// dlerror()'s words for an operator: they hold the one thing that is needed, which library or which symbol.
Error explainLoadFailure(const std::string& plugin, const std::string& words);

} // namespace ace::pluginhost
