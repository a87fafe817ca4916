// SPDX-License-Identifier: MIT
#include "Builders.h"

#include <ace/base/Assert.h>

#include <map>

namespace ace::test {

namespace {

constexpr Instant kStart{std::chrono::seconds(1'790'000'000)};

const TicketType& typeNamed(const EventSetup& event, std::string_view name)
{
    for (const auto& type : event.types)
        if (type.name == name)
            return type;
    ACE_ASSERT(!"the event has no such type");
    return event.types.front();
}

Ticket aTicket(OrderId order, TicketTypeId type, IdSource& ids)
{
    Ticket ticket{ids.next<TicketId>(), order, type, TicketState::Valid, false, {}};
    ids.fill(ticket.token);
    return ticket;
}

std::vector<Ticket> ticketsFor(const Order& order, IdSource& ids)
{
    std::vector<Ticket> tickets;
    for (const OrderLine& line : order.lines)
        for (std::int32_t i = 0; i < line.quantity; ++i)
            tickets.push_back(aTicket(order.id, line.type, ids));
    return tickets;
}

} // namespace

EventSetup anEvent(IdSource& ids, std::string_view slug, std::int64_t size)
{
    const auto hours = [](int count) { return kStart + std::chrono::hours(count); };
    EventSetup setup;
    setup.event = {
        ids.next<EventId>(), std::string(slug), "Open Air · 音楽祭", "Meadow", "America/Denver", {},
        hours(10),           hours(20),         {kStart, hours(20)}};
    setup.quotas = {{ids.next<QuotaId>(), "main", size}, {ids.next<QuotaId>(), "workshop", 5}};
    setup.zones = {{ids.next<ZoneId>(), "Hall"}, {ids.next<ZoneId>(), "Workshop"}};
    const auto type = [&](std::uint16_t number, const char* name, std::int64_t price, std::int32_t entries) {
        return TicketType{ids.next<TicketTypeId>(),
                          number,
                          name,
                          "One person",
                          {price, {}},
                          82'500,
                          1,
                          10,
                          {kStart, hours(20)},
                          entries,
                          {setup.zones[0].id},
                          {setup.quotas[0].id}};
    };
    setup.types = {type(1, "General", 2'500, 1), type(2, "Combined", 4'000, 2),
                   type(3, "Season", 9'000, kUnlimitedEntries)};
    setup.types[1].zones.push_back(setup.zones[1].id);
    setup.types[1].quotas.push_back(setup.quotas[1].id);
    setup.gates = {{ids.next<GateId>(), "North gate", setup.zones[0].id, {}},
                   {ids.next<GateId>(), "Side door", setup.zones[1].id, {setup.types[1].id}}};
    return setup;
}

SigningKey aKey(const EventSetup& event, KeyId id)
{
    SigningKey key{id, event.event.id, KeyState::Active, {}};
    key.publicKey.fill(static_cast<std::uint8_t>(id));
    return key;
}

OrderBuilder::OrderBuilder(const EventSetup& event, IdSource& ids) : event_(event), ids_(ids)
{
    Order& order = draft_.order;
    order.id = ids.next<OrderId>();
    order.code = "A-" + order.id.toString().substr(24);
    order.key = "key-" + order.id.toString();
    order.event = event.event.id;
    order.channel = Channel::Counter;
    order.customer = {"Zoë \"Ωmega\" O'Neil", "zoe@example.org"};
    order.createdAt = kStart;
}

OrderBuilder& OrderBuilder::of(std::string_view name, std::int32_t quantity)
{
    const TicketType& type = typeNamed(event_, name);
    draft_.order.lines.push_back(priceLine(type.id, type.price, type.taxRatePpm, quantity));
    return *this;
}

OrderBuilder& OrderBuilder::withKey(std::string_view key, std::string_view body, std::string_view scope)
{
    draft_.idempotency = sdk::IdempotencyKey{std::string(scope), std::string(key), sha256(body)};
    return *this;
}

OrderBuilder& OrderBuilder::withJob(std::string_view kind)
{
    draft_.jobs.push_back({ids_.next<JobId>(), std::string(kind), draft_.order.id.toString(), kStart, 0});
    return *this;
}

sdk::OrderDraft& OrderBuilder::price()
{
    std::map<QuotaId, std::int64_t> claims;
    draft_.order.total = {};
    for (const OrderLine& line : draft_.order.lines) {
        draft_.order.total = draft_.order.total + line.total;
        for (const QuotaId quota : event_.findType(line.type)->quotas)
            claims[quota] += line.quantity;
    }
    draft_.claims.clear();
    for (const auto& [quota, count] : claims)
        draft_.claims.push_back({quota, count});
    return draft_;
}

sdk::OrderDraft OrderBuilder::sold()
{
    price();
    draft_.mode = sdk::PlaceMode::Sell;
    draft_.order.state = OrderState::Paid;
    draft_.tickets = ticketsFor(draft_.order, ids_);
    const Money total = draft_.order.total;
    draft_.payment = Payment{ids_.next<PaymentId>(), draft_.order.id, "cash", PaymentState::Confirmed, total,
                             total + Money{100, {}}, Money{100, {}}};
    return draft_;
}

sdk::OrderDraft OrderBuilder::held(Instant until)
{
    price();
    draft_.mode = sdk::PlaceMode::Hold;
    draft_.order.state = OrderState::Pending;
    draft_.order.channel = Channel::Web;
    draft_.order.holdUntil = until;
    const Money total = draft_.order.total;
    draft_.payment = Payment{
        ids_.next<PaymentId>(), draft_.order.id, "card", PaymentState::Created, total, total, Money{0, {}}};
    return draft_;
}

sdk::OrderDraft settlementOf(const sdk::OrderDraft& held, IdSource& ids)
{
    sdk::OrderDraft draft;
    draft.mode = sdk::PlaceMode::Settle;
    draft.order = held.order;
    draft.tickets = ticketsFor(held.order, ids);
    draft.payment = held.payment;
    if (draft.payment)
        draft.payment->state = PaymentState::Confirmed;
    return draft;
}

ScanBuilder::ScanBuilder(const EventSetup& event, IdSource& ids) : event_(event)
{
    draft_.scan.id = ids.next<ScanId>();
    draft_.scan.event = event.event.id;
    draft_.scan.scannedAt = kStart;
    draft_.scan.receivedAt = kStart;
    withNonce("nonce-" + draft_.scan.id.toString());
    at("North gate");
}

ScanBuilder& ScanBuilder::of(TicketId ticket)
{
    draft_.scan.ticket = ticket;
    return *this;
}

ScanBuilder& ScanBuilder::ofRaw(std::string_view raw)
{
    draft_.scan.raw = raw;
    draft_.refused = Reason::Invalid;
    return *this;
}

ScanBuilder& ScanBuilder::at(std::string_view name)
{
    const Gate* gate = event_.findGate(name);
    ACE_ASSERT(gate);
    draft_.scan.gate = gate->id;
    draft_.zone = gate->zone;
    return *this;
}

ScanBuilder& ScanBuilder::leaving()
{
    draft_.scan.direction = Direction::Exit;
    return *this;
}

ScanBuilder& ScanBuilder::withNonce(std::string_view nonce, std::string_view body, std::string_view scope)
{
    draft_.scan.nonce = nonce;
    draft_.bodyHash = sha256(body);
    draft_.scope = scope;
    return *this;
}

ScanBuilder& ScanBuilder::refusedFor(Reason reason)
{
    draft_.refused = reason;
    return *this;
}

ScanBuilder& ScanBuilder::withoutAccess(Reason reason)
{
    draft_.access = reason;
    return *this;
}

ScanBuilder& ScanBuilder::withEntries(std::int32_t entries)
{
    draft_.entriesAllowed = entries;
    return *this;
}

ScanBuilder& ScanBuilder::when(Instant scannedAt)
{
    draft_.scan.scannedAt = scannedAt;
    return *this;
}

} // namespace ace::test
