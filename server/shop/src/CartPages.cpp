// SPDX-License-Identifier: MIT
#include "CartPages.h"

#include "BrowsePages.h"
#include "OwnForms.h"
#include "WaitPages.h"

#include <ace/server/http/Answer.h>

#include <array>
#include <charconv>
#include <utility>

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

void CartPage::renewNonce(Response& response, Cart& cart) const
{
    std::array<std::uint8_t, 16> random{};
    services_.ids.fill(random);
    cart.nonce = toHex(random);
    services_.cart.write(response, cart);
}

CartPage::Priced CartPage::priced(Cart cart, std::optional<TypedVoucher> typed) const
{
    Priced priced;
    priced.event = cart.empty() ? nullptr : http::valueOrThrow(services_.catalog.findEvent(cart.eventSlug));
    if (priced.event) {
        const EventSetup& setup = *priced.event;
        priced.voucher = typed ? std::move(*typed) : lookAt(setup.event, cart.voucher);
        const Offer offer(setup, priced.voucher.voucher ? &*priced.voucher.voucher : nullptr);
        priced.lines = offer.linesOf(cart);
        priced.total = totalOf(priced.lines, setup.event.currency);
        priced.usesVoucher = offer.usesVoucher(cart);
        if (priced.voucher.voucher && !priced.usesVoucher)
            priced.voucher.problem = say("This voucher is not for the tickets in your cart.");
        priced.lostSome = priced.lines.size() < cart.items.size();
        cart.items = offer.itemsOf(cart);
    }
    priced.cart = std::move(cart);
    return priced;
}

bool CartPage::canPay(const Priced& priced) const
{
    return !services_.cardMethod.empty() || priced.total.minor == 0;
}

std::optional<OrderRecord> CartPage::earlierOrder(const Cart& cart) const
{
    const std::size_t slash = cart.order.find('/');
    if (slash == std::string::npos)
        return std::nullopt;
    auto record = http::valueOrThrow(services_.boxOffice.findOrder(cart.order.substr(0, slash)));
    if (!record || !equalInConstantTime(record->order.key, std::string_view(cart.order).substr(slash + 1)))
        return std::nullopt;
    const bool counts = record->order.state == OrderState::Pending || record->order.state == OrderState::Paid;
    return counts ? std::move(record) : std::nullopt;
}

void CartPage::giveUpOrder(const Cart& cart) const
{
    const std::size_t slash = cart.order.find('/');
    if (slash == std::string::npos)
        return;
    const auto record = services_.boxOffice.findOrder(cart.order.substr(0, slash));
    if (record && *record && equalInConstantTime((*record)->order.key, cart.order.substr(slash + 1)))
        (void)services_.boxOffice.abandon((*record)->order.id);
}

void CartPage::handleRequest(Request& request, Response& response)
{
    Cart cart = services_.cart.read(request);
    const auto earlier = earlierOrder(cart);
    if (earlier && earlier->order.state == OrderState::Paid) {
        services_.cart.write(response, {}); // it was paid for in another tab, or far from here
        return http::seeOther(response, pathTo(earlier->order));
    }
    const bool isOver = !cart.order.empty() && !earlier; // the next one is another
    if (!cart.empty() && (isOver || cart.nonce.empty())) {
        cart.order.clear();
        renewNonce(response, cart);
    }
    const Priced now = priced(std::move(cart));
    if (now.event && !mayShop(services_, request, now.event->event))
        return http::seeOther(response, pathTo("/events/" + now.event->event.slug + "/wait"));
    showCart(response, now, {});
}

void CartPage::showCart(Response& response, const Priced& priced, const CheckoutForm& form) const
{
    Data data;
    data["title"] = say("Your cart");
    data["here"] = "/cart";
    if (priced.lines.empty()) {
        data["empty"] = true;
        return show(response, form.status, "cart", std::move(data), {});
    }
    const EventSetup& setup = *priced.event;
    data["cart"] = true;
    data["name"] = setup.event.name;
    data["slug"] = setup.event.slug;
    data["starts"] = say.when(setup.event.startsAt, setup.event.timeZone);
    setLines(data, setup, priced.lines);
    if (priced.lostSome)
        data["lostSome"] = true;
    data["totalMinor"] = std::to_string(priced.total.minor);
    setVoucher(data, priced.voucher,
               priced.usesVoucher ? say("Your voucher is in the prices above.") : std::string());
    if (services_.findVoucher)
        data["takesVouchers"] = true;
    if (canPay(priced))
        data["canPay"] = true;
    if (priced.total.minor == 0)
        data["free"] = true;
    else
        data["payHint"] = services_.demo
                              ? say("You go to the page of the simulated payment. No money moves.")
                              : say("You go to the payment page. The tickets are kept for you meanwhile.");
    data["nonce"] = priced.cart.nonce;
    data["customerName"] = form.name;
    data["customerEmail"] = form.email;
    setIf(data, "nameError", form.nameError);
    setIf(data, "emailError", form.emailError);
    setIf(data, "notice", form.notice);
    setIf(data, "waitFor", form.waitFor);
    if (const auto earlier = earlierOrder(priced.cart))
        setEarlier(data, *earlier, setup);
    show(response, form.status, "cart", std::move(data), priced.cart);
}

