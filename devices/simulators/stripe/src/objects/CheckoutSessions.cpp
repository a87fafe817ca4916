// SPDX-License-Identifier: MIT
#include "CheckoutSessions.h"

#include "PaymentIntents.h"

namespace ace::stripesimulator {

namespace {

void closeSession(Json& session, const char* status)
{
    session["status"] = status;
    session["url"] = nullptr;
}

} // namespace

Json& ensureIntent(Account& account, Json& session)
{
    if (session["payment_intent"].is_string())
        return *account.find(session["payment_intent"].get<std::string>());
    Json parameters = session["_intent"];
    parameters["amount"] = session["amount_total"];
    parameters["currency"] = session["currency"];
    Json& intent = createPaymentIntent(account, parameters);
    intent["_session"] = session["id"];
    session["payment_intent"] = intent["id"];
    return intent;
}

void followIntent(Account& account, Json& session, const Json& intent)
{
    if (session["status"] != "open")
        return;
    const std::string status = intent["status"];
    if (status != "succeeded" && status != "requires_capture" && status != "processing")
        return;
    closeSession(session, "complete");
    if (status == "succeeded")
        session["payment_status"] = "paid";
    account.emit("checkout.session.completed", session);
}

void settleDelayedSession(Account& account, Json& session, bool paid)
{
    if (paid)
        session["payment_status"] = "paid";
    account.emit(paid ? "checkout.session.async_payment_succeeded" : "checkout.session.async_payment_failed",
                 session);
}

void completeWithoutPayment(Account& account, Json& session)
{
    closeSession(session, "complete");
    session["payment_status"] = "no_payment_required";
    account.emit("checkout.session.completed", session);
}

void setCustomer(Json& session, const std::string& email, const std::string& name)
{
    session["customer_details"] = {{"email", email.empty() ? Json(nullptr) : Json(email)},
                                   {"name", name.empty() ? Json(nullptr) : Json(name)},
                                   {"address", nullptr},
                                   {"phone", nullptr},
                                   {"tax_exempt", "none"},
                                   {"tax_ids", Json::array()}};
}

void expireSession(Account& account, Json& session)
{
    if (session["payment_intent"].is_string()) {
        Json& intent = *account.find(session["payment_intent"].get<std::string>());
        if (intent["status"] == "requires_payment_method" || intent["status"] == "requires_action")
            cancelPaymentIntent(account, intent, "automatic");
    }
    closeSession(session, "expired");
    account.emit("checkout.session.expired", session);
}

Json* findSessionOf(Account& account, const Json& intent)
{
    return intent.contains("_session") ? account.find(intent["_session"].get<std::string>()) : nullptr;
}

std::string successUrlOf(const Json& session)
{
    static const std::string kPlace = "{CHECKOUT_SESSION_ID}";
    std::string url = session["success_url"];
    for (std::size_t at = url.find(kPlace); at != std::string::npos; at = url.find(kPlace, at + 1))
        url.replace(at, kPlace.size(), session["id"].get<std::string>());
    return url;
}

} // namespace ace::stripesimulator
