// SPDX-License-Identifier: MIT
#include "SqlVouchers.h"

#include "Refusals.h"
#include "Words.h"

namespace ace::sql {

namespace {

#define ACE_VOUCHER_COLUMNS                                                                                  \
    "id, event_id, code, effect, effect_value, opens_hidden, uses_most, uses, valid_from, "                  \
    "valid_until, revision"

Voucher voucherOf(const Query& row)
{
    Voucher voucher;
    voucher.id = row.id<VoucherId>(0);
    voucher.event = row.id<EventId>(1);
    voucher.code = row.text(2);
    voucher.effect = fromWord<VoucherEffect>(row.view(3));
    voucher.value = row.integer(4);
    voucher.opensHidden = row.flag(5);
    voucher.usesMost = row.integer(6);
    voucher.uses = row.integer(7);
    voucher.validity = {row.instant(8), row.instant(9)};
    voucher.revision = row.integer(10);
    return voucher;
}

} // namespace

std::vector<Voucher> SqlVouchers::list(EventId event, const sdk::Page& page) const
{
    std::vector<Voucher> vouchers;
    const auto start = startOf(page);
    for (Query row(session_,
                   "SELECT " ACE_VOUCHER_COLUMNS " FROM voucher WHERE event_id = ? AND id > ?"
                   " ORDER BY id LIMIT ?",
                   event, start, page.most);
         row.next();)
        vouchers.push_back(voucherOf(row));
    for (Voucher& voucher : vouchers)
        readTypes(voucher);
    return vouchers;
}

std::optional<Voucher> SqlVouchers::find(VoucherId id) const
{
    std::optional<Voucher> voucher;
    {
        Query row(session_, "SELECT " ACE_VOUCHER_COLUMNS " FROM voucher WHERE id = ?", id);
        if (row.next())
            voucher = voucherOf(row);
    }
    if (voucher)
        readTypes(*voucher);
    return voucher;
}

std::optional<Voucher> SqlVouchers::findByCode(EventId event, std::string_view code) const
{
    std::optional<Voucher> voucher;
    {
        Query row(session_, "SELECT " ACE_VOUCHER_COLUMNS " FROM voucher WHERE event_id = ? AND code = ?",
                  event, code);
        if (row.next())
            voucher = voucherOf(row);
    }
    if (voucher)
        readTypes(*voucher);
    return voucher;
}

void SqlVouchers::readTypes(Voucher& voucher) const
{
    for (Query row(session_, "SELECT type_id FROM voucher_type WHERE voucher_id = ? ORDER BY position",
                   voucher.id);
         row.next();)
        voucher.types.push_back(row.id<TicketTypeId>(0));
}

void SqlVouchers::codeMustBeFree(const Voucher& voucher) const
{
    if (Query(session_, "SELECT 1 FROM voucher WHERE event_id = ? AND code = ? AND id <> ?", voucher.event,
              voucher.code, voucher.id)
            .next())
        refuse(ErrorCode::Conflict, "the event has a voucher \"" + voucher.code + "\" already");
}

void SqlVouchers::insert(const Voucher& voucher)
{
    codeMustBeFree(voucher);
    run(session_,
        "INSERT INTO voucher (id, event_id, code, effect, effect_value, opens_hidden, uses_most, uses, "
        "valid_from,"
        " valid_until, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        voucher.id, voucher.event, voucher.code, word(voucher.effect), voucher.value, voucher.opensHidden,
        voucher.usesMost, voucher.uses, voucher.validity.from, voucher.validity.until, voucher.revision);
    writeTypes(voucher);
}

void SqlVouchers::update(const Voucher& voucher, std::int64_t expectedRevision)
{
    codeMustBeFree(voucher);
    const auto changed =
        run(session_,
            "UPDATE voucher SET code = ?, effect = ?, effect_value = ?, opens_hidden = ?, uses_most = ?,"
            " valid_from = ?, valid_until = ?, revision = revision + 1"
            " WHERE id = ? AND event_id = ? AND revision = ? AND uses <= ?",
            voucher.code, word(voucher.effect), voucher.value, voucher.opensHidden, voucher.usesMost,
            voucher.validity.from, voucher.validity.until, voucher.id, voucher.event, expectedRevision,
            voucher.usesMost);
    if (changed == 0 &&
        Query(session_, "SELECT 1 FROM voucher WHERE id = ? AND uses > ?", voucher.id, voucher.usesMost)
            .next())
        refuse(ErrorCode::Conflict,
               "voucher \"" + voucher.code + "\" was used more often than it may be from now on");
    mustBeCurrent(session_, changed, "voucher", voucher.id.value);
    run(session_, "DELETE FROM voucher_type WHERE voucher_id = ?", voucher.id);
    writeTypes(voucher);
}

void SqlVouchers::writeTypes(const Voucher& voucher)
{
    for (std::size_t i = 0; i < voucher.types.size(); ++i)
        run(session_, "INSERT INTO voucher_type (voucher_id, position, type_id) VALUES (?, ?, ?)", voucher.id,
            i, voucher.types[i]);
}

bool takeVoucherUse(Session& session, VoucherId voucher, EventId event)
{
    return run(session,
               "UPDATE voucher SET uses = uses + 1 WHERE id = ? AND event_id = ? AND uses < uses_most",
               voucher, event) == 1;
}

void giveBackVoucherUse(Session& session, OrderId order)
{
    std::optional<VoucherId> voucher;
    {
        Query row(session, "SELECT voucher_id FROM orders WHERE id = ?", order);
        if (row.next())
            voucher = row.optionalId<VoucherId>(0);
    }
    if (voucher &&
        run(session, "UPDATE voucher SET uses = uses - 1 WHERE id = ? AND uses > 0", *voucher) != 1)
        throw SqlError(Fault::Corrupt, "a voucher on record does not hold the use that an order took of it");
}

#undef ACE_VOUCHER_COLUMNS

} // namespace ace::sql
