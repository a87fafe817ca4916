// SPDX-License-Identifier: MIT
#include "Charges.h"

#include "Cards.h"
#include "PaymentIntents.h"

#include <algorithm>

namespace ace::stripesimulator {

namespace {

constexpr std::int64_t kRefundFailsAfterSeconds = 30;

Json addBalanceTransaction(Account& account, const Json& source, std::int64_t amount, std::int64_t fee)
{
    return account.add({{"id", account.newId("txn_")},
                        {"object", "balance_transaction"},
                        {"amount", amount},
                        {"fee", fee},
                        {"net", amount - fee},
                        {"currency", source["currency"]},
                        {"created", account.now()},
                        {"available_on", account.now()},
                        {"type", source["object"]},
                        {"reporting_category", source["object"]},
                        {"source", source["id"]},
                        {"status", "available"},
                        {"description", nullptr},
                        {"exchange_rate", nullptr},
                        {"fee_details", Json::array()}})["id"];
}

// 2.9 % and 30 cents.
std::int64_t feeOf(std::int64_t amount) { return (amount * 29 + 500) / 1000 + 30; }

const char* declineMessage(const std::string& code)
{
    if (code == "expired_card")
        return "The card has expired.";
    if (code == "incorrect_cvc")
        return "The card's security code is wrong.";
    if (code == "processing_error")
        return "The card could not be processed. Try again in a moment.";
    return "The card was declined.";
}

// What a receipt must print comes along for a card at a reader.
Json detailsOf(const Json& paymentMethod)
{
    const std::string type = paymentMethod["type"];
    Json details = {{"type", type}, {type, paymentMethod[type]}};
    if (type == "card_present")
        details[type]["receipt"] = {{"account_type", "credit"},
                                    {"application_preferred_name", "SIMULATOR CREDIT"},
                                    {"authorization_code", "123456"},
                                    {"dedicated_file_name", "A000000003101001"},
                                    {"terminal_verification_results", "0000000000"}};
    return details;
}

// What a pending or done refund takes from its charge, or a failed one gives back.
void countRefund(Account& account, const Json& refund, std::int64_t amount)
{
    Json& charge = *account.find(refund["charge"].get<std::string>());
    const std::int64_t refunded = charge["amount_refunded"].get<std::int64_t>() + amount;
    charge["amount_refunded"] = refunded;
    charge["refunded"] = refunded == charge["amount_captured"].get<std::int64_t>();
    if (amount > 0)
        account.emit("charge.refunded", charge);
}

Json& chargeToRefund(Account& account, const Json& parameters)
{
    if (parameters.contains("charge")) {
        Json& charge = account.need("charge", parameters["charge"]);
        if (parameters.contains("payment_intent") && charge["payment_intent"] != parameters["payment_intent"])
            throw invalidRequest("This charge belongs to another payment intent.")
                .withParam("payment_intent");
        return charge;
    }
    if (!parameters.contains("payment_intent"))
        throw invalidRequest("Give the payment_intent or the charge to refund.", "parameter_missing")
            .withParam("payment_intent");
    const Json& intent = account.need("payment_intent", parameters["payment_intent"]);
    if (intent["status"] != "succeeded")
        throw invalidRequest("This payment intent has no payment to refund: its status is " +
                                 intent["status"].get<std::string>() + ".",
                             "payment_intent_unexpected_state")
            .withParam("payment_intent");
    return *account.find(intent["latest_charge"].get<std::string>());
}

std::int64_t amountToRefund(const Json& charge, const Json& parameters)
{
    const std::int64_t left =
        charge["amount_captured"].get<std::int64_t>() - charge["amount_refunded"].get<std::int64_t>();
    if (charge["status"] != "succeeded" || charge["captured"] == false)
        throw invalidRequest("This charge was not captured; there is nothing to refund.").withParam("charge");
    if (charge["disputed"] == true)
        throw invalidRequest("This charge is disputed and cannot be refunded.", "charge_disputed")
            .withParam("charge");
    if (left == 0)
        throw invalidRequest("This charge is already refunded.", "charge_already_refunded")
            .withParam("charge");
    const std::int64_t amount = parameters.value("amount", left);
    if (amount < 1)
        throw invalidRequest("amount must be at least 1.", "parameter_invalid_integer").withParam("amount");
    if (amount > left)
        throw invalidRequest("amount is more than the " + std::to_string(left) +
                             " that are left of this charge.")
            .withParam("amount");
    return amount;
}

} // namespace

Json& addCharge(Account& account, const Json& intent, const Json& paymentMethod, const TestCard* declining)
{
    const bool held = intent["capture_method"] == "manual";
    Json charge = {{"id", account.newId("ch_")},
                   {"object", "charge"},
                   {"amount", intent["amount"]},
                   {"amount_captured", 0},
                   {"amount_refunded", 0},
                   {"captured", false},
                   {"refunded", false},
                   {"disputed", false},
                   {"paid", !declining},
                   {"status", declining ? "failed" : "succeeded"},
                   {"currency", intent["currency"]},
                   {"created", account.now()},
                   {"livemode", false},
                   {"metadata", intent["metadata"]},
                   {"payment_intent", intent["id"]},
                   {"payment_method", paymentMethod["id"]},
                   {"payment_method_details", detailsOf(paymentMethod)},
                   {"billing_details", paymentMethod["billing_details"]},
                   {"fraud_details", Json::object()},
                   {"outcome",
                    {{"network_status", declining ? "declined_by_network" : "approved_by_network"},
                     {"reason", declining ? Json(declining->declineCode) : Json(nullptr)},
                     {"risk_level", "normal"},
                     {"seller_message", declining ? "The bank declined." : "Payment complete."},
                     {"type", declining ? "issuer_declined" : "authorized"}}},
                   {"_refundFails", cardOf(paymentMethod).refundFails}};
    for (const char* name :
         {"application", "application_fee", "application_fee_amount", "balance_transaction",
          "calculated_statement_descriptor", "failure_balance_transaction", "failure_code", "failure_message",
          "on_behalf_of", "receipt_number", "receipt_url", "review", "source", "source_transfer",
          "transfer_data"})
        charge[name] = nullptr;
    for (const char* name : {"customer", "description", "receipt_email", "shipping", "statement_descriptor",
                             "statement_descriptor_suffix", "transfer_group"})
        charge[name] = intent[name];
    if (declining) {
        charge["failure_code"] = declining->code;
        charge["failure_message"] = declineMessage(declining->code);
    }
    Json& kept = account.add(std::move(charge));
    if (!declining && !held)
        captureCharge(account, kept, intent["amount"]);
    return kept;
}

void captureCharge(Account& account, Json& charge, std::int64_t amount)
{
    charge["captured"] = true;
    charge["amount_captured"] = amount;
    charge["balance_transaction"] = addBalanceTransaction(account, charge, amount, feeOf(amount));
}

Json& createRefund(Account& account, const Json& parameters)
{
    const Json& charge = chargeToRefund(account, parameters);
    const std::int64_t amount = amountToRefund(charge, parameters);
    const bool fails = charge["_refundFails"];
    Json refund = {{"id", account.newId("re_")},
                   {"object", "refund"},
                   {"amount", amount},
                   {"currency", charge["currency"]},
                   {"created", account.now()},
                   {"charge", charge["id"]},
                   {"payment_intent", charge["payment_intent"]},
                   {"payment_method", charge["payment_method"]},
                   {"reason", parameters.value("reason", Json())},
                   {"status", account.balanceIsEmpty() ? "pending" : "succeeded"},
                   {"metadata", Json::object()},
                   {"destination_details", {{"type", "card"}}}};
    for (const char* name : {"balance_transaction", "customer", "customer_account", "receipt_number",
                             "source_transfer_reversal", "transfer_reversal"})
        refund[name] = nullptr;
    if (account.balanceIsEmpty())
        refund["pending_reason"] = "insufficient_funds";
    else
        refund["balance_transaction"] = addBalanceTransaction(account, refund, -amount, 0);
    mergeMetadata(refund, parameters);
    Json& kept = account.add(std::move(refund));
    account.emit("refund.created", kept);
    countRefund(account, kept, amount);
    if (fails)
        account.later(account.now() + kRefundFailsAfterSeconds,
                      [&account, id = kept["id"].get<std::string>()] {
                          Json* const late = account.find(id);
                          if (late && late->at("status") != "failed")
                              failRefund(account, *late);
                      });
    return kept;
}

void failRefund(Account& account, Json& refund)
{
    if (refund["status"] == "failed" || refund["status"] == "canceled")
        throw invalidRequest("This refund has already ended.");
    refund["status"] = "failed";
    refund["failure_reason"] = "expired_or_canceled_card";
    refund.erase("pending_reason");
    countRefund(account, refund, -refund["amount"].get<std::int64_t>());
    account.emit("refund.updated", refund);
    account.emit("refund.failed", refund);
    account.emit("charge.refund.updated", refund);
}

void settleRefund(Account& account, Json& refund)
{
    if (refund["status"] != "pending")
        throw invalidRequest("Only a pending refund can be settled.");
    refund["status"] = "succeeded";
    refund.erase("pending_reason");
    refund["balance_transaction"] =
        addBalanceTransaction(account, refund, -refund["amount"].get<std::int64_t>(), 0);
    account.emit("refund.updated", refund);
    account.emit("charge.refund.updated", refund);
}

Json& openDispute(Account& account, Json& charge, const std::string& reason)
{
    if (charge["disputed"] == true || charge["captured"] == false)
        throw invalidRequest("Only a captured charge that is not disputed yet can be disputed.");
    charge["disputed"] = true;
    Json& dispute = account.add({{"id", account.newId("du_")},
                                 {"object", "dispute"},
                                 {"amount", charge["amount_captured"]},
                                 {"currency", charge["currency"]},
                                 {"created", account.now()},
                                 {"charge", charge["id"]},
                                 {"payment_intent", charge["payment_intent"]},
                                 {"reason", reason},
                                 {"status", "needs_response"},
                                 {"livemode", false},
                                 {"is_charge_refundable", false},
                                 {"balance_transactions", Json::array()},
                                 {"enhanced_eligibility_types", Json::array()},
                                 {"evidence", Json::object()},
                                 {"evidence_details", {{"has_evidence", false}, {"submission_count", 0}}},
                                 {"intended_submission_method", nullptr},
                                 {"metadata", Json::object()}});
    account.emit("charge.dispute.created", dispute);
    account.emit("charge.dispute.funds_withdrawn", dispute);
    return dispute;
}

void closeDispute(Account& account, Json& dispute, bool won)
{
    if (dispute["status"] != "needs_response")
        throw invalidRequest("This dispute is already closed.");
    dispute["status"] = won ? "won" : "lost";
    account.emit("charge.dispute.updated", dispute);
    if (won)
        account.emit("charge.dispute.funds_reinstated", dispute);
    account.emit("charge.dispute.closed", dispute);
}

} // namespace ace::stripesimulator
