// SPDX-License-Identifier: MIT
#include "CartPages.h"
#include "OwnForms.h"
#include "WaitPages.h"

#include <ace/base/Trace.h>
#include <ace/server/http/Answer.h>

namespace ace::server::shop {

namespace {

constexpr std::size_t kNameBytesMost = 1200;
constexpr const char* kNoMethod = "none"; // where nothing can be paid, what is free goes all the same

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
    Priced cart = priced(services_.cart.read(request));
    if (cart.lines.empty() || !canPay(cart))
        return http::seeOther(response, pathTo("/cart"));
    if (typesAnotherVoucher(sent, cart.cart))
        return applyVoucher(request, response, sent);

    CheckoutForm form{sent.text("name"), sent.text("email"), {}, {}, {}, 200, {}};
    if (cart.cart.nonce.empty())
        renewNonce(response, cart.cart);
    if (!isComplete(form, sent.text("nonce")))
        return showCart(response, cart, form);
    const bool isOfThisCart = sent.text("nonce") == cart.cart.nonce;
    if (!isOfThisCart || sent.text("total") != std::to_string(cart.total.minor)) {
        form.notice =
            say("The cart or a price has changed since you saw this page. Please look at the total again.");
        form.status = 409;
        return showCart(response, cart, form);
    }
    if (!mayOrder(request, response, cart.event->event, form))
        return showCart(response, cart, form);
    order(request, response, cart, std::move(form));
}

// Who typed one, and did not press "Apply", wants to see what it does before anything is charged.
bool CheckoutPage::typesAnotherVoucher(const Form& sent, const Cart& cart) const
{
    const std::string typed = normalVoucherCode(sent.text("voucher").substr(0, kVoucherBytesMost));
    return services_.findVoucher && !typed.empty() && typed != normalVoucherCode(cart.voucher);
}

bool CheckoutPage::mayOrder(const Request& request, Response& response, const Event& event,
                            CheckoutForm& form) const
{
    if (!mayShop(services_, request, event)) {
        tellTurnIsOver(form, event);
        return false;
    }
    const auto wait = waitOf(request, kAsk);
    if (!wait)
        return true;
    form.notice =
        say("Many orders come from your connection just now. Please wait {1} s, then press the button again.",
            {std::to_string(wait->count())});
    form.status = 429;
    response.set("Retry-After", std::to_string(wait->count()));
    return false;
}

void CheckoutPage::tellTurnIsOver(CheckoutForm& form, const Event& event) const
{
    form.notice =
        say("Your turn is over, and others wait. What you typed is kept in this page: open the waiting "
            "room, and come back to it when it is your turn again.");
    form.waitFor = event.slug;
    form.status = 409;
}

// One customer holds one order at a time: another one of the same cart takes the place of the first, and who
// has paid that one is shown it.
void CheckoutPage::order(const Request& request, Response& response, const Priced& wanted,
                         CheckoutForm form) const
{
    using boxoffice::Refusal;
    const auto earlier = earlierOrder(wanted.cart);
    if (earlier && earlier->order.state == OrderState::Paid)
        return goTo(response, earlier->order);
    WaitedCheckout checkout(services_, request, wanted.event->event);
    if (!checkout.mayOrder()) { // others of its pass are under way
        tellTurnIsOver(form, wanted.event->event);
        return showCart(response, wanted, form);
    }
    auto outcome = services_.boxOffice.hold(orderOf(wanted, form));
    const auto* refused = outcome ? std::get_if<boxoffice::Refused>(&*outcome) : nullptr;
    const bool madeRoom = refused && earlier &&
                          (refused->refusal == Refusal::SoldOut || refused->refusal == Refusal::VoucherSpent);
    if (madeRoom) {
        const auto stands = giveUp(*earlier);
        if (!stands)
            return askAgain(response, wanted, std::move(form), stands.error());
        if (*stands)
            return goTo(response, earlier->order);
        outcome = services_.boxOffice.hold(orderOf(wanted, form));
    }
    if (!outcome)
        return askAgain(response, wanted, std::move(form), outcome.error());
    if (const auto* no = std::get_if<boxoffice::Refused>(&*outcome))
        return refuse(response, priced(wanted.cart), std::move(form), *no);
    checkout.ordered(wanted.cart.count());
    const auto* held = std::get_if<boxoffice::Held>(&*outcome);
    const Order& made = held ? held->record.order : std::get<boxoffice::Sold>(*outcome).record.order;
    if (earlier && !madeRoom && earlier->order.id != made.id) {
        const auto stands = giveUp(*earlier);
        if (!stands) // no second page to pay at while the first may be open
            return askAgain(response, wanted, std::move(form), stands.error());
        if (*stands && held)
            (void)services_.boxOffice.abandon(made.id); // or it runs out by itself
        if (*stands)
            return goTo(response, earlier->order);
    }
    if (held)
        return goOn(response, wanted.cart, *held);
    goTo(response, made);
}

// The cart has the same nonce as before: whatever became of this try, there will be one order.
void CheckoutPage::askAgain(Response& response, const Priced& wanted, CheckoutForm form,
                            const Error& error) const
{
    const http::Problem problem = http::problemOf(error);
    if (!problem.cause().empty())
        throw problem;
    form.notice = say("We could not finish this just now. Please press the button again: you will not be "
                      "charged twice.");
    form.status = problem.kind().status;
    showCart(response, wanted, form);
}

// True: it was paid after all, or its payment is complete and takes its time.
Result<bool> CheckoutPage::giveUp(const OrderRecord& earlier) const
{
    const auto given = services_.boxOffice.abandon(earlier.order.id);
    if (!given && given.error().code == ErrorCode::Conflict)
        return true;
    if (!given)
        return Failure(given.error());
    return given->order.state == OrderState::Paid;
}

// What the cart held has become this order.
void CheckoutPage::goTo(Response& response, const Order& order) const
{
    services_.cart.write(response, {});
    http::seeOther(response, pathTo(order));
}

bool CheckoutPage::isComplete(CheckoutForm& form, const std::string& nonce) const
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
    if (!isNonce(nonce) && form.notice.empty())
        form.notice = say("Please press the button again.");
    form.status = form.notice.empty() ? 200 : 422;
    return form.notice.empty();
}

