// SPDX-License-Identifier: MIT
#pragma once

#include "Stage.h"
#include "Surprise.h"

#include <optional>
#include <string>
#include <vector>

namespace ace::headless {

// A story while it is told: its stage, and what its steps have brought about so far.
struct Scene
{
    Scene(Stage::Place place, Log& log) : stage(std::move(place), log) {}

    Stage stage;
    std::string event;                          // slug of the one that is given last
    std::vector<Ticket> tickets;                // all that were issued, oldest first
    std::optional<OrderRecord> order;           // the last one, as its step left it
    std::optional<boxoffice::Refused> refused;  // the last sale or hold, if it was
    bool repeated = false;                      // the last sale was the first answer to its key
    std::optional<admission::ScanOutcome> scan; // the last one
    std::optional<KeyId> rotatedKey;
    std::optional<boxoffice::TillReport> till; // the last session, as its step left it
    std::optional<StationId> station;
    std::optional<Allotment> allotment; // the last one
    // A "no" that the next step must expect; else it is the surprise.
    std::optional<std::string> unexpected;
};

// What the gate said, for the transcript: "admitted", "refused already_redeemed".
std::string describe(const admission::ScanOutcome& outcome);
std::string describe(const boxoffice::Refused& refused); // "sold_out (not enough tickets are left)"

// Keeps a "no" that the next step must expect; for the transcript.
std::string note(Scene& scene, const boxoffice::Refused& refused);

catalog::EventPtr eventOf(Scene& scene, const std::string& slug);
const TicketType& typeOf(const EventSetup& event, const std::string& name);
const Ticket& ticketOf(const Scene& scene, std::int32_t number); // from 1
const Ticket& lastTicketOf(const Scene& scene);
const OrderRecord& orderOf(const Scene& scene);

} // namespace ace::headless
