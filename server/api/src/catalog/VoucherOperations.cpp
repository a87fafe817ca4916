// SPDX-License-Identifier: MIT
#include "Operations.h"
#include "Refusals.h"
#include "VoucherJson.h"

namespace ace::server::api {

namespace {

Voucher loadVoucher(const Call& call)
{
    const catalog::EventPtr event = call.event();
    const auto voucher = http::valueOrThrow(call.services.vouchers.find(call.pathId<VoucherId>(1)));
    if (!voucher || voucher->event != event->event.id)
        throw call.missing();
    return *voucher;
}

void sendVoucher(const Call& call, int status, const Voucher& voucher)
{
    call.sendRevised(status, renderVoucher(voucher), voucher.revision);
}

void listVouchers(Call& call)
{
    const EventId event = call.event()->event.id;
    if (const auto code = call.query("code")) {
        std::vector<std::string> items;
        if (const auto voucher = http::valueOrThrow(call.services.vouchers.findByCode(event, *code)))
            items.push_back(renderVoucher(*voucher));
        return call.sendItems(items, std::nullopt);
    }
    // Whoever sees all codes can give away tickets.
    if (!call.who.may(Permission::SetUp, event))
        throw http::Problem("forbidden", "A counter asks for one voucher, with ?code=.");
    call.sendPage(http::valueOrThrow(call.services.vouchers.list(event, call.page())), renderVoucher);
}

void createVoucher(Call& call)
{
    const catalog::EventPtr event = call.event();
    Voucher voucher = parseNewVoucher(call.body(), event->event.id, call.services.ids);
    const auto kept = doneOrThrow(call.services.vouchers.add(std::move(voucher), call.act()));
    call.setLocation("/api/v1/events/" + event->event.slug + "/vouchers/" + kept.voucher.id.toString());
    sendVoucher(call, 201, kept.voucher);
}

void showVoucher(Call& call) { sendVoucher(call, 200, loadVoucher(call)); }

void editVoucher(Call& call)
{
    Voucher voucher = loadVoucher(call);
    edit(voucher, call.body());
    sendVoucher(
        call, 200,
        doneOrThrow(call.services.vouchers.edit(std::move(voucher), call.expectedRevision(), call.act()))
            .voucher);
}

constexpr OperationFunction kFunctions[] = {
    {"listVouchers", listVouchers},
    {"createVoucher", createVoucher},
    {"showVoucher", showVoucher},
    {"editVoucher", editVoucher},
};

} // namespace

std::span<const OperationFunction> voucherOperations() { return kFunctions; }

} // namespace ace::server::api
