// SPDX-License-Identifier: MIT
#include "CartPages.h"
#include "OwnForms.h"

#include <ace/base/Trace.h>
#include <ace/server/http/Answer.h>

#include <algorithm>

namespace ace::server::shop {

namespace {

constexpr std::size_t kNameBytesMost = 1200;

bool isNonce(const std::string& text)
{
    return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

} // namespace

void CheckoutPage::handleRequest(Request& request, Response& response)
{
    trace("sale", "POST /checkout");
    requireOwnForm(services_, request);
    const Form sent(request);
    const Cart cart = services_.cart.read(request);
    const catalog::EventPtr setup =
        cart.empty() ? nullptr : http::valueOrThrow(services_.catalog.findEvent(cart.eventSlug));
    const auto lines = setup ? priceCart(cart, *setup) : std::vector<OrderLine>{};
    if (lines.empty() || services_.cardMethod.empty())
        return http::seeOther(response, pathTo("/cart"));

    CheckoutForm form{sent.text("nonce"), sent.text("name"), sent.text("email"), {}, {}, {}, 200};
    if (!isComplete(form))
        return showCart(response, cart, form);
    if (sent.text("total") != std::to_string(totalOf(lines, setup->event.currency).minor)) {
        form.notice =
            say("The cart or a price has changed since you saw this page. Please look at the total again.");
        form.status = 409;
        return showCart(response, cart, form);
    }
    if (const auto wait = waitOf(request, access::RateClass::Write)) {
        form.notice = say(
            "Many orders come from your connection just now. Please wait {1} s, then press the button again.",
            {std::to_string(wait->count())});
        form.status = 429;
        response.set("Retry-After", std::to_string(wait->count()));
        return showCart(response, cart, form);
    }
    const auto outcome = services_.boxOffice.hold(orderOf(cart, form));
    if (!outcome) {
        // The same form again carries the same nonce: whatever became of this try, there will be one order.
        const http::Problem problem = http::problemOf(outcome.error());
        if (!problem.cause().empty())
            throw problem;
        form.notice = say("We could not finish this just now. Please press the button again: you will not be "
                          "charged twice.");
        form.status = problem.kind().status;
        return showCart(response, cart, form);
    }
    if (const auto* refused = std::get_if<boxoffice::Refused>(&*outcome))
        return refuse(response, cart, std::move(form), *refused);
    if (const auto* held = std::get_if<boxoffice::Held>(&*outcome))
        return goOn(response, *held);
    services_.cart.write(response, {});
    http::seeOther(response, pathTo(std::get<boxoffice::Sold>(*outcome).record.order));
}

bool CheckoutPage::isComplete(CheckoutForm& form) const
{
    if (form.name.empty())
        form.nameError = say("Please give a name.");
    else if (form.name.size() > kNameBytesMost)
        form.nameError = say("This name is too long.");
    if (form.email.empty())
        form.emailError = say("Please give an e-mail address.");
    else if (!looksLikeEmail(form.email))
        form.emailError = say("This does not look like an e-mail address.");
    if (!form.nameError.empty() || !form.emailError.empty())
        form.notice = say("Please correct the fields marked below.");
    if (!isNonce(form.nonce)) {
        form.nonce = newNonce();
        if (form.notice.empty())
            form.notice = say("Please press the button again.");
    }
    form.status = form.notice.empty() ? 200 : 422;
    return form.notice.empty();
}

boxoffice::OrderRequest CheckoutPage::orderOf(const Cart& cart, const CheckoutForm& form) const
{
    boxoffice::OrderRequest order;
    order.eventSlug = cart.eventSlug;
    order.items = cart.items;
    order.customer = {form.name, form.email};
    order.channel = Channel::Web;
    order.paymentMethod = services_.cardMethod;
    order.returnUrl = services_.publicUrl + pathTo("/orders/{code}/{key}");
    order.cancelUrl = services_.publicUrl + pathTo("/cart");
    order.language = say.code();
    std::string body = cart.eventSlug + "\n" + form.name + "\n" + form.email; // fields have no line breaks
    for (const auto& item : cart.items)
        body += "\n" + item.type.toString() + "=" + std::to_string(item.quantity);
    order.idempotency = sdk::IdempotencyKey{"shop|checkout", form.nonce, sha256(body)};
    return order;
}

void CheckoutPage::goOn(Response& response, const boxoffice::Held& held) const
{
    const Order& order = held.record.order;
    if (held.redirectUrl.empty())
        return http::seeOther(response, pathTo(order));
    // The simulated payment's page is ours and shows the order; a real one is told what it needs by its
    // plugin.
    const bool simulated = services_.demo && held.redirectUrl.find("/pay/test/") != std::string::npos;
    http::seeOther(response, simulated
                                 ? pathTo(held.redirectUrl) + "?code=" + order.code + "&key=" + order.key
                                 : held.redirectUrl);
}

void CheckoutPage::refuse(Response& response, const Cart& cart, CheckoutForm form,
                          const boxoffice::Refused& refused) const
{
    using boxoffice::Refusal;
    form.status = http::findProblemKind(boxoffice::name(refused.refusal))->status;
    switch (refused.refusal) {
    case Refusal::SoldOut:
        form.notice = say("Fewer tickets are left than you want. Change the tickets and try again.");
        break;
    case Refusal::NotOnSale:
        form.notice = say("Tickets for this event are not sold now.");
        break;
    case Refusal::IdempotencyKeyReused:
        form.nonce = newNonce();
        form.notice = say(
            "This form was sent before with other details, and that order stands. Press the button only if "
            "you want to order again.");
        break;
    case Refusal::PaymentFailed:
        form.nonce = newNonce();
        form.notice = say("The payment did not go through, and nothing was charged. You can try again.");
        break;
    default:
        form.notice = say("This cannot be ordered: {1}.", {refused.detail});
    }
    showCart(response, cart, form);
}

} // namespace ace::server::shop
