// SPDX-License-Identifier: MIT
#include "TillJson.h"

#include "json/JsonReader.h"
#include "json/Render.h"

namespace ace::server::api {

namespace {

Json jsonOf(const TillTotals& totals)
{
    Json methods = Json::array();
    for (const TillTotals::Method& method : totals.methods)
        methods.push_back(Json{{"name", method.name},
                               {"payments", method.payments},
                               {"taken", toJson(method.taken)},
                               {"refunds", method.refunds},
                               {"refunded", toJson(method.refunded)}});
    return {{"methods", std::move(methods)},
            {"gross", toJson(totals.gross)},
            {"tax", toJson(totals.tax)},
            {"paid_in", toJson(totals.paidIn)},
            {"paid_out", toJson(totals.paidOut)},
            {"expected_cash", toJson(totals.expectedCash)},
            {"receipts_from", totals.receiptsFrom},
            {"receipts_until", totals.receiptsUntil}};
}

Json jsonOf(const std::vector<CashMove>& moves)
{
    Json list = Json::array();
    for (const CashMove& move : moves)
        list.push_back(Json{{"kind", name(move.kind)},
                            {"amount", toJson(move.amount)},
                            {"reason", textOf(move.reason)},
                            {"by", toJson(move.by.staff)},
                            {"at", formatUtc(move.at)}});
    return list;
}

Money parseMoney(std::string_view body, std::string_view member)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    const Money money = object.money(member);
    if (money.minor < 0)
        object.refuse(member, "must not be below 0");
    return money;
}

} // namespace

std::string parseTillName(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    return cleanUtf8(JsonObject(json, "").text("name", {.least = 1, .most = 200}));
}

Money parseOpeningFloat(std::string_view body) { return parseMoney(body, "opening_float"); }
Money parseCounted(std::string_view body) { return parseMoney(body, "counted"); }

CashMoveBody parseCashMove(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    const std::string word = object.text("kind", {.most = 100});
    for (const CashMoveKind kind : {CashMoveKind::PayIn, CashMoveKind::PayOut})
        if (word == name(kind))
            return {kind, object.money("amount"),
                    cleanUtf8(object.text("reason", {.least = 1, .most = 500}))};
    object.refuse("kind", "must be pay_in or pay_out");
}

std::string renderTill(const Till& till)
{
    return Json{{"id", till.id.toString()}, {"name", textOf(till.name)}, {"series", till.series}}.dump();
}

std::string renderTillSession(const boxoffice::TillReport& report)
{
    const TillSession& session = report.session;
    return Json{{"id", session.id.toString()},
                {"till", session.till.toString()},
                {"opened_by", toJson(session.openedBy.staff)},
                {"opened_at", formatUtc(session.openedAt)},
                {"opening_float", toJson(session.openingFloat)},
                {"closed_at", toJson(session.closedAt)},
                {"closed_by", toJson(session.closedBy.staff)},
                {"counted", toJson(session.counted)},
                {"difference", toJson(report.difference)},
                {"totals", jsonOf(report.totals)},
                {"moves", jsonOf(report.moves)}}
        .dump();
}

std::string renderReceipt(const Receipt& receipt)
{
    return Json{{"series", receipt.series},
                {"number", receipt.number},
                {"label", receipt.label()},
                {"kind", name(receipt.kind)},
                {"order", receipt.order.toString()},
                {"refund", toJson(receipt.refund)},
                {"till_session", receipt.session.toString()},
                {"total", toJson(receipt.total)},
                {"tax", toJson(receipt.tax)},
                {"at", formatUtc(receipt.at)},
                {"previous", toHex(receipt.previous)},
                {"hash", toHex(receipt.hash)}}
        .dump();
}

} // namespace ace::server::api
