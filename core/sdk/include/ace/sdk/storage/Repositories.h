// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Result.h>
#include <ace/domain/Job.h>
#include <ace/domain/catalog/EventSetup.h>
#include <ace/domain/entry/Scan.h>
#include <ace/domain/sales/OrderRecord.h>
#include <ace/sdk/storage/PeopleRepositories.h>
#include <ace/sdk/storage/SalesRepositories.h>

#include <array>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ace::sdk {

// What ends a transaction from within. Storage turns it into the Result of read() or transact(); nothing else
// catches it.
class StorageError : public std::runtime_error
{
public:
    explicit StorageError(Error error) : std::runtime_error(error.describe()), error_(std::move(error)) {}
    const Error& error() const { return error_; }

private:
    Error error_;
};

// Typed access to the record inside one transaction. Const members read, the others write; all throw
// StorageError: NotFound for an id that is not on record where nothing else says so, Conflict for a key that
// is taken.

class EventRepository
{
public:
    virtual ~EventRepository() = default;
    virtual std::vector<EventSetup> list() const = 0; // by start, then name
    virtual std::optional<EventSetup> findBySlug(std::string_view slug) const = 0;
    virtual std::vector<QuotaLevel> levels(EventId event) const = 0;
    virtual std::optional<SigningSeed> findSeed(KeyId key) const = 0;
    virtual bool keyIdTaken(KeyId key) const = 0;

    virtual void insert(const EventSetup& setup) = 0; // without keys
    // Everything but keys becomes as given, and its revision 1 more. Conflict: the record has another
    // revision, the slug is taken, something that goes is in use, or a quota would be smaller than what it
    // has given.
    virtual void update(const EventSetup& setup, std::int64_t expectedRevision) = 0;
    virtual void insertKey(const SigningKey& key, const SigningSeed& seed) = 0;
    virtual void setKeyState(KeyId key, KeyState state) = 0;
};

class OrderRepository
{
public:
    struct KeyedOrder
    {
        OrderId order;
        Digest bodyHash;
    };
    struct OpenPayment
    {
        PaymentId payment;
        OrderId order;

        bool operator==(const OpenPayment&) const = default;
    };

    virtual ~OrderRepository() = default;
    virtual std::optional<OrderRecord> find(OrderId id) const = 0;
    virtual std::optional<OrderRecord> findByCode(std::string_view code) const = 0;
    virtual std::optional<KeyedOrder> findByIdempotencyKey(std::string_view scope,
                                                           std::string_view key) const = 0;
    virtual std::optional<Ticket> findTicket(TicketId id) const = 0;
    virtual std::optional<OrderId> findOrderOfPayment(PaymentId id) const = 0;
    virtual std::vector<OrderId> listExpiredHolds(Instant now, std::size_t most) const = 0;

    // False: the order is no longer pending. True: it is now `state` (Expired or Canceled) and its quota is
    // free again.
    virtual bool releaseHold(OrderId id, OrderState state) = 0;
    // A paid order becomes canceled, its tickets too, its quota free. False: it is not paid.
    virtual bool cancelPaid(OrderId id) = 0;
    // Canceled is for good: Conflict. That a ticket is on record says that it was paid for.
    virtual void setTicketState(TicketId id, TicketState state) = 0;
    virtual void revokeTicket(TicketId id) = 0;
    virtual void setTicketHolder(TicketId id, std::string_view holder) = 0;
    // Revokes `reissueOf` and writes the ticket that takes its place, inside where that one was. Conflict:
    // that one is revoked or not valid.
    virtual void reissueTicket(const Ticket& ticket) = 0;
    // Payments that are pending and have begun by then, in the order of their ids, those after `after`.
    virtual std::vector<OpenPayment> listOpenPayments(Instant begunBefore, PaymentId after,
                                                      std::size_t most) const = 0;
    // False: it is so already, or is confirmed, which is for good.
    virtual bool setPaymentState(PaymentId id, PaymentState state) = 0;
    virtual void keepPaymentMemo(PaymentId id, std::string_view memo) = 0;
    virtual bool setDispute(PaymentId id, DisputeState state) = 0; // false: it is so already
    // Of the method of this name; what it never looked at begins with the epoch.
    virtual ChangeLook findChangeLook(std::string_view method) const = 0;
    virtual void keepChangeLook(std::string_view method, const ChangeLook& look) = 0;

