// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/catalog/EventEdit.h>
#include <ace/domain/sales/Voucher.h>
#include <ace/sdk/storage/Storage.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace ace::catalog {

struct VoucherKept
{
    Voucher voucher;
    bool repeated = false; // this is the first answer to the same idempotency key
};
using VoucherOutcome = std::variant<VoucherKept, EditRefused>;

// The vouchers of events. Each change is one transaction with its line in the audit log. Thread-safe.
class Vouchers
{
public:
    Vouchers(sdk::Storage& storage, const Clock& clock) : storage_(storage), clock_(clock) {}

    Result<std::vector<Voucher>> list(EventId event, const sdk::Page& page);
    Result<std::optional<Voucher>> find(VoucherId id);
    Result<std::optional<Voucher>> findByCode(EventId event, std::string_view code); // any spelling of it

    Result<VoucherOutcome> add(Voucher voucher, const sdk::Act& act);
    // All but its event and its uses. Conflict: usesMost would be below what was used.
    Result<VoucherOutcome> edit(Voucher voucher, std::int64_t expectedRevision, const sdk::Act& act);

private:
    sdk::Storage& storage_;
    const Clock& clock_;
};

} // namespace ace::catalog
