// SPDX-License-Identifier: MIT
// A box office over SQLite. The card is a fake, because what it says is chance.
#pragma once

#include "FakePayments.h"
#include "TestSupport.h"

#include <ace/box-office/LocalBoxOffice.h>
#include <ace/box-office/LocalTills.h>
#include <ace/catalog/EventImport.h>
#include <ace/catalog/LocalCatalog.h>
#include <ace/outbox/Webhooks.h>
#include <ace/sqlite/SqliteFactory.h>

namespace ace::boxoffice {

inline constexpr const char* kFair = R"(
[event]
slug = "fair"
name = "Fair"
time_zone = "UTC"
starts = "2020-01-01T00:00"
ends = "2090-01-01T00:00"
[[quota]]
name = "ground"
size = 10
[[zone]]
name = "Ground"
[[gate]]
name = "Door"
zone = "Ground"
[[ticket_type]]
name = "General"
price = 1000
tax_ppm = 88750
quotas = ["ground"]
[[ticket_type]]
name = "Crew"
price = 500
hidden = true
quotas = ["ground"]
[[ticket_type]]
name = "Online"
price = 900
channels = ["web"]
quotas = ["ground"]
[[ticket_type]]
name = "Door"
price = 1200
channels = ["counter"]
quotas = ["ground"]
[[voucher]]
code = "half"
effect = "percent_off"
value = 500000
uses = 2
[[voucher]]
code = "CREW"
types = ["Crew"]
opens_hidden = true
[[voucher]]
code = "FREE"
effect = "fixed_price"
value = 0
uses = 5
[[voucher]]
code = "LATER"
effect = "amount_off"
value = 100
valid_from = "2089-01-01T00:00"
)";

class OfficeFixture : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        storage_ = test::valueOf(sqlite::SqliteFactory().open({folder_.path(), "{}", log_, clock_}));
        catalog_ = std::make_unique<catalog::LocalCatalog>(*storage_, ids_, clock_);
        event_ = test::valueOf(
            catalog_->importEvent(test::valueOf(catalog::parseEventFile(kFair, "fair.toml", ids_))));
        webhooks_ = std::make_unique<outbox::Webhooks>(*storage_, ids_, clock_);
        test::mustSucceed(webhooks_->refresh());
        office_ = std::make_unique<LocalBoxOffice>(LocalBoxOffice::Parts{*storage_,
                                                                         *catalog_,
                                                                         clock_,
                                                                         ids_,
                                                                         log_,
                                                                         {{"cash", &cash_}, {"card", &card_}},
                                                                         std::chrono::minutes(15),
                                                                         false,
                                                                         webhooks_.get()});
        tills_ = std::make_unique<LocalTills>(LocalTills::Parts{*storage_, *catalog_, clock_, ids_});
    }

protected:
    TicketTypeId typeOf(const std::string& name) const
    {
        for (const TicketType& type : event_->types)
            if (type.name == name)
                return type.id;
        CPPUNIT_FAIL("no type " + name);
        return {};
    }
    OrderRequest request(const std::string& type = "General", std::int32_t quantity = 1) const
    {
        OrderRequest request;
        request.eventSlug = "fair";
        request.items = {{typeOf(type), quantity}};
        request.paymentMethod = "cash";
        return request;
    }
    OrderRecord sold(const OrderRequest& request)
    {
        auto outcome = test::valueOf(office_->sell(request));
        if (const auto* refused = std::get_if<Refused>(&outcome))
            CPPUNIT_FAIL(refused->detail);
        return std::get<Sold>(outcome).record;
    }
    OrderRecord soldByCard(std::int32_t quantity)
    {
        auto wanted = request("General", quantity);
        wanted.paymentMethod = "card";
        wanted.channel = Channel::Web;
        return std::get<Sold>(test::valueOf(office_->hold(wanted))).record;
    }
    TillSessionId anOpenTill(std::int64_t openingFloat = 10'000)
    {
        const auto till = std::get<Till>(test::valueOf(tills_->add(event_->event.id, "Till", {})));
        const auto report = test::valueOf(tills_->open(till.id, {openingFloat, {}}, {}));
        return std::get<TillReport>(report).session.id;
    }
    std::int64_t available()
    {
        return catalog::availableOf(event_->types.front(),
                                    test::valueOf(catalog_->quotaLevels(event_->event.id)));
    }
    OrderRecord record(const std::string& code) { return test::valueOf(office_->findOrder(code)).value(); }
    // The audit log's actions, oldest first.
    std::string audited()
    {
        std::string text;
        for (const auto& one : test::valueOf(storage_->readValue(
                 [](const sdk::ReadAccess& access) { return access.audit.list(0, 100); })))
            text += one.entry.action + " ";
        return text;
    }
    std::string lastDetail()
    {
        return test::valueOf(storage_->readValue(
                                 [](const sdk::ReadAccess& access) { return access.audit.list(0, 100); }))
            .back()
            .entry.detail;
    }
    std::vector<Job> jobs(const std::string& kind)
    {
        return test::valueOf(storage_->transactValue([&](sdk::WriteAccess& access) {
            return access.jobs.lease(clock_.now(), clock_.now(), 100, {.only = kind});
        }));
    }
    static sdk::Act keyed(const std::string& key, const std::string& body = "body")
    {
        return {{}, sdk::IdempotencyKey{"test", key, sha256(body)}};
    }
    template <class Outcome> static void mustRefuse(Refusal refusal, const Result<Outcome>& result)
    {
        if (!result)
            CPPUNIT_FAIL(result.error().describe());
        const auto* refused = std::get_if<Refused>(&*result);
        CPPUNIT_ASSERT_MESSAGE("not refused", refused);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(refused->detail, std::string(name(refusal)),
                                     std::string(name(refused->refusal)));
    }

    test::TemporaryFolder folder_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    test::FakeLog log_;
    FakeCash cash_;
    FakeCard card_;
    std::unique_ptr<sdk::Storage> storage_;
    std::unique_ptr<catalog::LocalCatalog> catalog_;
    catalog::EventPtr event_;
    std::unique_ptr<outbox::Webhooks> webhooks_;
    std::unique_ptr<LocalBoxOffice> office_;
    std::unique_ptr<LocalTills> tills_;
};

} // namespace ace::boxoffice
