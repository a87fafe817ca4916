// SPDX-License-Identifier: MIT
#include "GateOptions.h"

#include <ace/base/File.h>
#include <ace/kit/CommandLine.h>

namespace ace::gate {

const char* const kGateUsage = R"(usage: ace-gate --server URL --token-file FILE --gate NAME [options]
The gate's window: scans go to a server, its verdict fills the screen.

  --server URL        the server, such as http://127.0.0.1:8080; else [remote] url of the configuration
  --token-file FILE   holds the station's token; else [remote] token of the configuration
  --token TOKEN       the token itself; other users of this machine can then see it
  --gate NAME         "North gate", or "event/North gate" where two events share a name
  --config FILE       configuration: the server, and the scanners of this station
  --windowed          do not fill the screen (F11 fills it, Escape leaves it)
)";

namespace {

Result<std::string> readToken(const std::string& file)
{
    auto content = readFile(file, 64 * 1024);
    if (!content)
        return failure(std::move(content));
    std::string token = *content;
    while (!token.empty() && (token.back() == '\n' || token.back() == '\r' || token.back() == ' '))
        token.pop_back();
    if (token.empty())
        return failure(ErrorCode::Invalid, "holds no token", file);
    return token;
}

} // namespace

Result<GateOptions> GateOptions::parse(std::span<const std::string> arguments)
{
    auto line =
        kit::CommandLine::parse(arguments, {.values = {"server", "token", "token-file", "gate", "config"},
                                            .flags = {"windowed", "help"}});
    if (!line)
        return failure(std::move(line));
    GateOptions options;
    options.help = line->has("help");
    options.windowed = line->has("windowed");
    if (options.help)
        return options;
    if (!line->words().empty())
        return failure(ErrorCode::Invalid, "\"" + line->words().front() + "\" is not expected here");
    options.settings = runtime::Settings::defaults(false);
    if (line->has("config")) {
        auto settings = runtime::Settings::load(line->value("config"), false);
        if (!settings)
            return failure(std::move(settings));
        options.settings = std::move(*settings);
    }
    const auto remote = options.settings.remote.value_or(runtime::Settings::Remote{});
    options.serverUrl = line->value("server", remote.url);
    options.bearer = line->value("token", remote.token);
    options.gate = line->value("gate");
    if (line->has("token-file")) {
        auto token = readToken(line->value("token-file"));
        if (!token)
            return failure(std::move(token));
        options.bearer = std::move(*token);
        options.bearerFile = line->value("token-file");
    }
    if (options.serverUrl.empty())
        return failure(ErrorCode::Invalid, "no server is named; give --server URL");
    if (options.bearer.empty())
        return failure(ErrorCode::Invalid, "there is no token; give --token-file FILE");
    if (options.gate.empty())
        return failure(ErrorCode::Invalid, "no gate is named; give --gate NAME");
    return options;
}

} // namespace ace::gate
