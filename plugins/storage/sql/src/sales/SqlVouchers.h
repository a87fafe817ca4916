// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlVouchers : public sdk::VoucherRepository
{
public:
    explicit SqlVouchers(Session& session) : session_(session) {}

    std::vector<Voucher> list(EventId event, const sdk::Page& page) const override;
    std::optional<Voucher> find(VoucherId id) const override;
    std::optional<Voucher> findByCode(EventId event, std::string_view code) const override;

    void insert(const Voucher& voucher) override;
    void update(const Voucher& voucher, std::int64_t expectedRevision) override;

private:
    void readTypes(Voucher& voucher) const;
    void writeTypes(const Voucher& voucher);
    void codeMustBeFree(const Voucher& voucher) const;

    Session& session_;
};

// False: used up, unknown, or of another event.
bool takeVoucherUse(Session& session, VoucherId voucher, EventId event);
// Of the voucher that the order used, if any.
void giveBackVoucherUse(Session& session, OrderId order);

} // namespace ace::sql
