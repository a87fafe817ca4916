// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/storage/Storage.h>
#include <ace/sql/SessionPool.h>

#include <functional>
#include <thread>

namespace ace::sql {

// The record over any SQL engine: what to do inside a transaction is written once, here and in the classes it
// uses; how to begin and commit one is the engine's Session. `work` of read() and transact() runs on the
// caller's thread.
class SqlStorage : public sdk::Storage
{
public:
    struct Sizes
    {
        std::size_t writers = 1; // 0: what writes answers Unavailable
        std::size_t readers = 8;
        std::chrono::milliseconds patience{30'000}; // how long a caller waits for its turn
    };

    // Opens its sessions; throws StorageError.
    SqlStorage(std::unique_ptr<Database> database, const Sizes& sizes);

    std::vector<Result<sdk::PlaceOutcome>> placeOrders(std::span<const sdk::OrderDraft> drafts) override;
    std::vector<Result<sdk::ScanOutcome>> recordScans(std::span<const sdk::ScanDraft> drafts) override;
    Result<void> read(const ReadWork& work) override;
    Result<void> transact(const WriteWork& work) override;

private:
    // Asserts that no thread calls Storage from within a call of Storage.
    class Call;

    template <class Outcome, class Draft, class Item>
    std::vector<Result<Outcome>> writeAll(std::span<const Draft> drafts, Item item);

    std::unique_ptr<Database> database_; // first: it outlives its sessions
    SessionPool writers_;
    SessionPool readers_;
    std::mutex callersMutex_;
    std::vector<std::thread::id> callers_;
};

} // namespace ace::sql
