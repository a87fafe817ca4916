// SPDX-License-Identifier: MIT
#include "Afterwards.h"
#include "CheckoutSettings.h"
#include "Events.h"
#include "Failures.h"
#include "Messages.h"
#include "Refunds.h"
#include "Sessions.h"

#include <ace/base/SystemIdSource.h>
#include <ace/sdk/Health.h>
#include <ace/sdk/PaymentDevice.h>
#include <ace/sdk/Plugin.h>

#include <memory>

namespace ace::stripecheckout {

namespace {

constexpr std::chrono::seconds kMessageTolerance{300}; // as Messages judges

// Cards and more on a page that Stripe hosts.
class StripeCheckout : public sdk::PaymentDevice
{
public:
    static constexpr const char* kDeviceClass = "checkout";

    // Stripe's shortest is 30 minutes after it is asked; the rest is time to ask again.
    std::chrono::seconds pageTime() const noexcept override { return std::chrono::minutes(35); }

    // Each has a connection of its own. Four keep a rush of buyers from waiting for one another.
    std::uint32_t instances() const noexcept override { return 4; }

    void open(std::string_view text) override
    {
        settings_ = readSettings(text);
        if (settings_.webhookSecrets.empty())
            log(LogLevel::Warning,
                "no webhook_secrets are set: payments show only when they are asked for, within minutes");
        client_ = std::make_unique<stripe::Client>(
            settings_.client, clock_, ids_,
            [this](LogLevel level, const std::string& line) { log(level, "Stripe: " + line); });
        sessions_ = std::make_unique<Sessions>(
            settings_, *client_, clock_, [this](const std::string& line) { log(LogLevel::Warning, line); });
        refunds_ = std::make_unique<Refunds>(settings_, *client_, clock_, *sessions_);
        afterwards_ = std::make_unique<Afterwards>(settings_, *client_, *sessions_);
        events_ = std::make_unique<Events>(settings_, *client_);
        messages_ = std::make_unique<Messages>(
            settings_, [this](const std::string& line) { log(LogLevel::Warning, line); });
    }

    sdk::PaymentProgress begin(const sdk::PaymentIntent& intent) override
    {
        client_->startCall();
        return sessions_->begin(intent);
    }
    sdk::PaymentProgress query(const sdk::PaymentIntent& intent) override
    {
        client_->startCall();
        auto progress = sessions_->query(intent);
        if (intent.confirmed && progress.state == PaymentState::Confirmed)
            afterwards_->addTo(progress, intent);
        return progress;
    }
    void cancel(const sdk::PaymentIntent& intent) override
    {
        client_->startCall();
        sessions_->cancel(intent);
    }
    sdk::PaymentProgress reverse(const sdk::Reversal& reversal) override
    {
        client_->startCall();
        return refunds_->reverse(reversal);
    }
    sdk::PaymentProgress queryReversal(const sdk::Reversal& reversal) override
    {
        client_->startCall();
        return refunds_->query(reversal);
    }
    std::optional<sdk::PaymentNews> notify(const sdk::Headers& headers, std::string_view body) override
    {
        client_->startCall();
        return events_->newsOf(messages_->read(headers, body, clock_.now()));
    }
    sdk::PaymentChanges changes(Instant since, const std::string& page) override
    {
        client_->startCall();
        return events_->list(since, page);
    }
    std::string checkHealth(sdk::HealthLevel) override
    {
        client_->startCall();
        checkPermissions();
        const auto ahead = client_->clockAhead();
        if (std::chrono::abs(ahead) >= kMessageTolerance)
            throw sdk::DeviceError(ACE_FAILURE, "this machine's clock differs from Stripe's by " +
                                                    std::to_string(ahead.count()) +
                                                    " s, so that no webhook is believed. Set it by NTP.");
        std::string health;
        if (settings_.webhookSecrets.empty())
            health = std::string(sdk::kIncompleteHealth) +
                     "without webhook_secrets payments show only when asked for. ";
        if (!client_->isLive())
            health += std::string(sdk::kTestModeHealth) + "no money moves. ";
        return health + "Stripe answers. This machine's clock differs from its by " +
               std::to_string(ahead.count()) + " s.";
    }

    void interrupt() noexcept override
    {
        if (client_) // made before the first call that could be interrupted
            client_->interrupt();
    }

private:
    // A restricted key that may not do all of this sells, and then cannot pay back or learn of a dispute.
    void checkPermissions()
    {
        std::string denied;
        for (const char* needed :
             {"checkout/sessions", "payment_intents", "charges", "refunds", "events", "disputes"}) {
            const auto got = client_->get(std::string("/v1/") + needed, {{"limit", "1"}});
            if (got)
                continue;
            if (got.error().kind == stripe::ErrorClass::Connection)
                throw sdk::DeviceError(ACE_OFFLINE,
                                       got.error().describe() + ". Look at this machine's network.", true);
            if (got.error().kind != stripe::ErrorClass::Permission)
                raise(got.error(), Effect::Asks);
            denied += (denied.empty() ? "" : ", ") + std::string(needed);
        }
        if (!denied.empty())
            throw sdk::DeviceError(ACE_DISABLED,
                                   "the secret key may not use " + denied +
                                       ". In Stripe's dashboard, Developers, API keys, let it write Checkout "
                                       "Sessions and Refunds, and read the others.");
    }

    SystemClock clock_;
    SystemIdSource ids_{clock_};
    CheckoutSettings settings_;
    std::unique_ptr<stripe::Client> client_;
    std::unique_ptr<Sessions> sessions_;
    std::unique_ptr<Refunds> refunds_;
    std::unique_ptr<Afterwards> afterwards_;
    std::unique_ptr<Events> events_;
    std::unique_ptr<Messages> messages_;
};

} // namespace

} // namespace ace::stripecheckout

ACE_PLUGIN(R"({"id":"org.acetickets.payment.stripe-checkout","name":"Stripe Checkout","version":"0.1.0",
               "vendor":"Ace Tickets","license":"MIT",
               "devices":[{"class":"checkout","capability":"payment","settings":{
               "type":"object","additionalProperties":false,"required":["secret_key"],"properties":{
                 "secret_key":{"type":"string","x-secret":true,"description":"of Stripe: sk_… or rk_…"},
                 "webhook_secrets":{"type":"array","items":{"type":"string","x-secret":true},
                   "description":"of its webhook endpoints: whsec_…; several while one is rolled"},
                 "installation":{"type":"string","minLength":1,"maxLength":40,"default":"ace",
                   "description":"which of several that share an account: small letters, digits, hyphens"},
                 "statement_suffix":{"type":"string","maxLength":22,"description":"on the card's statement"},
                 "timeout_ms":{"type":"integer","minimum":100,"maximum":60000,"default":20000,
                   "description":"for all that a call does"},
                 "base_url":{"type":"string","minLength":1,"description":"of a simulator"},
                 "ca_file":{"type":"string","description":"certificates that a simulator's is signed by"}
               }}}]})",
           ace::stripecheckout::StripeCheckout);
