// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

namespace ace::embedded {

// A file that the build put into the program.
struct File
{
    std::string_view name;
    std::string_view content;
};

} // namespace ace::embedded
