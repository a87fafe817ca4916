// SPDX-License-Identifier: MIT
#include "Sessions.h"

#include "Amounts.h"
#include "Failures.h"
#include "Languages.h"
#include "Listing.h"

#include <algorithm>

namespace ace::stripecheckout {

namespace {

constexpr const char* kSessionsPath = "/v1/checkout/sessions";
constexpr int kSessionPagesMost = 20; // of 100 sessions, where one is looked for
constexpr std::size_t kNameBytesMost = 250;
constexpr std::chrono::minutes kSurelyListed{5};

std::string pathOf(const std::string& id)
{
    if (!stripe::isObjectId(id))
        throw sdk::DeviceError(ACE_FAILURE, "the payment's memo is no id of Stripe's");
    return std::string(kSessionsPath) + "/" + id;
}

std::int64_t unixSeconds(Instant instant)
{
    return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

// At most so many bytes, without half a character at the end.
std::string shortened(const std::string& text, std::size_t bytesMost)
{
    if (text.size() <= bytesMost)
        return text;
    std::size_t end = bytesMost;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end);
}

sdk::PaymentProgress refused(PaymentState state, std::string refusal)
{
    return {state, {}, {}, std::move(refusal)};
}

} // namespace

sdk::PaymentProgress Sessions::begin(const sdk::PaymentIntent& intent)
{
    if (!intent.memo.empty() || keyIsOld(intent))
        return query(intent);
    const Found found = create(intent);
    return found.session.is_null() ? refused(PaymentState::Failed, found.refusal)
                                   : progressOf(intent, found.session);
}

sdk::PaymentProgress Sessions::query(const sdk::PaymentIntent& intent)
{
    if (!intent.memo.empty())
        return progressOf(intent, load(intent.memo));
    if (keyIsOld(intent)) {
        const auto session = lookUp(intent);
        if (!session)
            throw sdk::DeviceError(ACE_NO_EXIST, "Stripe has no session of this payment");
        return progressOf(intent, *session);
    }
    // Its answer was lost, or it was never sent: the same request again tells, and is the same session.
    const Found found = create(intent);
    if (found.session.is_null())
        return refused(PaymentState::Failed, found.refusal);
    const std::string id = textIn(found.session, "id");
    sdk::PaymentIntent known = intent;
    known.memo = id;
    return progressOf(known, load(id)); // what was answered then may be long ago
}

void Sessions::cancel(const sdk::PaymentIntent& intent)
{
    const auto found = find(intent);
    if (!found)
        return; // there is nothing that could be paid
    const std::string id = textIn(*found, "id");
    if (textIn(*found, "status") == "open") {
        const auto expired = client_.post(pathOf(id) + "/expire", {}, "");
        if (expired && textIn(*expired, "status") == "expired")
            return;
        if (!expired && expired.error().kind != stripe::ErrorClass::InvalidRequest)
            raise(expired.error(), Effect::Asks);
    }
    const std::string status = textIn(load(id), "status");
    if (status == "complete")
        throw sdk::DeviceError(ACE_EXISTS, "the customer has completed the payment: ask what became of it");
    if (status != "expired")
        throw sdk::DeviceError(ACE_TIMEOUT, "Stripe did not close the payment page. It is tried again.",
                               true);
}

std::string Sessions::paymentIntentOf(const sdk::PaymentIntent& intent)
{
    const auto session = find(intent);
    if (!session)
        throw sdk::DeviceError(ACE_FAILURE,
                               "Stripe has no session of this payment: nothing can be given back");
    const std::string id = textIn(objectIn(*session, "payment_intent"), "id");
    if (!stripe::isObjectId(id))
        throw sdk::DeviceError(ACE_FAILURE, "the session was never paid: nothing can be given back");
    return id;
}

Sessions::Found Sessions::create(const sdk::PaymentIntent& intent)
{
    const auto amount = stripeAmount(intent.amount);
    if (!amount)
        return {nullptr, "invalid_amount"};
    if (!intent.page.returnUrl.starts_with("http"))
        throw sdk::DeviceError(ACE_DISABLED,
                               "customers cannot come back from Stripe: set [server] public_url "
                               "to the address of this shop");
    const std::string key = settings_.installation + ":" + intent.payment.toString() + ":begin:1";
    const auto made = client_.post(kSessionsPath, fieldsOf(intent, *amount), key);
    if (made)
        return {*made, ""};
    using enum stripe::ErrorClass;
    switch (made.error().kind) {
    case InvalidRequest:
    case NotFound:
    case Card:
        warn_("payment " + intent.payment.toString() + " cannot begin: " + made.error().describe());
        return {nullptr, refusalOf(made.error())};
    case Idempotency:
        // The settings have changed since it was sent first. What was made then counts.
    case Api:
        // Stripe keeps this answer for the key, whether or not it has made the session.
        if (auto session = lookUp(intent))
            return {std::move(*session), ""};
        // Nobody was sent to one that is not there, so that nobody can pay.
        if (clock_.now() - intent.begunAt > kSurelyListed)
            throw sdk::DeviceError(ACE_NO_EXIST, made.error().describe() + ". It has no such session.");
        break;
    default:
        break;
    }
    raise(made.error(), Effect::Moves);
}

stripe::Fields Sessions::fieldsOf(const sdk::PaymentIntent& intent, std::int64_t amount) const
{
    const std::string payment = intent.payment.toString();
    const std::string name = intent.page.description.empty() ? intent.reference : intent.page.description;
    stripe::Fields fields{{"mode", "payment"},
                          {"client_reference_id", payment},
                          {"line_items[0][quantity]", "1"},
                          {"line_items[0][price_data][currency]", stripeCurrency(intent.amount.currency)},
                          {"line_items[0][price_data][unit_amount]", std::to_string(amount)},
                          {"line_items[0][price_data][product_data][name]", shortened(name, kNameBytesMost)},
                          {"success_url", intent.page.returnUrl},
                          {"locale", stripeLocale(intent.page.language)},
                          {"payment_intent_data[description]", intent.reference}};
    for (const std::string at : {"metadata", "payment_intent_data[metadata]"}) {
        fields.emplace_back(at + "[" + kPaymentMark + "]", payment);
        fields.emplace_back(at + "[" + kInstallationMark + "]", settings_.installation);
        fields.emplace_back(at + "[ace_order]", intent.reference);
    }
    if (!intent.page.cancelUrl.empty())
        fields.emplace_back("cancel_url", intent.page.cancelUrl);
    if (!intent.email.empty())
        fields.emplace_back("customer_email", intent.email);
    if (intent.page.expiresAt)
        fields.emplace_back("expires_at", std::to_string(unixSeconds(*intent.page.expiresAt)));
    if (!settings_.statement.empty())
        fields.emplace_back("payment_intent_data[statement_descriptor_suffix]", settings_.statement);
    return fields;
}

// Among those made while the key was young.
std::optional<Json> Sessions::lookUp(const sdk::PaymentIntent& intent)
{
    const std::string payment = intent.payment.toString();
    const stripe::Fields query{{"created[gte]", std::to_string(unixSeconds(intent.begunAt) - 300)},
                               {"created[lte]", std::to_string(unixSeconds(intent.begunAt + kKeyAge) + 300)}};
    std::string id;
    const bool all = visitList(client_, kSessionsPath, query, kSessionPagesMost, [&](const Json& session) {
        if (textIn(session, "client_reference_id") == payment)
            id = textIn(session, "id");
        return id.empty();
    });
    if (!id.empty())
        return load(id);
    if (!all)
        throw sdk::DeviceError(ACE_FAILURE, "too many sessions to find that of payment " + payment +
                                                "; look for it in Stripe's dashboard");
    return std::nullopt;
}

std::optional<Json> Sessions::find(const sdk::PaymentIntent& intent)
{
    if (!intent.memo.empty())
        return load(intent.memo);
    if (keyIsOld(intent))
        return lookUp(intent);
    const Found found = create(intent);
    return found.session.is_null() ? std::nullopt : std::optional(load(textIn(found.session, "id")));
}

Json Sessions::load(const std::string& id)
{
    auto session = client_.get(pathOf(id), {{"expand[]", "payment_intent"}});
    if (!session)
        raise(session.error(), Effect::Asks);
    return std::move(*session);
}

void Sessions::mustBeOf(const sdk::PaymentIntent& intent, const Json& session) const
{
    const bool own = textIn(session, "client_reference_id") == intent.payment.toString() &&
                     stripe::isObjectId(textIn(session, "id")) && isLive(session) == client_.isLive();
    if (!own)
        throw sdk::DeviceError(ACE_FAILURE, "Stripe answered another session than that of payment " +
                                                intent.payment.toString());
}

sdk::PaymentProgress Sessions::progressOf(const sdk::PaymentIntent& intent, const Json& session) const
{
    mustBeOf(intent, session);
    sdk::PaymentProgress progress;
    progress.memo = textIn(session, "id");
    const std::string status = textIn(session, "status");
    if (status == "expired") {
        progress.state = PaymentState::Canceled;
    } else if (status == "complete") {
        progress.state = stateOf(intent, session);
        if (progress.state == PaymentState::Failed) {
            const Json error = objectIn(objectIn(session, "payment_intent"), "last_payment_error");
            const std::string code = textIn(error, "decline_code"), other = textIn(error, "code");
            progress.refusal = !code.empty() ? code : !other.empty() ? other : "payment_failed";
        }
    } else if (const std::string url = textIn(session, "url"); !url.empty()) {
        progress.redirectUrl = url; // open, or a status that is newer than this program
    }
    return progress;
}

PaymentState Sessions::stateOf(const sdk::PaymentIntent& intent, const Json& session) const
{
    const std::string paid = textIn(session, "payment_status");
    const Json made = objectIn(session, "payment_intent");
    const std::string status = textIn(made, "status");
    if (paid == "unpaid" && status == "requires_payment_method")
        return PaymentState::Failed;
    if (paid == "unpaid" && status == "canceled")
        return PaymentState::Canceled;
    if ((paid != "paid" && paid != "no_payment_required") || status != "succeeded")
        return PaymentState::Pending;
    const std::int64_t amount = stripeAmount(intent.amount).value_or(-2);
    const std::string currency = stripeCurrency(intent.amount.currency);
    const bool same = numberIn(session, "amount_total") == amount &&
                      textIn(session, "currency") == currency &&
                      numberIn(made, "amount_received") == amount && textIn(made, "currency") == currency;
    if (!same)
        throw sdk::DeviceError(ACE_FAILURE, "payment " + intent.payment.toString() + " should be " +
                                                intent.amount.format() +
                                                ", and Stripe has taken another sum: look at " +
                                                textIn(session, "id") + " in its dashboard");
    return PaymentState::Confirmed;
}

} // namespace ace::stripecheckout
