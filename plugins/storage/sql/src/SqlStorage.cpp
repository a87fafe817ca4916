// SPDX-License-Identifier: MIT
#include <ace/sql/SqlStorage.h>

#include "BulkWrite.h"
#include "OrderPlacer.h"
#include "Repositories.h"
#include "ScanRecorder.h"

#include <ace/base/Assert.h>

#include <algorithm>

namespace ace::sql {

namespace {

std::vector<std::unique_ptr<Session>> openSessions(Database& database, Access access, std::size_t count)
{
    std::vector<std::unique_ptr<Session>> sessions;
    for (std::size_t i = 0; i < count; ++i)
        sessions.push_back(database.openSession(access));
    return sessions;
}

} // namespace

class SqlStorage::Call
{
public:
    explicit Call(SqlStorage& storage) : storage_(storage)
    {
        const std::lock_guard lock(storage_.callersMutex_);
        const bool nested = std::ranges::count(storage_.callers_, std::this_thread::get_id()) > 0;
        ACE_ASSERT(!nested);
        storage_.callers_.push_back(std::this_thread::get_id());
    }
    ~Call()
    {
        const std::lock_guard lock(storage_.callersMutex_);
        std::erase(storage_.callers_, std::this_thread::get_id());
    }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

private:
    SqlStorage& storage_;
};

SqlStorage::SqlStorage(std::unique_ptr<Database> database, const Sizes& sizes)
    : database_(std::move(database)),
      writers_(openSessions(*database_, Access::Write, sizes.writers), sizes.patience),
      readers_(openSessions(*database_, Access::Read, sizes.readers), sizes.patience)
{
}

template <class Outcome, class Draft, class Item>
std::vector<Result<Outcome>> SqlStorage::writeAll(std::span<const Draft> drafts, Item item)
{
    const Call call(*this);
    if (drafts.empty())
        return {};
    auto turn = writers_.take();
    if (!turn)
        return std::vector<Result<Outcome>>(drafts.size(), failure(std::move(turn)));
    Session& session = turn->session();
    auto once = [&](const Draft& draft) { return item(session, draft); };
    auto answers = BulkWrite<Outcome, Draft, decltype(once)>(session, once).run(drafts);
    session.tidyUp();
    return answers;
}

std::vector<Result<sdk::PlaceOutcome>> SqlStorage::placeOrders(std::span<const sdk::OrderDraft> drafts)
{
    return writeAll<sdk::PlaceOutcome>(drafts, [](Session& session, const sdk::OrderDraft& draft) {
        return OrderPlacer(session).place(draft);
    });
}

std::vector<Result<sdk::ScanOutcome>> SqlStorage::recordScans(std::span<const sdk::ScanDraft> drafts)
{
    return writeAll<sdk::ScanOutcome>(drafts, [](Session& session, const sdk::ScanDraft& draft) {
        return ScanRecorder(session).record(draft);
    });
}

Result<void> SqlStorage::read(const ReadWork& work)
{
    const Call call(*this);
    auto turn = readers_.take();
    if (!turn)
        return failure(std::move(turn));
    try {
        Repositories record(turn->session());
        Transaction transaction(turn->session(), Access::Read);
        return work(record.forReading());
    } catch (const sdk::StorageError& error) {
        return Failure(error.error());
    }
}

Result<void> SqlStorage::transact(const WriteWork& work)
{
    const Call call(*this);
    auto turn = writers_.take();
    if (!turn)
        return failure(std::move(turn));
    Session& session = turn->session();
    try {
        Repositories record(session);
        Transaction transaction(session, Access::Write);
        sdk::WriteAccess access = record.forWriting();
        if (auto done = work(access); !done)
            return done;
        try {
            transaction.commit();
        } catch (const SqlError& error) {
            return Failure(error.commitError());
        }
    } catch (const sdk::StorageError& error) {
        return Failure(error.error());
    }
    session.tidyUp();
    return {};
}

} // namespace ace::sql
