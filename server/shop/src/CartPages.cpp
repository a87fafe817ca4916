// SPDX-License-Identifier: MIT
#include "CartPages.h"

#include "BrowsePages.h"
#include "OwnForms.h"
#include "WaitPages.h"

#include <ace/server/http/Answer.h>

#include <array>
#include <charconv>

namespace ace::server::shop {

namespace {

std::int32_t parseCount(const std::string& text)
{
    std::int32_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (text.empty())
        return 0;
    if (error != std::errc() || end != text.data() + text.size() || count < 0)
        throw http::Problem("malformed", "\"" + text.substr(0, 40) + "\" is not a number of tickets.");
    return count;
}

// The first of the event's rules that the choice breaks; empty: none.
std::string brokenRule(const Cart& cart, const EventSetup& setup, const web::Words& say)
{
    for (const auto& item : cart.items) {
        const TicketType* type = setup.findType(item.type);
        if (item.quantity > type->maxPerOrder)
            return say("An order can have at most {1} of “{2}”.",
                       {std::to_string(type->maxPerOrder), type->name});
        if (item.quantity < type->minPerOrder)
            return say("An order must have at least {1} of “{2}”.",
                       {std::to_string(type->minPerOrder), type->name});
    }
    return {};
}

} // namespace

std::string CartPage::newNonce() const
{
    std::array<std::uint8_t, 16> random{};
    services_.ids.fill(random);
    return toHex(random);
}

void CartPage::handleRequest(Request& request, Response& response)
{
    const Cart cart = services_.cart.read(request);
    const catalog::EventPtr setup =
        cart.empty() ? nullptr : http::valueOrThrow(services_.catalog.findEvent(cart.eventSlug));
    if (setup && !mayShop(services_, request, setup->event))
        return http::seeOther(response, pathTo("/events/" + setup->event.slug + "/wait"));
    CheckoutForm form;
    form.nonce = newNonce();
    showCart(response, cart, form);
}

void CartPage::showCart(Response& response, const Cart& cart, const CheckoutForm& form) const
{
    Data data;
    data["title"] = say("Your cart");
    data["here"] = "/cart";
    const catalog::EventPtr setup =
        cart.empty() ? nullptr : http::valueOrThrow(services_.catalog.findEvent(cart.eventSlug));
    const auto lines = setup ? priceCart(cart, *setup) : std::vector<OrderLine>{};
    if (lines.empty()) { // nothing, or nothing that is still offered
        data["empty"] = true;
        return show(response, form.status, "cart", std::move(data), {});
    }
    data["cart"] = true;
    data["name"] = setup->event.name;
    data["slug"] = setup->event.slug;
    data["starts"] = say.when(setup->event.startsAt, setup->event.timeZone);
    setLines(data, *setup, lines);
    data["totalMinor"] = std::to_string(totalOf(lines, setup->event.currency).minor);
    if (!services_.cardMethod.empty())
        data["canPay"] = true;
    data["payHint"] = services_.demo
                          ? say("You go to the page of the simulated payment. No money moves.")
                          : say("You go to the payment page. The tickets are kept for you meanwhile.");
    data["nonce"] = form.nonce;
    data["customerName"] = form.name;
    data["customerEmail"] = form.email;
    setIf(data, "nameError", form.nameError);
    setIf(data, "emailError", form.emailError);
    setIf(data, "notice", form.notice);
    setIf(data, "waitFor", form.waitFor);
    show(response, form.status, "cart", std::move(data), cart);
}

void ChangeCartPage::handleRequest(Request& request, Response& response)
{
    requireOwnForm(services_, request);
    const Form form(request);
    const std::string slug = form.text("event");
    if (slug.empty()) {
        services_.cart.write(response, {});
        return http::seeOther(response, pathTo("/cart"));
    }
    const catalog::EventPtr setup = loadEvent(slug);
    const Cart kept = services_.cart.read(request);
    const Cart chosen = chosenIn(form, *setup);
    const bool ofOther = !kept.empty() && kept.eventSlug != slug;
    const EventPage page(services_, slug);
    if (chosen.empty() && (kept.empty() || ofOther))
        return page.showEvent(response, *setup, chosen, kept,
                              {422, say("Choose at least one ticket."), false});
    if (const std::string broken = brokenRule(chosen, *setup, say); !broken.empty())
        return page.showEvent(response, *setup, chosen, kept, {422, broken, false});
    if (ofOther && form.text("replace").empty())
        return page.showEvent(
            response, *setup, chosen, kept,
            {409, say("Your cart holds tickets for another event, and an order is for one event."), true});
    services_.cart.write(response, chosen);
    http::seeOther(response, pathTo("/cart"));
}

Cart ChangeCartPage::chosenIn(const Form& form, const EventSetup& setup)
{
    Cart cart{setup.event.slug, {}};
    for (const TicketType& type : setup.types)
        if (const std::int32_t count = parseCount(form.text("q-" + type.id.toString())); count > 0)
            cart.items.push_back({type.id, count});
    return cart;
}

} // namespace ace::server::shop
