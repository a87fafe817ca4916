// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/sql/Transaction.h>

#include <optional>
#include <span>
#include <vector>

namespace ace::sql {

// Many items in one transaction, each with its own answer; `Item` is Outcome(const Draft&) and undoes what it
// wrote when it throws. When the transaction fails, each item has one more, alone. Nothing is answered before
// it is durable.
template <class Outcome, class Draft, class Item> class BulkWrite
{
public:
    BulkWrite(Session& session, Item item) : session_(session), item_(std::move(item)) {}

    std::vector<Result<Outcome>> run(std::span<const Draft> drafts)
    {
        try {
            return runTogether(drafts);
        } catch (const SqlError& error) {
            if (!begun_)
                return std::vector<Result<Outcome>>(drafts.size(), Failure(error.error()));
        }
        std::vector<Result<Outcome>> answers;
        answers.reserve(drafts.size());
        for (const Draft& draft : drafts)
            answers.push_back(runAlone(draft));
        return answers;
    }

private:
    std::vector<Result<Outcome>> runTogether(std::span<const Draft> drafts)
    {
        std::vector<Result<Outcome>> answers;
        answers.reserve(drafts.size());
        Transaction transaction(session_, Access::Write);
        begun_ = true;
        for (const Draft& draft : drafts)
            answers.push_back(runItem(draft));
        commit(transaction);
        return answers;
    }

    Result<Outcome> runAlone(const Draft& draft)
    {
        try {
            return std::move(runTogether({&draft, 1}).front());
        } catch (const SqlError& error) {
            return Failure(commitUnknown_
                               ? SqlError(Fault::Unknown, error.detail(), error.error().where).commitError()
                               : error.error());
        }
    }

    // A failure that says nothing about the rest of the transaction is this item's answer; any other ends it.
    Result<Outcome> runItem(const Draft& draft)
    {
        std::optional<Error> refused;
        try {
            Result<Outcome> answer = item_(draft);
            mustBeOpen();
            return answer;
        } catch (const SqlError& error) {
            if (error.fault() != Fault::Caller && error.fault() != Fault::Duplicate)
                throw;
            refused = error.error();
        } catch (const sdk::StorageError& error) {
            refused = error.error();
        }
        mustBeOpen();
        return Failure(std::move(*refused));
    }

    void mustBeOpen() const
    {
        if (!session_.inTransaction())
            throw SqlError(Fault::Internal, "the transaction ended by itself");
    }

    void commit(Transaction& transaction)
    {
        try {
            transaction.commit();
        } catch (const SqlError& error) {
            commitUnknown_ = commitUnknown_ || error.fault() == Fault::Unknown;
            throw;
        }
    }

    Session& session_;
    Item item_;
    bool begun_ = false;
    // A COMMIT failed and may be on the disk all the same, with every item that it had: from then on an item
    // that fails again, in whatever way, is one whose outcome is unknown.
    bool commitUnknown_ = false;
};

} // namespace ace::sql
