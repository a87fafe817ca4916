// SPDX-License-Identifier: MIT
// The gate, over 1,000,000 tickets.
//   decision  Token to verdict, nothing written, against one Ed25519 verification and one indexed look-up of
//             the ticket. Wanted: at most 1.3 of its CPU.
//   scan      64 callers through Admission, each verdict durable, against one thread that verifies, looks up
//             and writes the same rows by raw sqlite3 in groups of 64. Wanted: at least 0.5 of its rate.
#include "BenchSupport.h"

#include <ace/admission/LocalAdmission.h>
#include <ace/base/Thread.h>
#include <ace/domain/entry/AdmissionRule.h>
#include <ace/plugin-host/PluginHost.h>
#include <ace/ticketing/Signing.h>
#include <ace/ticketing/TokenCheck.h>

#include <sodium.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace ace::bench {

namespace {

const std::size_t kTickets = isShort() ? 20'000 : 1'000'000;
constexpr std::size_t kCallers = 64;
const std::size_t kScansEach = isShort() ? 2 : 100;
const std::size_t kScans = kCallers * kScansEach;
const int kRounds = isShort() ? 1 : 5;

double microsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
}

struct SoldTicket
{
    TicketId id;
    std::string token;
};

// A million tickets in one transaction; those that will be scanned carry a real token.
class Hall
{
public:
    Hall()
    {
        {
            const auto runtime = venue_.open();
            event_ = venue_.event(*runtime);
        }
        RawDatabase database(venue_.database());
        database.run("PRAGMA synchronous=OFF");
        database.run("PRAGMA foreign_keys=OFF"); // the rows are right; checking them is not the subject
        sqlite3_stmt* seed = database.prepare("SELECT seed FROM signing_seed WHERE key_id = ?");
        bind(seed, 1, event_->keys.front().id);
        SigningSeed secret{event_->keys.front().id, {}};
        if (sqlite3_step(seed) != SQLITE_ROW)
            std::abort();
        std::memcpy(secret.seed.data(), sqlite3_column_blob(seed, 0), secret.seed.size());
        sqlite3_reset(seed);
        const ticketing::Signer signer(secret);
        database.run("BEGIN");
        for (std::size_t i = 0; i < kTickets; i += 10)
            insertOrder(database, signer, i);
        database.run("COMMIT");
        database.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    std::vector<SoldTicket> take(std::size_t count) // tickets that nobody has scanned yet
    {
        std::vector<SoldTicket> taken(sold_.end() - static_cast<std::ptrdiff_t>(count), sold_.end());
        sold_.resize(sold_.size() - count);
        return taken;
    }

    Venue& venue() { return venue_; }
    const EventSetup& event() const { return *event_; }

private:
    void insertOrder(RawDatabase& database, const ticketing::Signer& signer, std::size_t number)
    {
        const Uuid order = ids_.nextUuid();
        if (!order_)
            prepare(database);
        const std::string code = "S" + std::to_string(number);
        bind(order_, 1, order.bytes.data(), 16);
        bindText(order_, 2, code);
        bind(order_, 3, event_->event.id.value.bytes.data(), 16);
        step(order_);
        for (std::int64_t position = 0; position < 10; ++position) {
            ticketing::Token token;
            token.ticket = ids_.next<TicketId>();
            token.typeNumber = 1;
            token.validUntil = 4'000'000'000u;
            const bool scanned = position == 0; // spread over the whole table
            if (scanned)
                signer.sign(token);
            const TokenBytes bytes = ticketing::toBytes(token);
            bind(ticket_, 1, token.ticket.value.bytes.data(), 16);
            bind(ticket_, 2, order.bytes.data(), 16);
            bind(ticket_, 3, position);
            bind(ticket_, 4, event_->types.front().id.value.bytes.data(), 16);
            bind(ticket_, 5, bytes.data(), bytes.size());
            step(ticket_);
            if (scanned)
                sold_.push_back({token.ticket, ticketing::encode(bytes)});
        }
    }

    void prepare(RawDatabase& database)
    {
        order_ = database.prepare(
            "INSERT INTO orders (id, code, access_key, event_id, channel, state, customer_name, "
            "customer_email, currency,"
            " total, created_at) VALUES (?, ?, '', ?, 'web', 'paid', '', '', 'USD', 25000, 0)");
        ticket_ =
            database.prepare("INSERT INTO ticket (id, order_id, position, type_id, state, revoked, token)"
                             " VALUES (?, ?, ?, ?, 'valid', 0, ?)");
    }

    Venue venue_;
    SystemClock clock_;
    SystemIdSource ids_{clock_};
    catalog::EventPtr event_;
    std::vector<SoldTicket> sold_;
    sqlite3_stmt* order_ = nullptr;
    sqlite3_stmt* ticket_ = nullptr;
};

// --- the decision
// -------------------------------------------------------------------------------------------------------

std::vector<double> rawDecisions(RawDatabase& database, const EventSetup& event,
                                 const std::vector<SoldTicket>& tickets)
{
    sqlite3_stmt* find = database.prepare("SELECT state, revoked FROM ticket WHERE id = ?");
    for (const SoldTicket& ticket : tickets) {
        const TokenBytes bytes = *ticketing::decode(ticket.token);
        if (crypto_sign_verify_detached(bytes.data() + 32, bytes.data(), 32,
                                        event.keys.front().publicKey.data()) != 0)
            std::abort();
        bind(find, 1, ticket.id.value.bytes.data(), 16);
        if (!stepRow(find))
            std::abort();
    }
    return {};
}

std::vector<double> ourDecisions(admission::LocalAdmission& admission, const std::vector<SoldTicket>& tickets)
{
    for (const SoldTicket& ticket : tickets) {
        const auto verdict = admission.look({ticket.token, Direction::Entry, "Gate", {}, {}, {}, {}});
        if (!verdict || !verdict->admitted())
            std::abort();
    }
    return {};
}

// --- the scan
// -----------------------------------------------------------------------------------------------------------

class RawScans
{
public:
    RawScans(RawDatabase& database, const EventSetup& event) : database_(database), event_(event) {}

