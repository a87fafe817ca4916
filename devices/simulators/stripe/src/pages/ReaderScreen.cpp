// SPDX-License-Identifier: MIT
#include "ReaderScreen.h"

#include "Html.h"

#include "objects/Amounts.h"
#include "objects/Readers.h"

namespace ace::stripesimulator {

namespace {

struct Display
{
    std::string status;
    std::string amount;
    std::string rows;
};

Display displayOf(const Account& account, const Json& reader)
{
    const Json& action = reader["action"];
    if (reader["status"] == "offline")
        return {"Offline: the plug is pulled.", "", ""};
    if (action.is_null())
        return {"Ready.", "", ""};
    const std::string state = action["status"];
    if (action["type"] == "set_reader_display") {
        const Json& cart = action["set_reader_display"]["cart"];
        Display display{"Your cart", amountText(cart["total"], cart["currency"]), ""};
        for (const Json& item : cart["line_items"])
            display.rows += "<tr><td>" + std::to_string(item["quantity"].get<std::int64_t>()) + " × " +
                            escapeHtml(item["description"].get<std::string>()) + "</td><td>" +
                            amountText(item["amount"], cart["currency"]) + "</td></tr>\n";
        return display;
    }
    const Json* const intent =
        account.find(action["process_payment_intent"]["payment_intent"].get<std::string>());
    const std::string amount = intent ? amountText((*intent)["amount"], (*intent)["currency"]) : "";
    if (state == "in_progress")
        return {"Tap, insert or swipe your card.", amount, ""};
    return {state == "succeeded" ? "Approved." : "Failed: " + action["failure_code"].get<std::string>() + ".",
            amount, ""};
}

} // namespace

Response readerScreen(Account& account, const Request& request)
{
    const std::string id = request.path.substr(kReaderPath.size());
    Json* const reader = account.find(id);
    if (!reader || reader->at("object") != "terminal.reader")
        return messagePage(404, "No such reader", "Make one with POST /v1/terminal/readers.");
    std::string error;
    if (request.method == "POST") {
        const auto form = parseForm(request.body);
        try {
            actAtReader(account, *reader, form ? form->value("act", "") : "");
        } catch (const ApiError& refused) {
            error = refused.what();
        }
    }
    const Display display = displayOf(account, *reader);
    return htmlPage(
        200, "Reader",
        fillPage("reader.html",
                 {{"id", id},
                  {"label", (*reader)["label"].is_string() ? (*reader)["label"].get<std::string>() : id},
                  {"status", display.status},
                  {"amount", display.amount},
                  {"rows", display.rows},
                  {"error",
                   error.empty() ? "" : "<p class=\"error\" role=\"alert\">" + escapeHtml(error) + "</p>"}}));
}

} // namespace ace::stripesimulator
