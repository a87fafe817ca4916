// SPDX-License-Identifier: MIT
#include <ace/admission/LocalAdmission.h>

#include <ace/base/Trace.h>
#include <ace/domain/entry/AdmissionRule.h>
#include <ace/ticketing/TokenCheck.h>

#include <algorithm>

namespace ace::admission {

namespace {

constexpr std::size_t kMaxBatch = 256;
constexpr std::size_t kMaxWaiting = 4096;

bool contains(const auto& list, const auto& value) { return std::ranges::find(list, value) != list.end(); }

// The gate's own rules: which ticket types it lets through, and which zone it leads into.
std::optional<Reason> accessRefusal(const TicketType& type, const Gate& gate)
{
    if (!gate.onlyTypes.empty() && !contains(gate.onlyTypes, type.id))
        return Reason::WrongProduct;
    return contains(type.zones, gate.zone) ? std::nullopt : std::optional(Reason::WrongZone);
}

} // namespace

LocalAdmission::LocalAdmission(const Parts& parts)
    : parts_(parts),
      batcher_("ace-scans", kMaxBatch, kMaxWaiting, [this](std::span<const sdk::ScanDraft> drafts) {
          trace("scan", "Storage.recordScans");
          return parts_.storage.recordScans(drafts);
      })
{
}

Result<ScanOutcome> LocalAdmission::admit(const ScanRequest& request)
{
    trace("scan", "Admission.admit");
    auto prepared = prepare(request);
    if (!prepared)
        return failure(std::move(prepared));
    if (const auto* problem = std::get_if<ScanProblem>(&*prepared))
        return *problem;
    trace("scan", "Batcher.submit");
    return outcomeOf(batcher_.submit(std::move(std::get<sdk::ScanDraft>(*prepared))));
}

std::vector<Result<ScanOutcome>> LocalAdmission::admitAll(std::span<const ScanRequest> requests)
{
    trace("scan", "Admission.admitAll");
    std::vector<Result<ScanOutcome>> outcomes;
    std::vector<sdk::ScanDraft> drafts;
    std::vector<std::size_t> places; // of each draft among the outcomes
    for (const ScanRequest& request : requests) {
        auto prepared = prepare(request);
        outcomes.emplace_back(ScanOutcome(ScanProblem::UnknownGate));
        if (!prepared) {
            outcomes.back() = failure(std::move(prepared));
        } else if (const auto* problem = std::get_if<ScanProblem>(&*prepared)) {
            outcomes.back() = ScanOutcome(*problem);
        } else {
            drafts.push_back(std::move(std::get<sdk::ScanDraft>(*prepared)));
            places.push_back(outcomes.size() - 1);
        }
    }
    trace("scan", "Batcher.submitAll");
    auto recorded = batcher_.submitAll(std::move(drafts));
    for (std::size_t i = 0; i < recorded.size(); ++i)
        outcomes[places[i]] = outcomeOf(std::move(recorded[i]));
    return outcomes;
}

Result<std::variant<sdk::ScanDraft, ScanProblem>> LocalAdmission::prepare(const ScanRequest& request)
{
    auto place = parts_.catalog.findGate(request.gate);
    if (!place)
        return failure(std::move(place));
    if (!place->gate)
        return ScanProblem::UnknownGate;
    auto draft = draftOf(request, *place);
    if (!draft)
        return failure(std::move(draft));
    return std::move(*draft);
}

Result<ScanOutcome> LocalAdmission::outcomeOf(Result<sdk::ScanOutcome> recorded)
{
    if (!recorded)
        return failure(std::move(recorded));
    if (std::holds_alternative<sdk::NonceReused>(*recorded))
        return ScanProblem::NonceReused;
    auto answer = answerOf(std::get<sdk::RecordedScan>(*recorded));
    if (!answer)
        return failure(std::move(answer));
    return std::move(*answer);
}

Result<Verdict> LocalAdmission::look(const ScanRequest& request)
{
    auto place = parts_.catalog.findGate(request.gate);
    if (!place)
        return failure(std::move(place));
    if (!place->gate)
        return failure(ErrorCode::NotFound,
                       "there is no gate \"" + request.gate + "\", or two events have one");
    auto draft = draftOf(request, *place);
    if (!draft)
        return failure(std::move(draft));
    if (draft->refused)
        return Verdict{draft->refused};
    return parts_.storage.readValue([&](const sdk::ReadAccess& access) {
        const auto ticket = access.orders.findTicket(*draft->scan.ticket);
        if (!ticket)
            return judge(request.direction, nullptr, draft->access, {});
        // That a ticket is on record says that it was paid for.
        const TicketStanding standing{true, ticket->revoked, ticket->state};
        const auto known = access.entries.findPresence(ticket->id, draft->zone);
        return judge(request.direction, &standing, draft->access,
                     known.value_or(Presence{false, draft->entriesAllowed, {}}));
    });
}

Result<sdk::ScanDraft> LocalAdmission::draftOf(const ScanRequest& request,
                                               const catalog::Catalog::GatePlace& place)
{
    sdk::ScanDraft draft;
    Scan& scan = draft.scan;
    scan.id = parts_.ids.next<ScanId>();
    scan.nonce = request.nonce;
    scan.event = place.event->event.id;
    scan.gate = place.gate->id;
    scan.direction = request.direction;
    scan.by = request.by;
    scan.receivedAt = parts_.clock.now();
    scan.scannedAt = request.scannedAt.value_or(scan.receivedAt);
    draft.scope = request.scope;
    draft.bodyHash = request.bodyHash;
    draft.zone = place.gate->zone;

    trace("scan", "checkToken");
    catalog::EventPtr owner; // keeps the event of the token's key while its token is checked
    Result<catalog::EventPtr> looked;
    const auto ownerOf = [&](KeyId id) -> ticketing::KeyOwner {
        looked = parts_.catalog.findEventOfKey(id);
        owner = looked ? *looked : nullptr;
        if (!owner)
            return {};
        const auto key = std::ranges::find(owner->keys, id, &SigningKey::id);
        return {owner.get(), key == owner->keys.end() ? nullptr : &*key};
    };
    const auto finding = ticketing::checkToken(request.token, ownerOf, place.event->event.id,
                                               request.direction, scan.scannedAt);
    if (!looked)
        return failure(
            std::move(looked)); // the catalog could not be asked: no verdict is better than a wrong one
    draft.refused = finding.refused;
    if (finding.token)
        scan.ticket = finding.token->ticket;
    else
        scan.raw = request.token;
    if (finding.refused)
        return draft;
    const TicketType* type = place.event->findType(finding.token->typeNumber);
    draft.access = type ? accessRefusal(*type, *place.gate) : std::optional(Reason::WrongProduct);
    draft.entriesAllowed = type ? type->entries : 1;
    return draft;
}

Result<ScanAnswer> LocalAdmission::answerOf(const sdk::RecordedScan& recorded)
{
    const Scan& scan = recorded.scan;
    ScanAnswer answer{scan.verdict, std::nullopt, std::nullopt, recorded.repeated};
    if (!scan.ticket && !recorded.firstScan)
        return answer;
    auto events = parts_.catalog.listEvents();
    if (!events)
        return failure(std::move(events));
    for (const catalog::EventPtr& event : *events) {
        if (recorded.ticketType && scan.ticket)
            if (const TicketType* type = event->findType(*recorded.ticketType))
                answer.ticket = {*scan.ticket, type->id, type->name,
                                 scan.ticketState.value_or(TicketState::Valid)};
        if (recorded.firstScan)
            for (const Gate& gate : event->gates)
                if (gate.id == recorded.firstScan->gate)
                    answer.firstScan = {recorded.firstScan->scannedAt, gate.name};
    }
    return answer;
}

} // namespace ace::admission
