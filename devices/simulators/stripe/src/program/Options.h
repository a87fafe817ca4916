// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ace::stripesimulator {

// The command line of ace-stripe-simulator.
struct Options
{
    bool help = false;
    std::uint16_t port = 8090;
    std::optional<std::uint16_t> controlPort; // none: nobody can control it
    std::uint64_t seed = 1;
    std::string webhookUrl; // every event goes there; empty: nowhere until an endpoint is made
    std::string webhookSecret;

    // Without the program's own name. Invalid: one line that says which option is wrong.
    static Result<Options> parse(std::span<const std::string_view> arguments);
    static std::string_view usage();
};

} // namespace ace::stripesimulator