void CartPage::applyVoucher(const Request& request, Response& response, const Form& sent) const
{
    CheckoutForm form{sent.text("name"), sent.text("email"), {}, {}, {}, 200, {}};
    Cart cart = services_.cart.read(request);
    const auto event =
        cart.empty() ? nullptr : http::valueOrThrow(services_.catalog.findEvent(cart.eventSlug));
    if (!event)
        return showCart(response, priced(std::move(cart)), form);
    TypedVoucher typed = tryVoucher(request, event->event, sent.text("voucher").substr(0, kVoucherBytesMost));
    if (!typed.code.empty() && !typed.voucher) {
        // What was there before stays, and what was typed is shown with what is wrong with it.
        form.status = 422;
        Priced shown = priced(std::move(cart));
        shown.voucher.code = typed.code;
        shown.voucher.problem = typed.problem;
        return showCart(response, shown, form);
    }
    const std::string code = typed.voucher ? typed.voucher->code : std::string();
    if (code != std::exchange(cart.voucher, code) || cart.nonce.empty())
        renewNonce(response, cart);
    showCart(response, priced(std::move(cart), std::move(typed)), form);
}

// They came back without paying: that order still keeps its tickets.
void CartPage::setEarlier(Data& data, const OrderRecord& record, const EventSetup& setup) const
{
    Data earlier;
    earlier["earlierCode"] = record.order.code;
    if (const auto until = payableUntil(record))
        earlier["earlierUntil"] = say.when(*until, setup.event.timeZone);
    earlier["earlierPay"] = pathTo(record.order) + "/pay";
    earlier["earlierCancel"] = pathTo(record.order) + "/cancel";
    data["earlier"] = std::move(earlier);
}

void ChangeCartPage::handleRequest(Request& request, Response& response)
{
    requireOwnForm(services_, request);
    const Form form(request);
    const std::string slug = form.text("event");
    EventPage::Shown shown;
    shown.kept = services_.cart.read(request);
    if (slug.empty())
        return empty(response, shown.kept);
    const catalog::EventPtr setup = loadEvent(slug);
    const std::string code = form.text("voucher");
    const bool isInCart = shown.kept.eventSlug == slug && shown.kept.voucher == code;
    shown.voucher = isInCart ? lookAt(setup->event, code) : tryVoucher(request, setup->event, code);
    const Offer offer(*setup, shown.voucher.voucher ? &*shown.voucher.voucher : nullptr);
    shown.chosen = chosenIn(form, offer, *setup);
    const bool ofOther = !shown.kept.empty() && shown.kept.eventSlug != slug;
    const EventPage page(services_, slug);
    if (!shown.voucher.problem.empty())
        shown.status = 422;
    if (!form.text("look").empty() || shown.status != 200)
        return page.showEvent(response, *setup, shown);
    if (shown.chosen.empty() && (shown.kept.empty() || ofOther)) {
        shown.status = 422;
        shown.notice = say("Choose at least one ticket.");
        return page.showEvent(response, *setup, shown);
    }
    if (shown.notice = brokenRule(shown.chosen, *setup, say); !shown.notice.empty()) {
        shown.status = 422;
        return page.showEvent(response, *setup, shown);
    }
    if (ofOther && form.text("replace").empty()) {
        shown.status = 409;
        shown.notice = say("Your cart holds tickets for another event, and an order is for one event.");
        shown.otherCart = true;
        return page.showEvent(response, *setup, shown);
    }
    if (shown.chosen.empty())
        return empty(response, shown.kept);
    if (shown.voucher.voucher)
        shown.chosen.voucher = shown.voucher.voucher->code;
    keep(response, std::move(shown.chosen), shown.kept);
    http::seeOther(response, pathTo("/cart"));
}

void ChangeCartPage::keep(Response& response, Cart chosen, const Cart& kept) const
{
    if (kept.eventSlug == chosen.eventSlug)
        chosen.order = kept.order;
    else
        giveUpOrder(kept);
    if (!kept.nonce.empty() && chosen.holdsTheSame(kept)) {
        chosen.nonce = kept.nonce;
        return services_.cart.write(response, chosen);
    }
    renewNonce(response, chosen);
}

// An order of it that waits for its payment is not wanted either.
void ChangeCartPage::empty(Response& response, const Cart& kept) const
{
    giveUpOrder(kept);
    services_.cart.write(response, {});
    http::seeOther(response, pathTo("/cart"));
}

Cart ChangeCartPage::chosenIn(const Form& form, const Offer& offer, const EventSetup& setup)
{
    Cart cart{setup.event.slug, {}};
    for (const TicketType& type : setup.types)
        if (const std::int32_t count = parseCount(form.text("q-" + type.id.toString()));
            count > 0 && offer.sells(type))
            cart.items.push_back({type.id, count});
    return cart;
}

void CartVoucherPage::handleRequest(Request& request, Response& response)
{
    requireOwnForm(services_, request);
    applyVoucher(request, response, Form(request));
}

} // namespace ace::server::shop
