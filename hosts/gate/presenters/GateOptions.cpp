// SPDX-License-Identifier: MIT
#include "GateOptions.h"

#include <ace/base/File.h>
#include <ace/kit/CommandLine.h>
#include <ace/kit/StationFolder.h>

namespace ace::gate {

const char* const kGateUsage = R"(usage: ace-gate [options]
The gate's window: scans go to a server, its verdict fills the screen. It is paired once, like every station;
whoever works there logs in with a PIN.

  --data DIR          this station's own folder; default ~/.local/share/ace-tickets/gate
  --server URL        the server, for a pairing code that is typed alone; such as http://127.0.0.1:8080
  --pair CODE         pair at once with this code or address, unless the station is paired already
  --ca-file FILE      for https: trust the certificates of this PEM file
  --language en|es    English (default) or Spanish
  --config FILE       configuration: the scanners of this station
  --windowed          do not fill the screen (F11 fills it, Escape leaves it)

A demo's gate needs no pairing and knows no staff:
  --token-file FILE   holds the token; else [remote] token of the configuration
  --token TOKEN       the token itself; other users of this machine can then see it
  --gate NAME         "North gate", or "event/North gate" where two events share a name
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
    auto line = kit::CommandLine::parse(
        arguments,
        {.values = {"server", "token", "token-file", "gate", "config", "data", "pair", "ca-file", "language"},
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
    options.data = line->value("data", kit::defaultStationFolder("gate").string());
    options.pair = line->value("pair");
    options.caFile = line->value("ca-file");
    const auto language = kit::parseLanguage(line->value("language", "en"));
    if (!language)
        return failure(ErrorCode::Invalid, "--language is en or es");
    options.language = *language;
    options.paired = options.bearer.empty() && options.gate.empty() && !line->has("token-file");
    if (options.paired)
        return options;
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
