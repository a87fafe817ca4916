// SPDX-License-Identifier: MIT
#include "CounterOptions.h"

#include <ace/kit/CommandLine.h>
#include <ace/kit/StationFolder.h>

namespace ace::counter {

const char* const kCounterUsage = R"(usage: ace-counter [options]
The counter's kiosk: log in with a PIN, clock in, sell for cash, hand over the ticket.

  --data DIR          this station's own folder; default ~/.local/share/ace-tickets/counter
  --server URL        the server, for a pairing code that is typed alone; such as http://127.0.0.1:8080
  --pair CODE         pair at once with this code or address, unless the station is paired already
  --ca-file FILE      for https: trust the certificates of this PEM file
  --language en|es    English (default) or Spanish; the log-in page changes it too
  --windowed          do not fill the screen (F11 fills it, Escape leaves it)
)";

Result<CounterOptions> CounterOptions::parse(std::span<const std::string> arguments)
{
    auto line =
        kit::CommandLine::parse(arguments, {.values = {"data", "server", "pair", "ca-file", "language"},
                                            .flags = {"windowed", "help"}});
    if (!line)
        return failure(std::move(line));
    CounterOptions options;
    options.help = line->has("help");
    options.windowed = line->has("windowed");
    if (!line->words().empty())
        return failure(ErrorCode::Invalid, "\"" + line->words().front() + "\" is not expected here");
    const auto language = kit::parseLanguage(line->value("language", "en"));
    if (!language)
        return failure(ErrorCode::Invalid, "--language is en or es");
    options.language = *language;
    options.data = line->value("data", kit::defaultStationFolder("counter").string());
    options.server = line->value("server");
    options.caFile = line->value("ca-file");
    options.pair = line->value("pair");
    return options;
}

} // namespace ace::counter