boxoffice::OrderRequest CheckoutPage::orderOf(const Priced& priced, const CheckoutForm& form) const
{
    const Cart& cart = priced.cart;
    boxoffice::OrderRequest order;
    order.eventSlug = cart.eventSlug;
    order.items = cart.items;
    order.customer = {form.name, form.email};
    order.channel = Channel::Web;
    order.paymentMethod = services_.cardMethod.empty() ? kNoMethod : services_.cardMethod;
    if (priced.usesVoucher)
        order.voucherCode = priced.voucher.voucher->code;
    order.returnUrl = services_.publicUrl + pathTo("/orders/{code}/{key}");
    order.cancelUrl = services_.publicUrl + pathTo("/cart");
    order.language = say.code();
    std::string body = cart.eventSlug + "\n" + form.name + "\n" + form.email; // fields have no line breaks
    for (const auto& item : cart.items)
        body += "\n" + item.type.toString() + "=" + std::to_string(item.quantity);
    body += "\n" + order.voucherCode;
    order.idempotency = sdk::IdempotencyKey{"shop|checkout", cart.nonce, sha256(body)};
    return order;
}

void CheckoutPage::goOn(Response& response, const Cart& cart, const boxoffice::Held& held) const
{
    const Order& order = held.record.order;
    Cart known = cart;
    known.order = order.code + "/" + order.key;
    services_.cart.write(response, known);
    http::seeOther(response, paymentPage(held));
}

void CheckoutPage::refuse(Response& response, Priced priced, CheckoutForm form,
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
        renewNonce(response, priced.cart);
        form.notice = say(
            "This form was sent before with other details, and that order stands. Press the button only if "
            "you want to order again.");
        break;
    case Refusal::PaymentFailed:
        renewNonce(response, priced.cart);
        form.notice = say("The payment did not go through, and nothing was charged. You can try again.");
        break;
    case Refusal::VoucherSpent:
        form.notice = say("Your voucher was used up just now. Please look at the total again.");
        break;
    case Refusal::UnknownVoucher:
    case Refusal::VoucherNotValid:
        form.notice = say("Your voucher does not count any more. Please look at the total again.");
        break;
    default:
        form.notice = say("This cannot be ordered: {1}.", {refused.detail});
    }
    showCart(response, priced, form);
}

} // namespace ace::server::shop
