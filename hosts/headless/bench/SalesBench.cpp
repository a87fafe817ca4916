// SPDX-License-Identifier: MIT
// Sales: 32 callers through BoxOffice, one signed ticket each, against one thread that signs and writes the
// same rows by raw sqlite3 in groups of 32. Both wait for the disk. Wanted: ≥ 0.5 of the loop's rate, ≤ 0.1
// syncs a sale, p99 ≤ 3× the loop's.
#include "BenchSupport.h"

#include <ace/base/Thread.h>
#include <ace/ticketing/Signing.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace ace::bench {

namespace {

constexpr std::size_t kCallers = 32;
const std::size_t kSalesEach = isShort() ? 10 : 500;
const std::size_t kSales = kCallers * kSalesEach;
const int kRounds = isShort() ? 1 : 5;

double microsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
}

// The rows of an order, as the storage plugin writes them.
class RawSales
{
public:
    RawSales(RawDatabase& database, const EventSetup& setup) : database_(database), setup_(setup) {}

    std::vector<double> sellAll()
    {
        std::vector<double> latencies;
        for (std::size_t sold = 0; sold < kSales; sold += kCallers) {
            const auto start = std::chrono::steady_clock::now();
            database_.run("BEGIN IMMEDIATE");
            for (std::size_t i = 0; i < kCallers; ++i)
                sellOne(sold + i);
            database_.run("COMMIT");
            latencies.insert(latencies.end(), kCallers, microsSince(start));
        }
        return latencies;
    }

private:
    void sellOne(std::size_t number)
    {
        const TicketType& type = setup_.types.front();
        const Uuid order = ids_.nextUuid(), payment = ids_.nextUuid();
        ticketing::Token token;
        token.ticket = ids_.next<TicketId>();
        token.typeNumber = type.number;
        token.validUntil = 4'000'000'000u;
        signer_.sign(token);
        const TokenBytes bytes = ticketing::toBytes(token);
        const std::string key = "raw-" + std::to_string(number), code = "R" + std::to_string(number);
        const Digest hash = sha256(key);

        bind(claim_, 1, type.quotas.front().value.bytes.data(), 16);
        step(claim_);
        bind(order_, 1, order.bytes.data(), 16);
        bindText(order_, 2, code);
        bind(order_, 3, setup_.event.id.value.bytes.data(), 16);
        bind(order_, 4, clock_.now().time_since_epoch().count());
        bindText(order_, 5, key);
        bind(order_, 6, hash.data(), hash.size());
        step(order_);
        for (sqlite3_stmt* row : {line_, claimRow_, ticket_, payment_})
            bind(row, 1, order.bytes.data(), 16);
        bind(line_, 2, type.id.value.bytes.data(), 16);
        bind(claimRow_, 2, type.quotas.front().value.bytes.data(), 16);
        bind(ticket_, 2, token.ticket.value.bytes.data(), 16);
        bind(ticket_, 3, type.id.value.bytes.data(), 16);
        bind(ticket_, 4, bytes.data(), bytes.size());
        bind(payment_, 2, payment.bytes.data(), 16);
        for (sqlite3_stmt* row : {line_, claimRow_, ticket_, payment_})
            step(row);
    }

    RawDatabase& database_;
    const EventSetup& setup_;
    SystemClock clock_;
    SystemIdSource ids_{clock_};
    ticketing::Signer signer_{SigningSeed{1, {}}};
    sqlite3_stmt* claim_ = database_.prepare(
        "UPDATE quota SET sold = sold + 1 WHERE id = ? AND sold + held + leased + 1 <= size");
    sqlite3_stmt* order_ =
        database_.prepare("INSERT INTO orders (id, code, access_key, event_id, channel, state, "
                          "customer_name, customer_email, currency, total,"
                          " created_at, idempotency_scope, idempotency_key, idempotency_hash)"
                          " VALUES (?1, ?2, 'abcdefghijklmnopqrstuv', ?3, 'counter', 'paid', 'Grace Hopper', "
                          "'grace@example.org', 'USD', 2500,"
                          " ?4, 'bench', ?5, ?6)");
    sqlite3_stmt* line_ = database_.prepare(
        "INSERT INTO order_line (order_id, position, type_id, quantity, unit_price, tax_rate_ppm, tax, total)"
        " VALUES (?1, 0, ?2, 1, 2500, 0, 0, 2500)");
    sqlite3_stmt* claimRow_ =
        database_.prepare("INSERT INTO order_claim (order_id, quota_id, quantity) VALUES (?1, ?2, 1)");
    sqlite3_stmt* ticket_ =
        database_.prepare("INSERT INTO ticket (order_id, id, position, type_id, state, revoked, token)"
                          " VALUES (?1, ?2, 0, ?3, 'valid', 0, ?4)");
    sqlite3_stmt* payment_ = database_.prepare(
        "INSERT INTO payment (order_id, id, method, state, currency, amount, tendered, change_given)"
        " VALUES (?1, ?2, 'cash', 'confirmed', 'USD', 2500, 2500, 0)");
};

std::vector<double> sellThroughBoxOffice(runtime::Runtime& runtime, TicketTypeId type)
{
    std::vector<std::vector<double>> latencies(kCallers);
    {
        std::vector<Thread> callers;
        for (std::size_t caller = 0; caller < kCallers; ++caller)
            callers.emplace_back("caller", [&, caller] {
                for (std::size_t i = 0; i < kSalesEach; ++i) {
                    const auto start = std::chrono::steady_clock::now();
                    const std::string key = std::to_string(caller) + "-" + std::to_string(i);
                    boxoffice::OrderRequest request;
                    request.eventSlug = "bench";
                    request.items = {{type, 1}};
                    request.customer = {"Grace Hopper", "grace@example.org"};
                    request.paymentMethod = "cash";
                    request.idempotency = sdk::IdempotencyKey{"bench", key, sha256(key)};
                    const auto outcome = runtime.boxOffice().sell(request);
                    if (!outcome || !std::holds_alternative<boxoffice::Sold>(*outcome))
                        std::abort(); // a benchmark that does not sell measures nothing
                    latencies[caller].push_back(microsSince(start));
                }
            });
    }
    std::vector<double> all;
    for (const auto& part : latencies)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace

int runSales()
{
    std::printf("sales: %zu callers, %zu sales a round, %d alternating rounds, WAL, synchronous=FULL\n",
                kCallers, kSales, kRounds);
    std::vector<Round> raw, ours;
    for (int round = 0; round < kRounds; ++round) {
        {
            Venue venue;
            const catalog::EventPtr event = venue.event(*venue.open());
            RawDatabase database(venue.database());
            RawSales sales(database, *event);
            raw.push_back(measure(kSales, [&] { return sales.sellAll(); }));
        }
        Venue venue;
        auto runtime = venue.open();
        const TicketTypeId type = venue.event(*runtime)->types.front().id;
        ours.push_back(measure(kSales, [&] { return sellThroughBoxOffice(*runtime, type); }));
    }
    print("raw sqlite3, 1 thread, groups of 32", raw);
    print("BoxOffice, 32 callers", ours);
    std::printf(
        "  rate %.2f of the loop (wanted >= 0.5), %.3f syncs a sale (<= 0.1), p99 %.2f x the loop's (<= 3)\n",
        median(ours, &Round::perSecond) / median(raw, &Round::perSecond), median(ours, &Round::syncsEach),
        median(ours, &Round::p99Millis) / median(raw, &Round::p99Millis));
    return 0;
}

} // namespace ace::bench

int main() { return ace::bench::runSales(); }
