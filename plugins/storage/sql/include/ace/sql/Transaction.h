// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Query.h>

namespace ace::sql {

// Undone unless committed.
class Transaction
{
public:
    Transaction(Session& session, Access access) : session_(session) { session_.begin(access); }
    ~Transaction() { session_.rollback(); }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit() { session_.commit(); }

private:
    Session& session_;
};

// Part of a transaction; undone unless kept. If it cannot be undone the whole transaction is.
class Savepoint
{
public:
    explicit Savepoint(Session& session) : session_(session) { run(session_, "SAVEPOINT item"); }
    ~Savepoint()
    {
        if (!kept_ && session_.inTransaction())
            undo();
    }
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;

    void keep()
    {
        run(session_, "RELEASE item");
        kept_ = true;
    }

private:
    void undo() noexcept
    {
        try {
            run(session_, "ROLLBACK TO item");
            run(session_, "RELEASE item");
        } catch (const SqlError&) { // whoever runs the transaction sees that it is gone
            session_.rollback();
        }
    }

    Session& session_;
    bool kept_ = false;
};

} // namespace ace::sql
