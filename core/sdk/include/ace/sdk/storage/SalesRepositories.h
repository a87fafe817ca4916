// SPDX-License-Identifier: MIT
// Vouchers, refunds, tills, allotments, webhooks, reports. As in Repositories.h: const members read, the
// others write, all throw StorageError; what takes `expectedRevision` throws Conflict where the record has
// another one.
#pragma once

#include <ace/domain/Webhook.h>
#include <ace/domain/entry/Verdict.h>
#include <ace/domain/sales/Allotment.h>
#include <ace/domain/sales/Order.h>
#include <ace/domain/sales/Refund.h>
#include <ace/domain/sales/Till.h>
#include <ace/domain/sales/Voucher.h>
#include <ace/domain/sales/WaitingRoom.h>
#include <ace/sdk/storage/OrderDraft.h>
#include <ace/sdk/storage/PeopleRepositories.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::sdk {

// Repeated requests that make something other than an order or a scan, or that act on something: one row a
// key, written with what the request did.
class RequestRepository
{
public:
    struct Claim
    {
        enum class Kind { Fresh, Repeated, Reused } kind = Kind::Fresh; // Reused: with another body
        std::string subject;                                            // Repeated: what the first one made
    };

    virtual ~RequestRepository() = default;
    virtual Claim claim(const IdempotencyKey& key, std::string_view subject) = 0;
};

// Somebody asked for the links of an address's orders.
struct LinkRequest
{
    JobId id; // of the job that answers it
    std::string email;
    std::string language; // BCP 47
    Instant askedAt;
};

class LinkRequestRepository
{
public:
    virtual ~LinkRequestRepository() = default;
    virtual std::optional<LinkRequest> find(JobId id) const = 0;

    // In the place of an earlier one of this address, as it is spelled. False: that one was asked after
    // `unlessAfter`, and stands.
    virtual bool insert(const LinkRequest& request, Instant unlessAfter) = 0;
    virtual void forget(Instant askedBefore) = 0;
};

class VoucherRepository
{
public:
    virtual ~VoucherRepository() = default;
    virtual std::vector<Voucher> list(EventId event, const Page& page) const = 0;
    virtual std::optional<Voucher> find(VoucherId id) const = 0;
    virtual std::optional<Voucher> findByCode(EventId event, std::string_view code) const = 0;

    virtual void insert(const Voucher& voucher) = 0; // Conflict: the code is taken
    // All but `uses`; Conflict too where usesMost would be below what was used.
    virtual void update(const Voucher& voucher, std::int64_t expectedRevision) = 0;
};

class RefundRepository
{
public:
    virtual ~RefundRepository() = default;
    virtual std::optional<Refund> find(RefundId id) const = 0;
    virtual std::vector<Refund> listOf(OrderId order) const = 0; // oldest first

    // Cancels its tickets, frees their quota, writes the receipt's row where there is a till. Conflict: more
    // than what was paid would go back, a ticket is not of the order or canceled already, the order is not
    // paid (without tickets: was never paid), the till session is closed. When all tickets of the order are
    // canceled, the order is too.
    virtual std::optional<Receipt> insert(const Refund& refund, const IdempotencyKey* idempotency) = 0;
    virtual bool setState(RefundId id, RefundState from, RefundState to) = 0; // false: it was not `from`
    virtual void keepMemo(RefundId id, std::string_view memo) = 0;
    virtual std::optional<RefundId> findByIdempotencyKey(const IdempotencyKey& key, bool& sameBody) const = 0;
};

class TillRepository
{
public:
    virtual ~TillRepository() = default;
    virtual std::vector<Till> list(EventId event) const = 0;
    virtual std::optional<Till> find(TillId id) const = 0;
    virtual std::optional<TillSession> findSession(TillSessionId id) const = 0;
    virtual std::optional<TillSession> findOpenSession(TillId till) const = 0;
    virtual std::vector<TillSession> listSessions(TillId till, const Page& page) const = 0;
    virtual std::vector<CashMove> movesOf(TillSessionId session) const = 0;
    virtual TillTotals totalsOf(TillSessionId session) const = 0; // of a closed one: what stood at closing
    virtual std::vector<Receipt> listReceipts(std::string_view series, std::int64_t afterNumber,
                                              std::size_t most) const = 0;
    virtual std::vector<std::string> listSeries() const = 0;

