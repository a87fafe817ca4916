// SPDX-License-Identifier: MIT
#pragma once

#include "json/EventNames.h"

#include <ace/domain/people/Station.h>
#include <ace/domain/sales/Till.h>

#include <optional>
#include <string>
#include <string_view>

namespace ace::server::api {

struct PairingBody
{
    std::string code;
    std::string publicKey;
    std::optional<StationKind> kind; // what the machine is made for
};

// These throw Problem: malformed, unknown_event.
Station parseNewStation(std::string_view body, const EventNames& events);
void edit(Station& station, std::string_view body);
PairingBody parsePairing(std::string_view body);

std::string renderStation(const Station& station, const EventNames& events);
// The QR code is an SVG of `url`. Throws Problem `internal` where it cannot be drawn.
std::string renderPairingCode(const std::string& code, const std::string& url, Instant expiresAt);

struct StationSurroundings
{
    std::string installation;
    std::optional<Till> till;
    Instant serverTime;
};
std::string renderSelf(const Station& station, const StationSurroundings& around, const EventNames& events);

} // namespace ace::server::api
