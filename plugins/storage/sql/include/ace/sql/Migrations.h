// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Embedded.h>
#include <ace/sql/Session.h>

#include <span>
#include <string_view>

namespace ace::sql {

// How an engine spells what the schema leaves open.
struct Dialect
{
    std::string_view id;        // "{id}": the type of a 16-byte key
    std::string_view bytes;     // "{bytes}": the type of a short binary value
    std::string_view clustered; // "{clustered}", after a table: its rows live in its primary key
    std::string_view
        appendOnly; // "{append_only TABLE}": statements that make UPDATE and DELETE of "{table}" impossible
};

// The schema's own steps, "0001_….sql" and on.
std::span<const embedded::File> migrations();

// Brings the schema up to date: forward only, each step in a transaction of its own. Throws StorageError when
// the schema is newer than `steps`, or a step on record is not the one given. Answers how many steps had been
// taken before; none: the record is new.
std::size_t migrate(Session& session, const Dialect& dialect, std::span<const embedded::File> steps,
                    Instant now);

// Throws StorageError (Conflict) unless the database has taken exactly `steps`.
void checkSchema(Session& session, std::span<const embedded::File> steps);

} // namespace ace::sql
