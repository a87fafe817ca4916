// SPDX-License-Identifier: MIT
// A box office as a server runs it, with Stripe's plugin and a simulated Stripe. The test moves time, for
// the box office alone; the plugin and the simulator have the machine's.
#pragma once

#include "../../../box-office/tests/Ledger.h"
#include "PutSecret.h"
#include "StripePeer.h"
#include "TestSupport.h"

#include <ace/catalog/EventImport.h>
#include <ace/runtime/Runtime.h>
#include <ace/stripe-simulator/Simulator.h>
#include <ace/stripe/Fields.h>
#include <ace/stripe/Signature.h>

#include <nlohmann/json.hpp>

namespace ace::runtime {

inline constexpr const char* kHall = R"(
[event]
slug = "hall"
name = "Concert"
time_zone = "UTC"
starts = "2020-01-01T00:00"
ends = "2090-01-01T00:00"
[[quota]]
name = "seats"
size = 40
[[ticket_type]]
name = "Seat"
price = 1000
tax_ppm = 100000
max_per_order = 40
quotas = ["seats"]
[[voucher]]
code = "FREE"
effect = "fixed_price"
value = 0
uses = 5
)";

class OnlineShop : public CppUnit::TestFixture
{
public:
    using Json = nlohmann::json;

    void setUp() override
    {
        peer_.otherwise([this](const stripe::PeerRequest& asked) { return forward(asked); });
        start();
        event_ = test::valueOf(runtime_->catalog().importEvent(
            test::valueOf(catalog::parseEventFile(kHall, "hall.toml", ids_))));
    }
    void tearDown() override { runtime_.reset(); }

protected:
    // Again: as after a crash, for nothing is kept but the record.
    void start()
    {
        runtime_.reset();
        folder_.emplace(temporary_.path() / "data");
        test::mustSucceed(folder_->prepare(ids_));
        Settings settings;
        settings.storage.settings = R"({"synchronous": "off", "unsafe": true})";
        test::putSecret(folder_->path() / "secrets", "stripe/key", "sk_test_key1");
        test::putSecret(folder_->path() / "secrets", "stripe/webhook", "whsec_hall");
        const Json plugin{{"secret_key", "secret:stripe/key"},
                          {"base_url", peer_.url()},
                          {"timeout_ms", 4000},
                          {"webhook_secrets", {"secret:stripe/webhook"}}};
        settings.payments["card"] = {"payment-stripe-checkout", plugin.dump(), std::chrono::seconds(60)};
        runtime_ = test::valueOf(
            Runtime::startLocal(settings, *folder_, {log_, clock_, ids_, {ACE_PLUGIN_DIR}, false, nullptr}));
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, runtime_->problems().size());
    }
    boxoffice::OrderRequest request(std::int32_t quantity, const std::string& key) const
    {
        boxoffice::OrderRequest wanted;
        wanted.eventSlug = "hall";
        wanted.items = {{event_->types.front().id, quantity}};
        wanted.customer = {"Ana", "ana@example.org"};
        wanted.channel = Channel::Web;
        wanted.paymentMethod = "card";
        wanted.returnUrl = "http://127.0.0.1:1/orders/{code}/{key}";
        wanted.cancelUrl = "http://127.0.0.1:1/cart";
        wanted.idempotency = sdk::IdempotencyKey{"shop", key, {}};
        return wanted;
    }
    boxoffice::Held held(std::int32_t quantity, const std::string& key = "key")
    {
        return std::get<boxoffice::Held>(test::valueOf(runtime_->boxOffice().hold(request(quantity, key))));
    }
    // What the customer's browser sends from the page.
    void press(const std::string& url, const std::string& action,
               const std::string& number = "4242424242424242")
    {
        stripesimulator::Request form{"POST", url.substr(url.find("/c/pay/")), "", {}, ""};
        form.headers["content-type"] = "application/x-www-form-urlencoded";
        form.body =
            stripe::formEncoded({{"action", action}, {"number", number}, {"email", "ana@example.org"}});
        CPPUNIT_ASSERT(simulator_.handle(form).status < 500);
    }
    OrderRecord paid(std::int32_t quantity, const std::string& number = "4242424242424242")
    {
        const auto bought = held(quantity, "of " + number);
        press(bought.redirectUrl, "pay", number);
        return test::valueOf(runtime_->boxOffice().settle(bought.record.order.id));
    }
    OrderRecord record(const OrderRecord& of)
    {
        return test::valueOf(runtime_->boxOffice().findOrder(of.order.code)).value();
    }
    // In Stripe's dashboard, or by a script of the organiser's.
    Json there(const std::string& method, const std::string& path, const stripe::Fields& fields = {})
    {
        stripesimulator::Request asked{method, path, "", {{"authorization", "Bearer sk_test_key1"}}, ""};
        asked.headers["content-type"] = "application/x-www-form-urlencoded";
        (method == "GET" ? asked.query : asked.body) = stripe::formEncoded(fields);
        const auto answer = simulator_.handle(asked);
        CPPUNIT_ASSERT_MESSAGE(answer.body, answer.status == 200);
        return Json::parse(answer.body);
    }
    Json all(const std::string& path) { return there("GET", path, {{"limit", "100"}})["data"]; }
    Json control(const std::string& path, const Json& body)
    {
        const auto answer = simulator_.control({"POST", path, "", {}, body.dump()});
        CPPUNIT_ASSERT_MESSAGE(answer.body, answer.status == 200);
        return Json::parse(answer.body, nullptr, false);
    }
    void spoil(const std::string& kind, const std::string& path, int times) // 0: until heal()
    {
        control("/faults", {{"kind", kind}, {"path", path}, {"times", times}});
    }
    void heal() { simulator_.control({"DELETE", "/faults", "", {}, ""}); }
    std::string onlyIntent() { return all("/v1/payment_intents").at(0)["id"]; }
    Result<std::optional<OrderId>> tell(const Json& event)
    {
        const std::string body = event.dump();
        return runtime_->boxOffice().takePaymentMessage(
            "card", {{"stripe-signature", stripe::signatureOf(body, "whsec_hall", SystemClock().now())}},
            body);
    }
    // All events so far, oldest first.
    void tellAll()
    {
        const Json events = all("/v1/events");
        for (auto event = events.rbegin(); event != events.rend(); ++event)
            test::valueOf(tell(*event));
    }
    void work() { runtime_->runDueWork(); }
    boxoffice::Ledger ledger() { return boxoffice::ledgerOf(runtime_->storage()); }
    // What is left of what came in, there and here.
    void booksMustAgree()
    {
        std::int64_t there = 0;
        for (const Json& charge : all("/v1/charges"))
            if (charge["status"] == "succeeded")
                there += charge["amount_captured"].get<std::int64_t>() -
                         charge["amount_refunded"].get<std::int64_t>();
        const boxoffice::Ledger here = ledger();
        CPPUNIT_ASSERT_EQUAL(there, here.paid - here.back);
    }
    static void mustBe(OrderState state, const OrderRecord& record)
    {
        CPPUNIT_ASSERT_EQUAL(static_cast<int>(state), static_cast<int>(record.order.state));
    }

    stripe::PeerAnswer forward(const stripe::PeerRequest& asked)
    {
        const auto answer =
            simulator_.handle({asked.method, asked.path, asked.query, asked.headers, asked.body});
        stripe::PeerAnswer given{answer.status, answer.body};
        for (const auto& [name, value] : answer.headers)
            if (name.starts_with("Stripe-") || name == "Retry-After" || name == "Request-Id")
                given.headers.emplace_back(name, value);
        given.drop = answer.cut == stripesimulator::Cut::Everything;
        if (answer.cut == stripesimulator::Cut::SecondHalf)
            given.cut = answer.body.size() / 2;
        return given;
    }

    test::TemporaryFolder temporary_;
    test::FakeLog log_;
    test::FakeClock clock_{SystemClock().now()};
    test::FakeIdSource ids_;
    const SystemClock wall_;
    stripesimulator::Simulator simulator_{wall_, 7};
    stripe::StripePeer peer_; // uses what is above
    std::optional<DataFolder> folder_;
    std::unique_ptr<Runtime> runtime_;
    catalog::EventPtr event_;
};

} // namespace ace::runtime
