// SPDX-License-Identifier: MIT
#include "Options.h"

#include <charconv>
#include <string>

namespace ace::stripesimulator {

namespace {

template <class Number> Result<Number> numberOf(const std::string& name, std::string_view text)
{
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return failure(ErrorCode::Invalid,
                       name + (sizeof(Number) == 2 ? " takes a number from 0 to 65535 (0: any free port)"
                                                   : " takes a whole number, not below 0"));
    return number;
}

Result<void> setOption(Options& options, const std::string& name, std::string_view value)
{
    if (name == "--seed") {
        const auto seed = numberOf<std::uint64_t>(name, value);
        if (!seed)
            return Failure(seed.error());
        options.seed = *seed;
        return {};
    }
    if (name == "--webhook-url" || name == "--webhook-secret") {
        (name == "--webhook-url" ? options.webhookUrl : options.webhookSecret) = value;
        return {};
    }
    if (name != "--port" && name != "--control-port")
        return failure(ErrorCode::Invalid, "unknown option \"" + name + "\"; see --help");
    const auto port = numberOf<std::uint16_t>(name, value);
    if (!port)
        return Failure(port.error());
    if (name == "--port")
        options.port = *port;
    else
        options.controlPort = *port;
    return {};
}

} // namespace

Result<Options> Options::parse(std::span<const std::string_view> arguments)
{
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--help" || arguments[i] == "-h") {
            options.help = true;
            continue;
        }
        const std::size_t equals = arguments[i].find('=');
        const std::string name(arguments[i].substr(0, equals));
        std::string_view value;
        if (equals != std::string_view::npos)
            value = arguments[i].substr(equals + 1);
        else if (++i < arguments.size())
            value = arguments[i];
        if (auto ok = setOption(options, name, value); !ok)
            return Failure(ok.error());
    }
    if (options.webhookUrl.empty() != options.webhookSecret.empty())
        return failure(ErrorCode::Invalid, "--webhook-url and --webhook-secret are given together");
    return options;
}

std::string_view Options::usage()
{
    return "ace-stripe-simulator: a Stripe to test against; no money moves\n"
           "\n"
           "  ace-stripe-simulator [--port N] [--control-port M] [--seed S]\n"
           "                       [--webhook-url URL --webhook-secret whsec_…]\n"
           "\n"
           "  --port N          the API and the pages for customers; 0 is any free port (default 8090)\n"
           "  --control-port M  what only testers may do: faults, time, webhooks; without it there is none\n"
           "  --seed S          ids are the same for the same seed and the same requests (default 1)\n"
           "  --webhook-url URL, --webhook-secret whsec_…\n"
           "                    sends every event there, signed; more endpoints by the API\n"
           "\n"
           "Listens on 127.0.0.1 only and takes keys that begin with sk_test_. Prints \"READY "
           "http://127.0.0.1:N\"\n"
           "on standard output once it serves, and \" control http://127.0.0.1:M\" after it. Everything is "
           "in memory:\n"
           "SIGTERM or SIGINT ends it and forgets all, exit 0. Wrong options or a port in use: one line, "
           "exit 2.\n";
}

} // namespace ace::stripesimulator
