// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ace::server {

// The command line of ace-server.
struct Options
{
    bool help = false;
    bool demo = false;
    std::filesystem::path data = ".ace";
    std::optional<std::filesystem::path> config;
    std::optional<std::uint16_t> port; // over the configuration's

    // Without the program's own name. Invalid: one line that says which option is wrong.
    static Result<Options> parse(std::span<const std::string_view> arguments);
    static std::string_view usage();
};

} // namespace ace::server
