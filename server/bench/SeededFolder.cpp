// SPDX-License-Identifier: MIT
#include "SeededFolder.h"

#include "BenchSupport.h"

#include <ace/catalog/EventImport.h>
#include <ace/runtime/Runtime.h>

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <random>

namespace ace::server {

namespace {

constexpr const char* kEvent = R"(
[event]
slug = "bench"
name = "Benchmark"
time_zone = "UTC"
starts = "2020-01-01T00:00"
ends = "2099-01-01T00:00"
[[quota]]
name = "ground"
size = 100000000
[[zone]]
name = "Ground"
[[ticket_type]]
name = "General"
price = 2500
max_per_order = 10
zones = ["Ground"]
quotas = ["ground"]
[[gate]]
name = "Gate"
zone = "Ground"
)";

constexpr int kTicketsAnOrder = 10;
constexpr std::size_t kScannableMost = 100'000; // signing takes time

std::filesystem::path freshFolder()
{
    std::string pattern = std::string(ACE_BIN_DIR) + "/bench-XXXXXX";
    if (!::mkdtemp(pattern.data()))
        fail("cannot make a folder at " + pattern);
    return pattern;
}

} // namespace

// The rows of the first order, and copies of them.
class SeededFolder::Rows
{
public:
    using Replaced = std::map<std::string, std::string>; // column → what stands there in the copy

    explicit Rows(const std::filesystem::path& file)
    {
        check(sqlite3_open(file.c_str(), &database_));
        // The rows are right, and nothing is lost if they are: checking and syncing is not the subject.
        for (const char* sql : {"PRAGMA synchronous = OFF", "PRAGMA foreign_keys = OFF", "BEGIN"})
            run(sql);
        order_ = copy("orders", {{"id", "?1"}, {"code", "?2"}, {"idempotency_key", "?2"}}, "");
        parts_ = {copy("order_line", {{"order_id", "?1"}}, ""), copy("order_claim", {{"order_id", "?1"}}, ""),
                  copy("payment", {{"order_id", "?1"}, {"id", "?3"}}, "")};
        ticket_ = copy("ticket", {{"order_id", "?1"}, {"id", "?3"}, {"token", "?5"}}, " AND position = ?4");
    }
    ~Rows()
    {
        for (sqlite3_stmt* statement : statements_)
            sqlite3_finalize(statement);
        sqlite3_close(database_);
    }
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;

    SigningSeed seed()
    {
        sqlite3_stmt* row = prepare("SELECT key_id, seed FROM signing_seed");
        if (sqlite3_step(row) != SQLITE_ROW)
            fail("the event has no signing key");
        SigningSeed seed{static_cast<KeyId>(sqlite3_column_int64(row, 0)), {}};
        std::memcpy(seed.seed.data(), sqlite3_column_blob(row, 1), seed.seed.size());
        sqlite3_reset(row);
        return seed;
    }

    void copyOrder(const Uuid& order, const std::string& code, const Uuid& payment)
    {
        sqlite3_bind_text(order_, 2, code.data(), static_cast<int>(code.size()), SQLITE_STATIC);
        bind(parts_.back(), 3, payment);
        step(order_, order);
        for (sqlite3_stmt* part : parts_)
            step(part, order);
    }

    void copyTicket(const Uuid& order, const Uuid& id, int position, const TokenBytes& token)
    {
        bind(ticket_, 3, id);
        sqlite3_bind_int(ticket_, 4, position);
        sqlite3_bind_blob(ticket_, 5, token.data(), static_cast<int>(token.size()), SQLITE_STATIC);
        step(ticket_, order);
    }

    void finish(std::size_t tickets)
    {
        run(("UPDATE quota SET sold = sold + " + std::to_string(tickets)).c_str());
        run("COMMIT");
        run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

private:
    void check(int code)
    {
        if (code != SQLITE_OK)
            fail(std::string("seeding: ") + sqlite3_errmsg(database_));
    }

    void run(const char* sql) { check(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr)); }

