// SPDX-License-Identifier: MIT
#include "Options.h"

#include <charconv>

namespace ace::server {

namespace {

Result<std::uint16_t> parsePort(std::string_view text)
{
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return failure(ErrorCode::Invalid, "--port takes a number from 0 to 65535 (0: any free port)");
    return port;
}

} // namespace

Result<Options> Options::parse(std::span<const std::string_view> arguments)
{
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        std::string_view name = arguments[i];
        if (name == "--help" || name == "-h") {
            options.help = true;
            continue;
        }
        if (name == "--demo") {
            options.demo = true;
            continue;
        }
        const std::size_t equals = name.find('=');
        const bool joined = equals != std::string_view::npos;
        std::string_view value = joined ? name.substr(equals + 1) : std::string_view();
        name = name.substr(0, equals);
        if (name != "--port" && name != "--data" && name != "--config")
            return failure(ErrorCode::Invalid,
                           "unknown option \"" + std::string(arguments[i]) + "\"; see --help");
        if (!joined && ++i < arguments.size())
            value = arguments[i];
        if (value.empty())
            return failure(ErrorCode::Invalid, std::string(name) + " takes a value; see --help");
        if (name == "--data") {
            options.data = value;
        } else if (name == "--config") {
            options.config = value;
        } else {
            const auto port = parsePort(value);
            if (!port)
                return Failure(port.error());
            options.port = *port;
        }
    }
    return options;
}

std::string_view Options::usage()
{
    return "ace-server: the shop, the API and the record of Ace Tickets\n"
           "\n"
           "  ace-server [--demo] [--port N] [--data DIR] [--config FILE]\n"
           "\n"
           "  --port N       listen on this port; 0 is any free one (default 8080)\n"
           "  --data DIR     the folder that holds the data; made if it is missing (default .ace)\n"
           "  --config FILE  the configuration, in TOML; README names its keys\n"
           "  --demo         mark the folder as demo data, put the demo event into it, take simulated "
           "payments,\n"
           "                 and write DIR/demo.json\n"
           "\n"
           "Prints \"READY http://127.0.0.1:N\" on standard output once it serves; all else goes to standard "
           "error.\n"
           "SIGHUP reads the TLS certificate again. SIGTERM or SIGINT ends it when the requests under way "
           "are answered: exit 0. Wrong options, "
           "configuration\n"
           "or data: one line, exit 2.\n";
}

} // namespace ace::server
