// SPDX-License-Identifier: MIT
#include "Operations.h"
#include "ScanJson.h"
#include "Shift.h"
#include "SyncJson.h"

#include <ace/base/Trace.h>
#include <ace/sdk/storage/ChangeSequence.h>
#include <ace/server/access/Rules.h>
#include <ace/server/api/Metrics.h>

#include <algorithm>

namespace ace::server::api {

namespace {

http::Problem problemOf(admission::ScanProblem problem, const std::string& gate)
{
    if (problem == admission::ScanProblem::UnknownGate)
        return {"unknown_gate", "No gate, or more than one, is named \"" + gate + "\"."};
    return {"idempotency_key_reused", "This nonce came before with another scan."};
}

// Fills in where it is scanned, and throws the problem where the caller may not at this gate. A station names
// its gate without the event: it is its own event's.
void place(const Call& call, admission::ScanRequest& scan)
{
    scan.scope = call.who.scope(access::operation("scan")); // a batch repeats what was sent alone
    if (call.who.station && scan.gate.find('/') == std::string::npos)
        scan.gate = call.findEvent(call.who.station->event)->event.slug + "/" + scan.gate;
    const auto found = http::valueOrThrow(call.services.catalog.findGate(scan.gate));
    if (!found.gate)
        return; // admission says so
    access::requireEvent(call.who, call.operation, found.event->event.id);
    access::requireGate(call.who, found.gate->id);
}

void scan(Call& call)
{
    trace("scan", "POST /api/v1/scans");
    admission::ScanRequest scan = parseScan(call.body());
    const std::string gate = scan.gate;
    scan.by = call.who.actor();
    place(call, scan);
    const auto outcome = http::valueOrThrow(call.services.admission.admit(scan));
    if (const auto* problem = std::get_if<admission::ScanProblem>(&outcome))
        throw problemOf(*problem, gate);
    const auto& answer = std::get<admission::ScanAnswer>(outcome);
    call.services.metrics.countScan(answer.verdict);
    call.send(200, renderScan(answer));
}

// Where the i-th of a batch is: among the requests that can be asked, or answered already.
struct Place
{
    std::optional<std::size_t> request;
    std::optional<http::Problem> problem;
    std::optional<std::string> nonce;
};

Place placeOf(const Call& call, const BatchedScan& batched, const Shift& shift,
              std::vector<admission::ScanRequest>& requests)
{
    if (const auto* unread = std::get_if<UnreadScan>(&batched))
        return {std::nullopt, unread->problem, unread->nonce};
    admission::ScanRequest request = std::get<admission::ScanRequest>(batched);
    try {
        shift.sign(request);
        place(call, request);
    } catch (const http::Problem& problem) {
        return {std::nullopt, problem, request.nonce};
    }
    requests.push_back(std::move(request));
    return {requests.size() - 1, std::nullopt, requests.back().nonce};
}

void scanBatch(Call& call)
{
    std::vector<admission::ScanRequest> requests;
    std::vector<Place> places;
    const Shift shift(call);
    for (const BatchedScan& batched : parseScanBatch(call.body()))
        places.push_back(placeOf(call, batched, shift, requests));
    const auto outcomes = call.services.admission.admitAll(requests);
    BatchAnswer answer;
    for (const Place& place : places) {
        if (place.problem) {
            answer.add(place.nonce, *place.problem);
            continue;
        }
        const auto& outcome = outcomes.at(*place.request);
        if (!outcome)
            answer.add(place.nonce, http::problemOf(outcome.error()));
        else if (const auto* problem = std::get_if<admission::ScanProblem>(&*outcome))
            answer.add(place.nonce, problemOf(*problem, requests[*place.request].gate));
        else {
            const auto& scanned = std::get<admission::ScanAnswer>(*outcome);
            call.services.metrics.countScan(scanned.verdict);
            answer.add(*place.nonce, scanned);
        }
    }
    call.send(200, answer.render());
}

std::int64_t sequenceOf(const Call& call)
{
    const auto text = call.query("after");
    const auto sequence = text ? parseSequence(*text) : std::optional<std::int64_t>(0);
    if (!sequence)
        throw http::Problem("malformed", "\"after\" must be the next of the answer before.");
    return *sequence;
}

void sync(Call& call)
{
    const catalog::EventPtr event = call.findEvent(call.who.station->event);
    SyncAnswer answer{*event, {}, {}, sequenceOf(call), false, call.services.clock.now(), false};
    const std::size_t limit = call.limit();
    answer.changes = http::valueOrThrow(call.services.storage.readValue([&](const sdk::ReadAccess& access) {
        answer.restarted = !sdk::readsOn(answer.next, access.reports.lastTicketChange());
        if (answer.restarted)
            answer.next = 0;
        return access.reports.ticketChanges(event->event.id, answer.next, limit + 1);
    }));
    answer.more = answer.changes.size() > limit;
    answer.changes.resize(std::min(answer.changes.size(), limit));
    if (!answer.changes.empty())
        answer.next = answer.changes.back().sequence;
    answer.staff = http::valueOrThrow(call.services.people.staffing.staffAt(call.who.station->id));
    call.send(200, renderSync(answer));
}

constexpr OperationFunction kFunctions[] = {
    {"scan", scan},
    {"scanBatch", scanBatch},
    {"sync", sync},
};

} // namespace

std::span<const OperationFunction> entryOperations() { return kFunctions; }

} // namespace ace::server::api
