// SPDX-License-Identifier: MIT
#include <ace/catalog/Vouchers.h>

#include "KeyReused.h"

#include <ace/catalog/EventRules.h>

#include <algorithm>

namespace ace::catalog {

namespace {

VoucherOutcome voucherAgain(sdk::WriteAccess& access, const std::string& subject)
{
    const auto id = VoucherId::parse(subject);
    auto voucher = id ? access.vouchers.find(*id) : std::nullopt;
    if (!voucher)
        return kReused; // the key made something else
    return VoucherKept{std::move(*voucher), true};
}

// The rules of EventRules.h, and that its code is free.
std::optional<EditRefused> refusalOf(sdk::WriteAccess& access, const Voucher& voucher)
{
    const auto events = access.events.list();
    const auto setup =
        std::ranges::find(events, voucher.event, [](const EventSetup& one) { return one.event.id; });
    if (setup == events.end())
        return EditRefused{EditRefusal::UnknownEvent, "", "there is no such event"};
    if (const auto complaints = complaintsOf(voucher, *setup); !complaints.empty())
        return EditRefused{EditRefusal::Invalid, complaints.front().key, complaints.front().message};
    const auto known = access.vouchers.findByCode(voucher.event, voucher.code);
    if (known && known->id != voucher.id)
        return EditRefused{EditRefusal::CodeTaken, "code", "another voucher of this event has this code"};
    return std::nullopt;
}

} // namespace

Result<std::vector<Voucher>> Vouchers::list(EventId event, const sdk::Page& page)
{
    return storage_.readValue(
        [&](const sdk::ReadAccess& access) { return access.vouchers.list(event, page); });
}

Result<std::optional<Voucher>> Vouchers::find(VoucherId id)
{
    return storage_.readValue([&](const sdk::ReadAccess& access) { return access.vouchers.find(id); });
}

Result<std::optional<Voucher>> Vouchers::findByCode(EventId event, std::string_view code)
{
    const std::string normal = normalVoucherCode(code);
    return storage_.readValue(
        [&](const sdk::ReadAccess& access) { return access.vouchers.findByCode(event, normal); });
}

Result<VoucherOutcome> Vouchers::add(Voucher voucher, const sdk::Act& act)
{
    voucher.code = normalVoucherCode(voucher.code);
    voucher.uses = 0;
    voucher.revision = 1;
    const auto work = [&](sdk::WriteAccess& access) -> VoucherOutcome {
        if (auto refused = refusalOf(access, voucher))
            return std::move(*refused);
        access.vouchers.insert(voucher);
        access.audit.append({clock_.now(), act.by, "voucher.add", "voucher:" + voucher.id.toString(), "{}"});
        return VoucherKept{voucher, false};
    };
    return sdk::once<VoucherKept, EditRefused>(storage_, act, voucher.id.toString(), kReused, work,
                                               voucherAgain);
}

Result<VoucherOutcome> Vouchers::edit(Voucher voucher, std::int64_t expectedRevision, const sdk::Act& act)
{
    voucher.code = normalVoucherCode(voucher.code);
    const auto work = [&](sdk::WriteAccess& access) -> VoucherOutcome {
        const auto before = access.vouchers.find(voucher.id);
        if (!before)
            return EditRefused{EditRefusal::UnknownPart, "", "there is no such voucher"};
        if (before->revision != expectedRevision)
            return EditRefused{EditRefusal::RevisionChanged, "",
                               "the voucher has revision " + std::to_string(before->revision) +
                                   " by now; read it again"};
        voucher.event = before->event;
        if (auto refused = refusalOf(access, voucher))
            return std::move(*refused);
        access.vouchers.update(voucher, expectedRevision);
        access.audit.append({clock_.now(), act.by, "voucher.edit", "voucher:" + voucher.id.toString(),
                             "{\"revision\":" + std::to_string(expectedRevision + 1) + "}"});
        return VoucherKept{*access.vouchers.find(voucher.id), false};
    };
    return sdk::once<VoucherKept, EditRefused>(storage_, act, voucher.id.toString(), kReused, work,
                                               voucherAgain);
}

} // namespace ace::catalog
