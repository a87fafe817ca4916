// SPDX-License-Identifier: MIT
#pragma once

#include "Pages.h"

#include "Form.h"

namespace ace::server::shop {

// The checkout form as it was typed, with what is wrong with it.
struct CheckoutForm
{
    std::string name;
    std::string email;
    std::string nameError;
    std::string emailError;
    std::string notice;
    int status = 200;
    std::string waitFor = {}; // an event whose waiting room must be passed first
};

class CartPage : public Page
{
public:
    using Page::Page;
    void handleRequest(Request& request, Response& response) override;

protected:
    // The cart with what it would cost now.
    struct Priced
    {
        Cart cart;
        catalog::EventPtr event; // null: there is no such event any more
        TypedVoucher voucher;
        std::vector<OrderLine> lines; // empty: nothing in it, or nothing that is still offered
        Money total;
        bool usesVoucher = false;
        bool lostSome = false; // of what was picked is not offered any more
    };
    Priced priced(Cart cart, std::optional<TypedVoucher> typed = {}) const; // typed: in place of its own
    bool canPay(const Priced& priced) const;
    // The order that was made of this cart last; none: there is none, or it is over and not paid.
    std::optional<OrderRecord> earlierOrder(const Cart& cart) const;
    // Cancels the cart's order if it waits for its payment; if that fails, it runs out by itself.
    void giveUpOrder(const Cart& cart) const;
    void showCart(Response& response, const Priced& priced, const CheckoutForm& form) const;
    // The voucher of the form into the cart, if it counts; shows the cart, with what else was typed.
    void applyVoucher(const Request& request, Response& response, const Form& sent) const;
    // What is ordered from now on is another order.
    void renewNonce(Response& response, Cart& cart) const;

private:
    void setEarlier(Data& data, const OrderRecord& record, const EventSetup& setup) const;
};

// POST /cart: the form says what the cart holds from now on, so that sending it twice changes nothing.
class ChangeCartPage : public CartPage
{
public:
    using CartPage::CartPage;
    void handleRequest(Request& request, Response& response) override;

private:
    void keep(Response& response, Cart chosen, const Cart& kept) const;
    static Cart chosenIn(const Form& form, const Offer& offer, const EventSetup& setup);
    void empty(Response& response, const Cart& kept) const;
};

// POST /cart/voucher.
class CartVoucherPage : public CartPage
{
public:
    using CartPage::CartPage;
    void handleRequest(Request& request, Response& response) override;
};

// POST /checkout.
class CheckoutPage : public CartPage
{
public:
    using CartPage::CartPage;
    void handleRequest(Request& request, Response& response) override;

private:
    bool isComplete(CheckoutForm& form, const std::string& nonce) const;
    bool typesAnotherVoucher(const Form& sent, const Cart& cart) const;
    bool mayOrder(const Request& request, Response& response, const Event& event, CheckoutForm& form) const;
    void tellTurnIsOver(CheckoutForm& form, const Event& event) const;
    boxoffice::OrderRequest orderOf(const Priced& priced, const CheckoutForm& form) const;
    void order(const Request& request, Response& response, const Priced& wanted, CheckoutForm form) const;
    void askAgain(Response& response, const Priced& wanted, CheckoutForm form, const Error& error) const;
    Result<bool> giveUp(const OrderRecord& earlier) const;
    void goTo(Response& response, const Order& order) const;
    void goOn(Response& response, const Cart& cart, const boxoffice::Held& held) const;
    void refuse(Response& response, Priced priced, CheckoutForm form,
                const boxoffice::Refused& refused) const;
};

} // namespace ace::server::shop