    virtual void insert(const Till& till) = 0;                // Conflict: the series is taken
    virtual void openSession(const TillSession& session) = 0; // Conflict: the till has an open one
    virtual void insertMove(const CashMove& move) = 0;        // Conflict: the session is closed
    virtual bool closeSession(const TillSession& closed) = 0; // false: it was closed before
};

class AllotmentRepository
{
public:
    virtual ~AllotmentRepository() = default;
    virtual std::vector<Allotment> list(std::optional<StationId> station, const Page& page) const = 0;
    virtual std::optional<Allotment> find(AllotmentId id) const = 0;

    virtual std::optional<QuotaId> insert(const Allotment& allotment,
                                          const std::vector<QuotaClaim>& claims) = 0;
    // Leased tickets only; others are left. Returned and WrittenOff revoke them, each a ticket change.
    // Answers how many changed; their quota is free again where they are returned, and stays taken (`sold`)
    // where they are written off.
    virtual std::size_t finish(AllotmentId id, const std::vector<TicketId>& tickets, LeaseState state) = 0;
};

class WebhookRepository
{
public:
    virtual ~WebhookRepository() = default;
    virtual std::vector<Webhook> list() const = 0;
    virtual std::optional<Webhook> find(WebhookId id) const = 0;
    virtual void insert(const Webhook& webhook) = 0;
    virtual void update(const Webhook& webhook, std::int64_t expectedRevision) = 0;
    virtual void remove(WebhookId id) = 0;
};

// A ticket whose state, revocation or holder changed after it was sold. Sequence numbers rise in the order of
// commits, so whoever has read up to one has missed nothing, in one history of the record: see
// ChangeSequence.h.
struct TicketChange
{
    std::int64_t sequence = 0;
    Ticket ticket;
};

struct SalesRow
{
    TicketTypeId type;
    Channel channel = Channel::Web;
    std::int64_t tickets = 0; // sold; canceled ones included
    std::int64_t canceled = 0;
    Money gross; // all-in
    Money tax;
};
struct EntryRow
{
    GateId gate;
    Direction direction = Direction::Entry;
    std::optional<Reason> reason; // none: admitted
    std::int64_t scans = 0;
};
struct OrderFilter
{
    std::optional<EventId> event;
    std::optional<OrderState> state;
    std::optional<StationId> station;
    std::string customerEmail; // empty: any
};

// A row of the record that contradicts others. No bug of ours and nobody who wrote into the database past us
// goes unseen where one is found.
struct BrokenRule
{
    std::string rule; // "quota-sold"
    std::string row;  // "quota 0198…"
};

class WaitingRoomRepository
{
public:
    virtual ~WaitingRoomRepository() = default;
    virtual WaitingRoom find(EventId event) const = 0; // none on record: automatic, and nobody came
    virtual void setMode(EventId event, WaitingMode mode) = 0;
    virtual void add(EventId event, const WaitingCounts& more) = 0;
};

class ReportRepository
{
public:
    virtual ~ReportRepository() = default;
    virtual std::vector<SalesRow> sales(EventId event, const TimeWindow& created) const = 0;
    virtual std::vector<EntryRow> entries(EventId event, const TimeWindow& scanned) const = 0;
    virtual Money refunded(EventId event, const TimeWindow& created, Currency currency) const = 0;
    virtual std::vector<OrderId> orders(const OrderFilter& filter, const Page& page) const = 0;
    virtual std::vector<TicketChange> ticketChanges(EventId event, std::int64_t after,
                                                    std::size_t most) const = 0;
    virtual std::int64_t lastTicketChange() const = 0;
    // What must be true of the whole record: what quotas, vouchers and payments count is what their orders,
    // leases and refunds add up to, and no numbered series lacks its end. Reads all of it. Up to `mostEach`
    // rows a rule; none: all hold.
    virtual std::vector<BrokenRule> brokenRules(std::size_t mostEach) const = 0;
};

} // namespace ace::sdk
