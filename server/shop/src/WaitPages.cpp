// SPDX-License-Identifier: MIT
#include "WaitPages.h"

#include <ace/base/JsonText.h>
#include <ace/server/http/Answer.h>
#include <ace/server/web/Static.h>

#include <Poco/Net/HTTPCookie.h>
#include <Poco/Net/NameValueCollection.h>

namespace ace::server::shop {

namespace {

using waitingroom::Pass;
using waitingroom::Place;
using waitingroom::Turn;
using waitingroom::View;

constexpr int kKeepPaperSeconds = 2 * 24 * 3600;

std::string cookieOf(const Event& event) { return "ace_wait_" + event.slug; }

waitingroom::Paper paperOf(const Services& services, const Request& request, const Event& event)
{
    Poco::Net::NameValueCollection cookies;
    request.getCookies(cookies);
    return services.rooms.unseal(event, cookies.get(cookieOf(event), ""));
}

void keepPaper(const Services& services, Response& response, const Event& event,
               const waitingroom::Paper& paper)
{
    Poco::Net::HTTPCookie cookie(cookieOf(event), services.rooms.seal(event, paper));
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(services.publicUrl.starts_with("https://"));
    cookie.setSameSite(Poco::Net::HTTPCookie::SAME_SITE_LAX);
    cookie.setMaxAge(kKeepPaperSeconds);
    response.addCookie(cookie);
}

bool isGood(const Services& services, const waitingroom::Paper& paper, const Event& event)
{
    const auto* pass = std::get_if<Pass>(&paper);
    return pass && services.rooms.at(event).mayOrder(*pass);
}

// What a view is in words.
struct Told
{
    std::string heading, text, hint;
};

std::string estimateText(const View& view, const web::Words& say)
{
    if (view.othersHold)
        return say("All tickets are in somebody's cart just now. Some may come back: keep this page open.");
    if (!view.estimate)
        return {};
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(*view.estimate).count();
    return say.counted("It should take about {1} minute.", "It should take about {1} minutes.", minutes);
}

Told tell(const View& view, const Event& event, const web::Words& say)
{
    switch (view.turn) {
    case Turn::Lobby:
        return {say("The sale has not begun yet"),
                say("Tickets are sold from {1}.", {say.when(view.opensAt, event.timeZone)}),
                say("Everybody who is here then gets a place at random. You need not hurry, and you need not "
                    "reload this page.")};
    case Turn::SoldOut:
        return {say("Sold out"), say("All tickets were sold before it was your turn. We are sorry."), {}};
    case Turn::Waiting:
        return {view.ahead == 0
                    ? say("You are next")
                    : say.counted("{1} person is before you", "{1} people are before you", view.ahead),
                estimateText(view, say),
                say("You can close this page and come back in this browser: your place stays yours.")};
    case Turn::Open:
    case Turn::Admitted:
        break;
    }
    return {say("It is your turn"), {}, {}};
}

} // namespace

bool mayShop(const Services& services, const Request& request, const Event& event)
{
    return !services.rooms.at(event).asksForPass() ||
           isGood(services, paperOf(services, request, event), event);
}

WaitedCheckout::WaitedCheckout(const Services& services, const Request& request, const Event& event)
    : checkout_(services.rooms.at(event), [&]() -> std::optional<Pass> {
          const auto paper = paperOf(services, request, event);
          const auto* pass = std::get_if<Pass>(&paper);
          return pass ? std::optional(*pass) : std::nullopt;
      }())
{
}

void WaitPage::handleRequest(Request& request, Response& response)
{
    const catalog::EventPtr setup = loadEvent(slug_);
    const Event& event = setup->event;
    if (mayShop(services_, request, event))
        return goShopping(request, response);
    auto& room = services_.rooms.at(event);
    const Place place = placeFor(request, event);
    const View view = room.look(place);
    const auto pass = view.turn == Turn::Admitted ? room.enter(place) : std::nullopt;
    keepPaper(services_, response, event, pass ? waitingroom::Paper(*pass) : waitingroom::Paper(place));
    if (pass || view.turn == Turn::Open)
        return goShopping(request, response);
    const Told told = tell(view, event, say);
    Data data;
    data["title"] = told.heading;
    data["here"] = "/events/" + event.slug + "/wait";
    data["eventName"] = event.name;
    data["starts"] = say.when(event.startsAt, event.timeZone);
    data["slug"] = event.slug;
    data["heading"] = told.heading;
    data["text"] = told.text;
    data["hint"] = told.hint;
    data["pageScript"] = web::staticPath("wait.js");
    if (view.turn != Turn::SoldOut) {
        data["askAgain"] = std::to_string(view.askAgain.count());
        data["refreshSeconds"] = std::to_string(view.askAgain.count());
    }
    show(response, 200, "wait", std::move(data), services_.cart.read(request));
}

// The one that the browser has, or a new one: a place lets in once.
Place WaitPage::placeFor(const Request& request, const Event& event) const
{
    auto& room = services_.rooms.at(event);
    const auto paper = paperOf(services_, request, event);
    if (const auto* place = std::get_if<Place>(&paper); place && !room.isOver(*place))
        return *place;
    if (const auto wait = waitOf(request, kQueue))
        throw http::Problem("too_many_requests",
                            say("Many people wait from your connection already. Please try again in {1} s.",
                                {std::to_string(wait->count())}),
                            {{"Retry-After", std::to_string(wait->count())}});
    return room.arrive();
}

void WaitPage::goShopping(const Request& request, Response& response) const
{
    const bool picked = services_.cart.read(request).eventSlug == slug_;
    http::seeOther(response, pathTo(picked ? "/cart" : "/events/" + slug_));
}

void WaitStatus::handleRequest(Request& request, Response& response)
{
    const catalog::EventPtr setup = loadEvent(slug_);
    const auto paper = paperOf(services_, request, setup->event);
    const auto* place = std::get_if<Place>(&paper);
    auto& room = services_.rooms.at(setup->event);
    // Without a place that counts, the page is where one is given.
    const View view = place && !room.isOver(*place) ? room.look(*place) : View{};
    const Told told = tell(view, setup->event, say);
    const bool over = view.turn == Turn::Open || view.turn == Turn::Admitted;
    http::sendJson(response, 200,
                   "{\"turn\":\"" +
                       std::string(over                         ? "yours"
                                   : view.turn == Turn::SoldOut ? "sold_out"
                                                                : "wait") +
                       "\",\"heading\":" + jsonText(told.heading) + ",\"text\":" + jsonText(told.text) +
                       ",\"hint\":" + jsonText(told.hint) + ",\"place\":" + std::to_string(view.place) +
                       ",\"ask_again\":" + std::to_string(view.askAgain.count()) + "}");
}

} // namespace ace::server::shop
