// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <span>
#include <string>

namespace ace::cli {

using Arguments = std::span<const std::string>;

constexpr int kDone = 0;
constexpr int kRefused = 2; // wrong arguments or input, or a state that forbids it; standard error says why

// Prints "ace: WHERE: MESSAGE" on standard error.
int refuse(const Error& error);
int refuse(const std::string& message);

} // namespace ace::cli
