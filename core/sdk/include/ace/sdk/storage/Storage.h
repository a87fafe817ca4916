// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Log.h>
#include <ace/base/Result.h>
#include <ace/sdk/storage/OrderDraft.h>
#include <ace/sdk/storage/Repositories.h>
#include <ace/sdk/storage/ScanDraft.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace ace::sdk {

// The record. A typed C++ interface, so a storage plugin must carry exactly the host's build tag.
//
// The two hot writes are bulk: one call is one transaction, and each item has its own answer. An item that
// cannot be done takes nothing of the others with it. When the COMMIT fails, no item is answered as done:
// each is tried again alone, and what fails again is `outcome_unknown` (it may stand after a restart; its key
// tells) or another error. Thread-safe. An answer is given after it is durable.
class Storage
{
public:
    virtual ~Storage() = default;

    virtual std::vector<Result<PlaceOutcome>> placeOrders(std::span<const OrderDraft> drafts) = 0;
    virtual std::vector<Result<ScanOutcome>> recordScans(std::span<const ScanDraft> drafts) = 0;

    // `work` runs on the caller's thread, in its turn, and may run more than once: inside it no crypto, no
    // I/O, no wait, no other call of Storage (asserted). An error undoes a transact(). A read() sees one
    // moment. Busy: no turn came for 30 seconds.
    using ReadWork = std::function<Result<void>(const ReadAccess&)>;
    using WriteWork = std::function<Result<void>(WriteAccess&)>;
    virtual Result<void> read(const ReadWork& work) = 0;
    virtual Result<void> transact(const WriteWork& work) = 0;

    // read() and transact() of a function that gives a value.
    template <class Work, class T = std::invoke_result_t<Work, const ReadAccess&>>
    Result<T> readValue(Work work)
    {
        std::optional<T> value;
        auto done = read([&](const ReadAccess& access) -> Result<void> {
            value.emplace(work(access));
            return {};
        });
        if (!done)
            return failure(std::move(done));
        return std::move(*value);
    }
    template <class Work, class T = std::invoke_result_t<Work, WriteAccess&>>
    Result<T> transactValue(Work work)
    {
        std::optional<T> value;
        auto done = transact([&](WriteAccess& access) -> Result<void> {
            value.emplace(work(access));
            return {};
        });
        if (!done)
            return failure(std::move(done));
        return std::move(*value);
    }
};

struct StorageOptions
{
    std::filesystem::path folder; // the data folder; exists
    std::string settings;         // JSON: the plugin's own table of the configuration
    Log& log;
    const Clock& clock;
};

// What a storage plugin's device answers to query(kStorageInterface).
class StorageFactory
{
public:
    virtual ~StorageFactory() = default;
    // Locks the folder (Busy, naming the holder), migrates it, opens it.
    virtual Result<std::unique_ptr<Storage>> open(const StorageOptions& options) = 0;
    // Beside whoever has the folder open: what writes answers Unavailable. NotFound: there is no record yet;
    // Conflict: its schema is not this program's.
    virtual Result<std::unique_ptr<Storage>> openForReading(const StorageOptions& options) = 0;
    // A copy of the record at one moment, checked and durable in the empty folder `target`, while others go
    // on writing. Answers the name of the copy's latest schema step, which may be older than this
    // program's.
    virtual Result<std::string> backUp(const StorageOptions& options,
                                       const std::filesystem::path& target) = 0;
};

inline constexpr char kStorageInterface[] = "ace.storage/1";

} // namespace ace::sdk