    sqlite3_stmt* prepare(const std::string& sql)
    {
        sqlite3_stmt* statement = nullptr;
        check(sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr));
        statements_.push_back(statement);
        return statement;
    }

    static void bind(sqlite3_stmt* statement, int index, const Uuid& id)
    {
        sqlite3_bind_blob(statement, index, id.bytes.data(), 16, SQLITE_STATIC);
    }

    // Copies rows of the first order. ?1 is the new order's id.
    sqlite3_stmt* copy(const std::string& table, const Replaced& replaced, const std::string& which)
    {
        std::string columns, values;
        sqlite3_stmt* row = prepare("SELECT name FROM pragma_table_info('" + table + "')");
        while (sqlite3_step(row) == SQLITE_ROW) {
            const std::string name = reinterpret_cast<const char*>(sqlite3_column_text(row, 0));
            const auto other = replaced.find(name);
            columns += (columns.empty() ? "" : ", ") + name;
            values += (values.empty() ? "" : ", ") + (other == replaced.end() ? name : other->second);
        }
        const std::string key = table == "orders" ? "id" : "order_id";
        return prepare("INSERT INTO " + table + " (" + columns + ") SELECT " + values + " FROM " + table +
                       " WHERE " + key + " = x'" + firstOrder() + "'" + which);
    }

    std::string firstOrder()
    {
        if (first_.empty()) {
            sqlite3_stmt* row = prepare("SELECT hex(id) FROM orders");
            if (sqlite3_step(row) != SQLITE_ROW)
                fail("the first order was not sold");
            first_ = reinterpret_cast<const char*>(sqlite3_column_text(row, 0));
            sqlite3_reset(row);
        }
        return first_;
    }

    void step(sqlite3_stmt* statement, const Uuid& order)
    {
        bind(statement, 1, order);
        if (sqlite3_step(statement) != SQLITE_DONE || sqlite3_changes(database_) != 1)
            fail(std::string("seeding: ") + sqlite3_errmsg(database_));
        sqlite3_reset(statement);
    }

    sqlite3* database_ = nullptr;
    std::string first_;
    std::vector<sqlite3_stmt*> statements_;
    sqlite3_stmt* order_ = nullptr;
    std::vector<sqlite3_stmt*> parts_; // the payment last
    sqlite3_stmt* ticket_ = nullptr;
};

SeededFolder::SeededFolder(std::size_t tickets) : tickets_(tickets), folder_(freshFolder())
{
    must(folder_.prepare(ids_));
    must(folder_.markDemo());
    sellFirst();
    copyFirst();
}

SeededFolder::~SeededFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(folder_.path(), ignored);
}

std::unique_ptr<runtime::Runtime> SeededFolder::open()
{
    return must(runtime::Runtime::startLocal(runtime::Settings::defaults(true), folder_,
                                             {log_, clock_, ids_, runtime::defaultPluginFolders()}));
}

std::string SeededFolder::bearer(runtime::Role role) const
{
    return must(folder_.issueBearer(role, clock_.now()));
}

std::vector<std::string> SeededFolder::newKeys(std::size_t count)
{
    std::vector<std::string> keys(count);
    std::ranges::generate(keys, [&] { return ids_.nextUuid().toString(); });
    return keys;
}

std::vector<std::string> SeededFolder::takeTokens(std::size_t count)
{
    if (count > tokens_.size())
        fail("all seeded tickets are scanned");
    std::vector<std::string> taken(tokens_.end() - static_cast<std::ptrdiff_t>(count), tokens_.end());
    tokens_.resize(tokens_.size() - count);
    return taken;
}

void SeededFolder::sellFirst()
{
    const auto runtime = open();
    must(runtime->catalog().importEvent(must(catalog::parseEvent(kEvent, "bench", ids_))));
    event_ = *must(runtime->catalog().findEvent("bench"));
    boxoffice::OrderRequest request;
    request.eventSlug = "bench";
    request.items = {{event_.types.front().id, kTicketsAnOrder}};
    request.customer = {"Grace Hopper", "grace@example.org"};
    request.paymentMethod = "cash";
    request.idempotency = sdk::IdempotencyKey{"bench", "first", sha256("first")};
    if (!std::holds_alternative<boxoffice::Sold>(must(runtime->boxOffice().sell(request))))
        fail("the first order was refused");
}

void SeededFolder::copyFirst()
{
    Rows rows(folder_.path() / "ace.db");
    const ticketing::Signer signer(rows.seed());
    for (std::size_t number = kTicketsAnOrder; number < tickets_; number += kTicketsAnOrder)
        copyOrder(rows, signer, number);
    rows.finish(tickets_ - kTicketsAnOrder);
    std::ranges::shuffle(tokens_, std::mt19937(1)); // people come in no order
}

void SeededFolder::copyOrder(Rows& rows, const ticketing::Signer& signer, std::size_t number)
{
    const Uuid order = ids_.nextUuid();
    rows.copyOrder(order, "S" + std::to_string(number), ids_.nextUuid());
    const std::size_t stride = std::max<std::size_t>(1, tickets_ / kScannableMost);
    for (int position = 0; position < kTicketsAnOrder; ++position) {
        ticketing::Token token;
        token.ticket = ids_.next<TicketId>();
        token.typeNumber = event_.types.front().number;
        token.validUntil = 4'000'000'000u;
        const bool scanned = (number + static_cast<std::size_t>(position)) % stride == 0;
        if (scanned)
            signer.sign(token);
        const TokenBytes bytes = ticketing::toBytes(token);
        rows.copyTicket(order, token.ticket.value, position, bytes);
        if (scanned)
            tokens_.push_back(ticketing::encode(bytes));
    }
}

} // namespace ace::server