    std::vector<double> scanAll(const std::vector<SoldTicket>& tickets)
    {
        std::vector<double> latencies;
        for (std::size_t done = 0; done < tickets.size(); done += kCallers) {
            const auto start = std::chrono::steady_clock::now();
            database_.run("BEGIN IMMEDIATE");
            for (std::size_t i = done; i < done + kCallers; ++i)
                scanOne(tickets[i], i);
            database_.run("COMMIT");
            latencies.insert(latencies.end(), kCallers, microsSince(start));
        }
        return latencies;
    }

private:
    void scanOne(const SoldTicket& ticket, std::size_t number)
    {
        const TokenBytes bytes = *ticketing::decode(ticket.token);
        if (crypto_sign_verify_detached(bytes.data() + 32, bytes.data(), 32,
                                        event_.keys.front().publicKey.data()) != 0)
            std::abort();
        const Uuid scan = ids_.nextUuid();
        const std::string nonce = "raw-" + std::to_string(round_) + "-" + std::to_string(number);
        const Digest hash = sha256(nonce);
        const Uuid& zone = event_.zones.front().id.value;
        bind(find_, 1, ticket.id.value.bytes.data(), 16);
        if (!stepRow(find_))
            std::abort();
        bind(presence_, 1, zone.bytes.data(), 16);
        bind(presence_, 2, ticket.id.value.bytes.data(), 16);
        bind(presence_, 3, scan.bytes.data(), 16);
        step(presence_);
        bind(scan_, 1, scan.bytes.data(), 16);
        bindText(scan_, 2, nonce);
        bind(scan_, 3, hash.data(), hash.size());
        bind(scan_, 4, event_.event.id.value.bytes.data(), 16);
        bind(scan_, 5, event_.gates.front().id.value.bytes.data(), 16);
        bind(scan_, 6, zone.bytes.data(), 16);
        bind(scan_, 7, ticket.id.value.bytes.data(), 16);
        bind(scan_, 8, clock_.now().time_since_epoch().count());
        step(scan_);
    }

