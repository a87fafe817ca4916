// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace ace::plugincheck {

// Of this process.
std::size_t threadCount();
std::size_t descriptorCount();
// What malloc() has handed out; 0: a sanitizer counts instead.
std::size_t allocatedBytes();

} // namespace ace::plugincheck
