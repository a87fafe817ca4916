// SPDX-License-Identifier: MIT
#include "VoucherJson.h"

#include "json/JsonReader.h"
#include "json/Render.h"

namespace ace::server::api {

namespace {

void apply(const JsonObject& object, Voucher& voucher)
{
    if (const auto code = object.findText("code", {.least = 1, .most = 64}))
        voucher.code = normalVoucherCode(*code);
    if (const auto word = object.findText("effect", {.most = 100})) {
        const auto effect = parseVoucherEffect(*word);
        if (!effect)
            object.refuse("effect", "must be none, percent_off, amount_off or fixed_price");
        voucher.effect = *effect;
    }
    if (const auto value = object.findInteger("value", 0))
        voucher.value = *value;
    if (auto types = object.findIds<TicketTypeId>("ticket_types", 200))
        voucher.types = std::move(*types);
    if (const auto opens = object.findBoolean("opens_hidden"))
        voucher.opensHidden = *opens;
    if (const auto most = object.findInteger("uses_most", 1))
        voucher.usesMost = *most;
    if (const auto from = object.findTime("valid_from"))
        voucher.validity.from = *from;
    if (const auto until = object.findTime("valid_until"))
        voucher.validity.until = *until;
}

} // namespace

Voucher parseNewVoucher(std::string_view body, EventId event, IdSource& ids)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    (void)object.text("code", {.least = 1, .most = 64});
    (void)object.time("valid_from");
    (void)object.time("valid_until");
    Voucher voucher;
    voucher.id = ids.next<VoucherId>();
    voucher.event = event;
    apply(object, voucher);
    return voucher;
}

void edit(Voucher& voucher, std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    apply(JsonObject(json, ""), voucher);
}

std::string renderVoucher(const Voucher& voucher)
{
    return Json{{"id", voucher.id.toString()},
                {"code", voucher.code},
                {"effect", name(voucher.effect)},
                {"value", voucher.value},
                {"ticket_types", toJson(voucher.types)},
                {"opens_hidden", voucher.opensHidden},
                {"uses_most", voucher.usesMost},
                {"valid_from", formatUtc(voucher.validity.from)},
                {"valid_until", formatUtc(voucher.validity.until)},
                {"uses", voucher.uses},
                {"revision", voucher.revision}}
        .dump();
}

} // namespace ace::server::api