    RawDatabase& database_;
    const EventSetup& event_;
    SystemClock clock_;
    SystemIdSource ids_{clock_};
    const long round_ = static_cast<long>(clock_.now().time_since_epoch().count());
    sqlite3_stmt* find_ = database_.prepare("SELECT state, revoked FROM ticket WHERE id = ?");
    sqlite3_stmt* presence_ = database_.prepare(
        "INSERT INTO presence (zone_id, ticket_id, inside, entries_left, last_entry) VALUES (?, ?, 1, 0, ?)");
    sqlite3_stmt* scan_ = database_.prepare("INSERT INTO scan (id, scope, nonce, body_hash, event_id, "
                                            "gate_id, zone_id, direction, ticket_id, ticket_state, raw,"
                                            " scanned_at, received_at) VALUES (?1, 'bench', ?2, ?3, ?4, ?5, "
                                            "?6, 'entry', ?7, 'valid', x'', ?8, ?8)");
};

std::vector<double> scanThroughAdmission(admission::Admission& admission,
                                         const std::vector<SoldTicket>& tickets)
{
    std::vector<std::vector<double>> latencies(kCallers);
    {
        std::vector<Thread> callers;
        for (std::size_t caller = 0; caller < kCallers; ++caller)
            callers.emplace_back("caller", [&, caller] {
                for (std::size_t i = caller; i < tickets.size(); i += kCallers) {
                    const auto start = std::chrono::steady_clock::now();
                    const std::string& nonce = tickets[i].token; // each ticket is scanned once
                    const auto outcome = admission.admit({tickets[i].token,
                                                          Direction::Entry,
                                                          "Gate",
                                                          nonce.substr(8, 60),
                                                          {},
                                                          "bench",
                                                          sha256(nonce)});
                    if (!outcome || !std::get<admission::ScanAnswer>(*outcome).verdict.admitted())
                        std::abort();
                    latencies[caller].push_back(microsSince(start));
                }
            });
    }
    std::vector<double> all;
    for (const auto& part : latencies)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

// Admission over the storage plugin, without the rest of a station.
struct Gatehouse
{
    explicit Gatehouse(Venue& venue) : storage(venue.openStorage(plugins)) {}

    StderrLog log{LogLevel::Warning};
    SystemClock clock;
    SystemIdSource ids{clock};
    pluginhost::PluginHost plugins{log, clock, runtime::defaultPluginFolders()};
    std::unique_ptr<sdk::Storage> storage;
    catalog::LocalCatalog catalog{*storage, ids, clock};
    admission::LocalAdmission admission{{*storage, catalog, clock, ids}};
};

} // namespace

int runGate()
{
    std::printf("gate: %zu tickets, %d alternating rounds; seeding…\n", kTickets, kRounds);
    Hall hall;
    std::vector<Round> rawDecision, ourDecision, rawScan, ourScan;
    for (int round = 0; round < kRounds; ++round) {
        const auto look = hall.take(kScans / 2);
        {
            RawDatabase database(hall.venue().database());
            rawDecision.push_back(
                measure(look.size(), [&] { return rawDecisions(database, hall.event(), look); }));
            const auto tickets = hall.take(kScans);
            RawScans scans(database, hall.event());
            rawScan.push_back(measure(tickets.size(), [&] { return scans.scanAll(tickets); }));
        }
        Gatehouse gatehouse(hall.venue());
        ourDecision.push_back(measure(look.size(), [&] { return ourDecisions(gatehouse.admission, look); }));
        const auto tickets = hall.take(kScans);
        ourScan.push_back(
            measure(tickets.size(), [&] { return scanThroughAdmission(gatehouse.admission, tickets); }));
    }
    print("one verification, one look-up", rawDecision);
    print("decision", ourDecision);
    std::printf("  CPU %.2f of verification and look-up (wanted <= 1.3)\n",
                median(ourDecision, &Round::cpuMicrosEach) / median(rawDecision, &Round::cpuMicrosEach));
    print("raw sqlite3, 1 thread, groups of 64", rawScan);
    print("Admission, 64 callers", ourScan);
    std::printf("  rate %.2f of the loop (wanted >= 0.5), p99 %.2f x the loop's\n",
                median(ourScan, &Round::perSecond) / median(rawScan, &Round::perSecond),
                median(ourScan, &Round::p99Millis) / median(rawScan, &Round::p99Millis));
    return 0;
}

} // namespace ace::bench

int main() { return ace::bench::runGate(); }
