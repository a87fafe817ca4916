// SPDX-License-Identifier: MIT
#pragma once

#include "DemoOrder.h"
#include "FakeUseCases.h"
#include "HttpClient.h"
#include "PageReader.h"

#include <ace/base/SystemIdSource.h>
#include <ace/server/http/Front.h>
#include <ace/server/shop/Shop.h>
#include <ace/server/waiting-room/Rooms.h>

#include <map>

namespace ace::test {

class FakeRoomRecord : public server::waitingroom::RoomRecord
{
public:
    Result<WaitingRoom> exchange(EventId, const WaitingCounts& more) override
    {
        room.counts.lobby += more.lobby;
        room.counts.arrivals += more.arrivals;
        room.counts.admitted += more.admitted;
        return room;
    }
    Result<void> setMode(const Event&, WaitingMode mode, const Actor&) override
    {
        room.mode = mode;
        return {};
    }

    WaitingRoom room;
};

} // namespace ace::test

namespace ace::server::shop {

inline constexpr const char* kOrder = "/orders/C0DE/the-key"; // the demo order, with its key

// The shop's pages over real HTTP, with use cases that answer what a test wants.
class ShopFixture : public CppUnit::TestFixture
{
public:
    void setUp() override { start("card"); }

protected:
    void start(const std::string& cardMethod)
    {
        client.reset();
        front.reset(); // before what it serves goes
        catalog.events = {std::make_shared<EventSetup>(demo.setup)};
        catalog.levels = demo.levels;
        const auto findVoucher = [this](EventId, std::string_view code) -> Result<std::optional<Voucher>> {
            const auto found = vouchers.find(normalVoucherCode(code));
            return found == vouchers.end() ? std::nullopt : std::optional(found->second);
        };
        services.emplace(Services{catalog, boxOffice, pdf, clock, ids, templates, cart, limiter, rooms, "",
                                  cardMethod, true, organiser, findVoucher, true, true});
        spanish.emplace(Services{catalog, boxOffice, pdf, clock, ids, spanishTemplates, cart, limiter, rooms,
                                 "", cardMethod, true, organiser, findVoucher, true, true});
        router = http::Router();
        addRoutes(router, *services);
        addRoutes(router, *spanish);
        http::FrontOptions options;
        options.threads = 16;
        options.sharedAnswersMost = 0; // each look is at this moment
        front = test::valueOf(http::Front::start(options, site, log));
        client.emplace(front->port());
    }
    std::string field(std::size_t type) const { return "q-" + demo.setup.types[type].id.toString(); }
    test::Reply pick(const std::string& count)
    {
        return client->postForm("/cart", "event=summer-fair&" + field(0) + "=" + count);
    }
    // The checkout form of the cart's page, filled in.
    std::string filledForm(const std::string& name = "Ann", const std::string& email = "ann%40example.com")
    {
        const std::string page = client->get("/cart").body;
        return "nonce=" + test::hiddenValue(page, "nonce") + "&total=" + test::hiddenValue(page, "total") +
               "&name=" + name + "&email=" + email;
    }
    void answerHeld(const std::string& redirect)
    {
        boxOffice.onHold = [this, redirect](const auto&) {
            demo.record.order.state = OrderState::Pending;
            return boxoffice::HoldOutcome(boxoffice::Held{demo.record, redirect});
        };
    }
    void answerRefused(boxoffice::Refusal refusal)
    {
        boxOffice.onHold = [refusal](const auto&) {
            return boxoffice::HoldOutcome(boxoffice::Refused{refusal, "because"});
        };
    }
    Voucher& aVoucher(const std::string& code, VoucherEffect effect, std::int64_t value)
    {
        Voucher voucher;
        voucher.id = ids.next<VoucherId>();
        voucher.event = demo.setup.event.id;
        voucher.code = code;
        voucher.effect = effect;
        voucher.value = value;
        voucher.validity = {clock.now(), clock.now() + std::chrono::hours(24)};
        return vouchers[code] = voucher;
    }
    // One that waits for its payment, and that the cart knows of.
    void answerPending()
    {
        demo.record.order.state = OrderState::Pending;
        demo.record.order.holdUntil = clock.now() + std::chrono::minutes(15);
        demo.record.payment->state = PaymentState::Pending;
        demo.record.tickets.clear();
        boxOffice.order = demo.record;
        answerHeld("https://bank.example/pay");
    }
    static void expectNoText(const test::Reply& reply, const std::string& text)
    {
        CPPUNIT_ASSERT_MESSAGE(text + " in\n" + reply.body, reply.body.find(text) == std::string::npos);
    }
    static void expectText(const test::Reply& reply, const std::string& text)
    {
        CPPUNIT_ASSERT_MESSAGE(text + " in\n" + reply.body, reply.body.find(text) != std::string::npos);
    }

    test::FakeClock clock;
    SystemIdSource ids{clock};
    test::FakeLog log;
    test::DemoOrder demo{ids, clock.now()};
    test::FakeCatalog catalog;
    test::FakeBoxOffice boxOffice;
    test::FakeOutput output;
    std::map<std::string, Voucher> vouchers;
    Organiser organiser;
    tickets::TicketPdf pdf{catalog, &output};
    web::Templates templates;
    CartCookie cart{Digest{5}, false};
    access::RateLimiter limiter{rateLimits(), clock, ids};
    test::FakeRoomRecord roomRecord;
    waitingroom::Rooms rooms{{roomRecord, catalog, clock, ids, log, Digest{6}}};
    web::Templates spanishTemplates{web::Words::of(web::Language::Spanish)};
    std::optional<Services> services, spanish;
    http::Router router;
    http::Site site{router,
                    [this](const auto& request, auto& response, const http::Problem& problem) {
                        const bool inSpanish = request.getURI().starts_with("/es/");
                        showProblem(inSpanish ? *spanish : *services, request, response, problem);
                    },
                    log};
    std::unique_ptr<http::Front> front;
    std::optional<test::HttpClient> client;
};

} // namespace ace::server::shop
