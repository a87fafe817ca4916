// SPDX-License-Identifier: MIT
// The plugin as the host sees it, and a Stripe that knows one session and what has become of it.
#pragma once

#include "PutSecret.h"
#include "StripePeer.h"
#include "TestSupport.h"

#include <ace/base/SystemIdSource.h>
#include <ace/plugin-host/PluginHost.h>

#include <nlohmann/json.hpp>

namespace ace::stripecheckout {

class CheckoutFixture : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        peer_.otherwise([this](const stripe::PeerRequest& request) { return answer(request); });
        card_ = open();
    }
    void tearDown() override { card_.reset(); }

protected:
    using Json = nlohmann::json;

    std::string secret(const std::string& value) // puts it down, and answers its name
    {
        const std::string name = "key" + std::to_string(++secretsMade_);
        test::putSecret(secrets_.path(), name, value);
        return "secret:" + name;
    }
    pluginhost::DeviceConfig configOf(Json settings = Json::object())
    {
        settings["secret_key"] = secret("sk_test_key1");
        settings["base_url"] = peer_.url();
        if (!settings.contains("webhook_secrets"))
            settings["webhook_secrets"] = {secret("whsec_old"), secret("whsec_new")};
        settings["installation"] = "hall-1";
        return {"card", "payment-stripe-checkout", settings.dump(), std::chrono::seconds(30)};
    }
    std::unique_ptr<sdk::PaymentMethod> open(Json settings = Json::object())
    {
        return test::valueOf(host_.openPayment(configOf(std::move(settings))));
    }
    sdk::PaymentIntent intent(std::int64_t amount = 4200)
    {
        sdk::PaymentIntent made{ids_.next<PaymentId>(), {amount, {}}, {amount, {}}, "ABCD2345"};
        made.email = "ana@example.org";
        made.begunAt = clock_.now();
        made.page = {"https://shop/orders/ABCD2345/key", "https://shop/cart", "Summer Fair", "es-MX",
                     made.begunAt + std::chrono::minutes(35)};
        return made;
    }
    sdk::PaymentIntent begun()
    {
        auto made = intent();
        made.memo = test::valueOf(card_->begin(made)).memo;
        peer_.forget();
        return made;
    }
    void becomes(const std::string& status, const std::string& paymentStatus = "unpaid",
                 const std::string& intentStatus = "requires_payment_method")
    {
        session_["status"] = status;
        session_["payment_status"] = paymentStatus;
        intent_["status"] = intentStatus;
        if (intentStatus == "succeeded")
            intent_["amount_received"] = intent_["amount"];
    }
    void isPaid() { becomes("complete", "paid", "succeeded"); }
    PaymentState stateOf(const sdk::PaymentIntent& asked) { return test::valueOf(card_->query(asked)).state; }
    static stripe::PeerAnswer error(int status, const std::string& code,
                                    const std::string& type = "invalid_request_error")
    {
        return {status, Json{{"error", {{"type", type}, {"code", code}, {"message", "no"}}}}.dump()};
    }
    static stripe::PeerAnswer lost()
    {
        stripe::PeerAnswer answer;
        answer.drop = true;
        return answer;
    }
    std::vector<std::string> asked() const
    {
        std::vector<std::string> lines;
        for (const auto& request : peer_.received())
            lines.push_back(request.method + " " + request.path);
        return lines;
    }

    virtual stripe::PeerAnswer answer(const stripe::PeerRequest& request)
    {
        const std::string what = request.method + " " + request.path;
        if (what == "POST /v1/checkout/sessions")
            return create(request);
        if (what == "GET /v1/checkout/sessions")
            return {200, Json{{"object", "list"},
                              {"data", session_.is_null() ? Json::array() : Json::array({session_})},
                              {"has_more", false}}
                             .dump()};
        if (session_.is_null())
            return error(404, "resource_missing");
        if (what == "POST /v1/checkout/sessions/cs_test_1/expire") {
            if (session_["status"] != "open")
                return error(400, "");
            session_["status"] = "expired";
            return {200, session_.dump()};
        }
        if (what == "GET /v1/checkout/sessions/cs_test_1") {
            Json whole = session_;
            whole["payment_intent"] = intent_;
            return {200, whole.dump()};
        }
        return error(404, "resource_missing");
    }
    stripe::PeerAnswer create(const stripe::PeerRequest& request)
    {
        const auto& fields = request.fields;
        if (session_.is_null()) {
            ++sessionsMade_;
            const std::int64_t amount = std::stoll(fields.at("line_items[0][price_data][unit_amount]"));
            session_ = {{"id", "cs_test_1"},
                        {"object", "checkout.session"},
                        {"client_reference_id", fields.at("client_reference_id")},
                        {"livemode", false},
                        {"status", "open"},
                        {"payment_status", "unpaid"},
                        {"amount_total", amount},
                        {"currency", fields.at("line_items[0][price_data][currency]")},
                        {"url", "https://checkout.stripe.test/c/pay/cs_test_1"},
                        {"payment_intent", "pi_1"}};
            intent_ = {{"id", "pi_1"},
                       {"status", "requires_payment_method"},
                       {"amount", amount},
                       {"amount_received", 0},
                       {"currency", session_["currency"]}};
        }
        return {200, session_.dump()};
    }

    const test::TemporaryFolder secrets_;
    int secretsMade_ = 0;
    test::FakeLog log_;
    SystemClock clock_; // the plugin's own
    SystemIdSource ids_{clock_};
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}, {.secrets = secrets_.path()}};
    Json session_; // null: none was made
    Json intent_;
    int sessionsMade_ = 0;
    stripe::StripePeer peer_; // uses what is above
    std::unique_ptr<sdk::PaymentMethod> card_;
};

} // namespace ace::stripecheckout
