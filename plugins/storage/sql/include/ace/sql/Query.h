// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/base/Money.h>
#include <ace/sql/Session.h>

#include <algorithm>
#include <array>
#include <concepts>
#include <optional>
#include <type_traits>
#include <utility>

namespace ace::sql {

// What may be bound: an lvalue, which outlives the query, or something that owns no memory.
template <class T>
concept Bindable = std::is_lvalue_reference_v<T> || std::integral<std::remove_cvref_t<T>> ||
    std::same_as<std::remove_cvref_t<T>, std::string_view> || std::same_as<std::remove_cvref_t<T>, Instant>;

inline void bindValue(Statement& statement, int at, std::integral auto value)
{
    statement.bindInteger(at, static_cast<std::int64_t>(value));
}
inline void bindValue(Statement& statement, int at, std::string_view text) { statement.bindText(at, text); }
inline void bindValue(Statement& statement, int at, Instant instant)
{
    statement.bindInteger(at, instant.time_since_epoch().count());
}
inline void bindValue(Statement& statement, int at, std::span<const std::uint8_t> bytes)
{
    statement.bindBytes(at, bytes);
}
template <class Tag> void bindValue(Statement& statement, int at, const Id<Tag>& id)
{
    statement.bindBytes(at, id.value.bytes);
}
template <std::size_t size>
void bindValue(Statement& statement, int at, const std::array<std::uint8_t, size>& bytes)
{
    statement.bindBytes(at, bytes);
}
template <class T> void bindValue(Statement& statement, int at, const std::optional<T>& value)
{
    if (value)
        bindValue(statement, at, *value);
    else
        statement.bindNull(at);
}

// One use of a prepared statement, which is free again when this goes:
//   for (Query row(session, "SELECT id, name FROM zone WHERE event_id = ?", event); row.next();)
//       zones.push_back({row.id<ZoneId>(0), row.text(1)});
class Query
{
public:
    template <Bindable... Values>
    Query(Session& session, std::string_view sql, Values&&... values) : statement_(session.prepare(sql))
    {
        int at = 0;
        (bindValue(statement_, ++at, values), ...);
    }
    ~Query() { statement_.reset(); }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    bool next() { return statement_.step(); }

    bool isNull(int column) const { return statement_.isNull(column); }
    bool flag(int column) const { return statement_.integer(column) != 0; }
    std::string text(int column) const { return std::string(statement_.text(column)); }
    std::string_view view(int column) const { return statement_.text(column); }
    Instant instant(int column) const { return Instant(Microseconds(statement_.integer(column))); }
    template <std::integral T = std::int64_t> T integer(int column) const
    {
        const std::int64_t value = statement_.integer(column);
        if (!std::in_range<T>(value))
            throw SqlError(Fault::Corrupt, "a number on record is out of range");
        return static_cast<T>(value);
    }
    template <class AnId> AnId id(int column) const { return AnId{Uuid{array<16>(column)}}; }
    template <std::size_t size> std::array<std::uint8_t, size> array(int column) const
    {
        const auto bytes = statement_.bytes(column);
        if (bytes.size() != size)
            throw SqlError(Fault::Corrupt, "bytes on record have the wrong length");
        std::array<std::uint8_t, size> copy;
        std::copy(bytes.begin(), bytes.end(), copy.begin());
        return copy;
    }
    Currency currency(int column) const
    {
        const auto currency = Currency::parse(statement_.text(column));
        if (!currency)
            throw SqlError(Fault::Corrupt, "a currency on record has no three letters");
        return *currency;
    }
    std::string rawBytes(int column) const { return std::string(asText(statement_.bytes(column))); }
    template <class AnId> std::optional<AnId> optionalId(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional<AnId>(id<AnId>(column));
    }

private:
    Statement& statement_;
};

// Runs a statement that gives no rows; answers how many it wrote.
template <Bindable... Values> std::int64_t run(Session& session, std::string_view sql, Values&&... values)
{
    Statement& statement = session.prepare(sql);
    struct Reset
    {
        Statement& statement;
        ~Reset() { statement.reset(); }
    } const reset{statement};
    int at = 0;
    (bindValue(statement, ++at, values), ...);
    statement.step();
    return statement.changes();
}

} // namespace ace::sql
