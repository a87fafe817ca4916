// SPDX-License-Identifier: MIT
#include "Command.h"

#include <iostream>

namespace ace::cli {

int refuse(const Error& error) { return refuse(error.describe()); }

int refuse(const std::string& message)
{
    std::cerr << "ace: " << message << '\n';
    return kRefused;
}

} // namespace ace::cli
