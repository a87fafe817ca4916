// SPDX-License-Identifier: MIT
#include "Pages.h"

#include "Html.h"
#include "ReaderScreen.h"

#include "objects/Amounts.h"
#include "objects/Cards.h"
#include "objects/CheckoutSessions.h"
#include "objects/PaymentIntents.h"

namespace ace::stripesimulator {

namespace {

constexpr std::string_view kCheckoutPath = "/c/pay/";
constexpr std::string_view kThreeDSecurePath = "/3d-secure/";

std::string linkTo(const Json& url, const std::string& text)
{
    return url.is_string() ? "<p><a class=\"button\" href=\"" + escapeHtml(url.get<std::string>()) + "\">" +
                                 escapeHtml(text) + "</a></p>"
                           : std::string();
}

Response redirectTo(const std::string& url)
{
    return {303, {{"Location", url}, {"Cache-Control", "no-store"}}, ""};
}

std::string fieldOf(const Json& form, const char* name)
{
    return form.contains(name) && form[name].is_string() ? form[name].get<std::string>() : "";
}

std::string rowsOf(const Json& session)
{
    std::string rows;
    for (const Json& item : session["_line_items"])
        rows += "<tr><td>" + std::to_string(item["quantity"].get<std::int64_t>()) + " × " +
                escapeHtml(item["description"].get<std::string>()) + "</td><td>" +
                amountText(item["amount_total"], item["currency"]) + "</td></tr>\n";
    return rows;
}

std::string knownEmail(const Json& session, const Json& form)
{
    const std::string typed = fieldOf(form, "email");
    return typed.empty() && session["customer_email"].is_string()
               ? session["customer_email"].get<std::string>()
               : typed;
}

Json formIn(const Request& request)
{
    const auto form = parseForm(request.body);
    return form ? *form : Json::object();
}

} // namespace

bool Pages::areAt(const std::string& path)
{
    return path == "/" || path.starts_with(kCheckoutPath) || path.starts_with(kThreeDSecurePath) ||
           path.starts_with(kReaderPath);
}

Response Pages::handle(const Request& request)
{
    const std::lock_guard lock(mutex_);
    account_.runDue();
    if (request.method != "GET" && request.method != "POST")
        return messagePage(405, "Not possible", "This page takes GET and POST.");
    if (request.path.starts_with(kCheckoutPath))
        return checkout(request, request.path.substr(kCheckoutPath.size()));
    if (request.path.starts_with(kThreeDSecurePath))
        return threeDSecure(request, request.path.substr(kThreeDSecurePath.size()));
    if (request.path.starts_with(kReaderPath))
        return readerScreen(account_, request);
    return messagePage(200, "A Stripe to test against",
                       "Programs use its API below /v1/ with a key sk_test_….");
}

Response Pages::checkout(const Request& request, const std::string& id)
{
    Json* const session = account_.find(id);
    if (!session || session->at("object") != "checkout.session")
        return messagePage(404, "No such payment", "Go back to the shop and begin again.");
    if (session->at("status") != "open")
        return leave(*session, request.method == "GET");
    if (request.method == "POST")
        return pay(*session, formIn(request));
    return checkoutForm(*session, Json::object(), "");
}

Response Pages::checkoutForm(const Json& session, const Json& form, const std::string& error) const
{
    std::string shownError = error;
    if (error.empty() && session["payment_intent"].is_string()) {
        const Json& intent = *account_.find(session["payment_intent"].get<std::string>());
        if (intent["last_payment_error"].is_object())
            shownError = intent["last_payment_error"]["message"];
    }
    const std::string total = amountText(session["amount_total"], session["currency"]);
    return htmlPage(
        200, "Pay " + total,
        fillPage("checkout.html", {{"total", total},
                                   {"rows", rowsOf(session)},
                                   {"session", session["id"]},
                                   {"email", knownEmail(session, form)},
                                   {"cancel", linkTo(session["cancel_url"], "Do not pay: back to the shop")},
                                   {"error", shownError.empty() ? ""
                                                                : "<p class=\"error\" role=\"alert\">" +
                                                                      escapeHtml(shownError) + "</p>"}}));
}

Response Pages::pay(Json& session, const Json& form)
{
    const std::string action = fieldOf(form, "action");
    if (action != "pay" && action != "stay" && action != "delayed")
        return checkoutForm(session, form, "Choose how to pay.");
    const std::string email = knownEmail(session, form);
    if (email.empty())
        return checkoutForm(session, form, "Type an e-mail address.");
    const auto card = findTestCard(fieldOf(form, "number"));
    const bool isFree = session["amount_total"] == 0;
    if (action != "delayed" && !isFree && !card)
        return checkoutForm(session, form, "This is no test card. Take a number from the list below.");
    setCustomer(session, email, fieldOf(form, "name"));
    if (isFree) {
        completeWithoutPayment(account_, session);
        return leave(session, action == "stay");
    }
    Json& intent = ensureIntent(account_, session);
    intent["_stays"] = action == "stay";
    if (action == "delayed")
        beginDelayed(account_, intent);
    else
        payWith(account_, intent, addCardMethod(account_, *card, fieldOf(form, "name")));
    if (intent["status"] == "requires_action")
        return redirectTo(intent["next_action"]["redirect_to_url"]["url"]);
    followIntent(account_, session, intent);
    if (session["status"] == "open")
        return checkoutForm(session, form, "");
    return leave(session, action == "stay");
}

Response Pages::leave(const Json& session, bool stays) const
{
    if (session["status"] == "expired")
        return messagePage(410, "This payment has expired", "Go back to the shop and begin again.",
                           linkTo(session["cancel_url"], "Back to the shop"));
    if (!stays)
        return redirectTo(successUrlOf(session));
    return messagePage(200, "Paid", "The payment is complete. The shop has not seen you return.",
                       linkTo(successUrlOf(session), "Return to the shop"));
}

Response Pages::threeDSecure(const Request& request, const std::string& id)
{
    Json* const intent = account_.find(id);
    if (!intent || intent->at("object") != "payment_intent")
        return messagePage(404, "No such payment", "Go back to the shop and begin again.");
    if (intent->at("status") != "requires_action")
        return afterThreeDSecure(*intent);
    const std::string outcome = fieldOf(formIn(request), "outcome");
    if (request.method == "POST" && (outcome == "complete" || outcome == "fail")) {
        finishThreeDSecure(account_, *intent, outcome == "complete");
        return afterThreeDSecure(*intent);
    }
    return htmlPage(
        200, "3-D Secure",
        fillPage("three-d-secure.html",
                 {{"intent", id}, {"total", amountText((*intent)["amount"], (*intent)["currency"])}}));
}

Response Pages::afterThreeDSecure(Json& intent)
{
    if (Json* const session = findSessionOf(account_, intent)) {
        followIntent(account_, *session, intent);
        if ((*session)["status"] == "open")
            return redirectTo(std::string(kCheckoutPath) + (*session)["id"].get<std::string>());
        return leave(*session, intent.value("_stays", false));
    }
    const Json back = intent.value("_return_url", Json());
    if (!back.is_string())
        return messagePage(200, "Done",
                           "The payment's status is " + intent["status"].get<std::string>() + ".");
    const std::string url = back;
    return redirectTo(url + (url.find('?') == std::string::npos ? "?" : "&") +
                      "payment_intent=" + intent["id"].get<std::string>() + "&payment_intent_client_secret=" +
                      intent["client_secret"].get<std::string>() + "&redirect_status=" +
                      (intent["last_payment_error"].is_null() ? "succeeded" : "failed"));
}

} // namespace ace::stripesimulator