    // Newest first; upper and lower case of ASCII are one.
    virtual std::vector<OrderId> listPaidOf(std::string_view email, std::size_t most) const = 0;
    // Counts one more mail that somebody asked for. False: `most` were counted since `window` ago.
    virtual bool takeResend(OrderId id, Instant now, Microseconds window, std::int64_t most) = 0;
    virtual void setCustomerEmail(OrderId id, std::string_view email) = 0;
    // None: mail may be tried again. False: it was so before, or the order has another address by now.
    virtual bool setUndeliverable(OrderId id, std::string_view email, std::optional<Instant> at) = 0;
};

class EntryRepository
{
public:
    virtual ~EntryRepository() = default;
    virtual std::vector<Scan> scansOf(TicketId ticket) const = 0; // oldest first
    virtual std::optional<Presence> findPresence(TicketId ticket, ZoneId zone) const = 0;
    virtual std::int64_t countInside(ZoneId zone) const = 0;
};

struct BuriedJob
{
    Job job;
    std::string problem;
};

// Which jobs a worker takes, by how their kinds begin: "deliver-" is "deliver-order", "deliver-links" …
struct JobLane
{
    std::string only = {};                 // empty: all
    std::array<std::string, 2> except = {}; // empty: none
};

class JobRepository
{
public:
    virtual ~JobRepository() = default;
    // Takes up to `most` jobs that are due and not leased, until `leaseUntil`; each counts one attempt more.
    virtual std::vector<Job> lease(Instant now, Instant leaseUntil, std::size_t most,
                                   const JobLane& lane = {}) = 0;
    virtual void complete(JobId id) = 0;
    virtual void postpone(JobId id, Instant dueAt, std::string_view problem) = 0;
    virtual void bury(JobId id, std::string_view problem) = 0; // a dead letter: kept, not tried again
    virtual std::int64_t countOpen() const = 0;
    virtual std::int64_t countBuried() const = 0;
    virtual std::vector<BuriedJob> listBuried(const Page& page) const = 0;
    virtual void insert(const Job& job) = 0;
    // A dead letter is due again, its attempts from 0. False: there is none.
    virtual bool replay(JobId id, Instant dueAt) = 0;
};

struct ReadAccess
{
    const EventRepository& events;
    const OrderRepository& orders;
    const EntryRepository& entries;
    const JobRepository& jobs;
    const StaffRepository& staff;
    const TimeEntryRepository& timeEntries;
    const StationRepository& stations;
    const AuditRepository& audit;
    const VoucherRepository& vouchers;
    const RefundRepository& refunds;
    const TillRepository& tills;
    const AllotmentRepository& allotments;
    const WebhookRepository& webhooks;
    const ReportRepository& reports;
    const WaitingRoomRepository& waitingRooms;
    const LinkRequestRepository& linkRequests;
};

struct WriteAccess
{
    EventRepository& events;
    OrderRepository& orders;
    EntryRepository& entries;
    JobRepository& jobs;
    StaffRepository& staff;
    TimeEntryRepository& timeEntries;
    StationRepository& stations;
    AuditRepository& audit;
    VoucherRepository& vouchers;
    RefundRepository& refunds;
    TillRepository& tills;
    AllotmentRepository& allotments;
    WebhookRepository& webhooks;
    RequestRepository& requests;
    ReportRepository& reports;
    WaitingRoomRepository& waitingRooms;
    LinkRequestRepository& linkRequests;
};

} // namespace ace::sdk
