// SPDX-License-Identifier: MIT
// A record with an event, and paid orders that go out by the plugin.
#pragma once

#include "Builders.h"
#include "TestSupport.h"

#include <ace/runtime/Runtime.h>

#include <memory>
#include <string>

namespace ace::email {

class OrderFixture : public CppUnit::TestFixture
{
protected:
    // `settings` are lines of [output.mail.settings]. Anew where it runs already.
    void startWith(const std::string& settings, bool background = false)
    {
        runtime_.reset();
        runtime::DataFolder folder(folder_.path() / "data");
        test::mustSucceed(folder.prepare(ids_));
        const auto parsed = test::valueOf(runtime::Settings::parse(
            "[deliver]\noutput = \"mail\"\nattach = \"pdf\"\n[output.mail]\nplugin = "
            "\"ticket-output-email\"\ndeadline_ms = 20000\n[output.mail.settings]\n"
            "from = \"tickets@example.org\"\n" +
                settings,
            "ace.toml", false));
        runtime::Runtime::Environment environment{log_, clock_, ids_, {ACE_PLUGIN_DIR}, background, nullptr};
        environment.orderLink = [](const Order& order, std::string_view language) {
            return "https://tickets.example.org/" + std::string(language) + "/orders/" + order.code;
        };
        runtime_ = test::valueOf(runtime::Runtime::startLocal(parsed, folder, environment));
        if (!begun_)
            test::mustSucceed(runtime_->storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
                access.events.insert(event_);
                return {};
            }));
        begun_ = true;
    }
    void sell(const std::string& email = "ana@example.org", const std::string& language = "")
    {
        sdk::OrderDraft draft = test::anOrder(event_, ids_).of("General", 2).withJob().sold();
        draft.order.customer = {"Ana", email};
        draft.order.language = language;
        draft.jobs.front().subject = draft.order.id.toString();
        draft.jobs.front().dueAt = clock_.now();
        const auto answers = runtime_->storage().placeOrders({&draft, 1});
        CPPUNIT_ASSERT(answers.front() && std::holds_alternative<sdk::Placed>(*answers.front()));
        order_ = draft.order;
        tickets_ = draft.tickets;
    }
    void work(int rounds)
    {
        for (int i = 0; i < rounds; ++i) {
            runtime_->runDueWork();
            clock_.advance(std::chrono::minutes(10));
        }
    }
    Order orderNow() { return test::valueOf(runtime_->boxOffice().findOrder(order_.code))->order; }
    void resend(const std::string& email = "")
    {
        const auto outcome = test::valueOf(runtime_->boxOffice().resendOrder({order_.code, email}));
        CPPUNIT_ASSERT(std::holds_alternative<boxoffice::Resent>(outcome));
    }
    static std::string messageId(const std::string& mail)
    {
        const std::size_t at = mail.find("\r\nMessage-ID: ");
        return mail.substr(at, mail.find("\r\n", at + 2) - at);
    }

    test::TemporaryFolder folder_;
    test::FakeLog log_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    const EventSetup event_ = test::anEvent(ids_);
    std::unique_ptr<runtime::Runtime> runtime_;
    Order order_; // the last one
    std::vector<Ticket> tickets_;

private:
    bool begun_ = false;
};

} // namespace ace::email
