// SPDX-License-Identifier: MIT
#pragma once

#include "Pages.h"

#include "Form.h"

namespace ace::server::shop {

// The checkout form as it was typed, with what is wrong with it.
struct CheckoutForm
{
    std::string nonce; // one for each form that is shown: the same form sent twice is one order
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
    Priced priced(const Request& request, Cart cart) const;
    bool canPay(const Priced& priced) const;
    // The order that was made of this cart last; none: there is none, or it is over and not paid.
    std::optional<OrderRecord> earlierOrder(const Cart& cart) const;
    void showCart(Response& response, const Priced& priced, const CheckoutForm& form) const;
    std::string newNonce() const;

private:
    void setEarlier(Data& data, const OrderRecord& record, const EventSetup& setup) const;
};

// POST /cart: the form says what the cart holds from now on, so that sending it twice changes nothing.
class ChangeCartPage : public Page
{
public:
    using Page::Page;
    void handleRequest(Request& request, Response& response) override;

private:
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
    bool isComplete(CheckoutForm& form) const;
    bool mayOrder(const Request& request, Response& response, const Event& event, CheckoutForm& form) const;
    boxoffice::OrderRequest orderOf(const Priced& priced, const CheckoutForm& form) const;
    void order(const Request& request, Response& response, const Priced& wanted, CheckoutForm form) const;
    void askAgain(Response& response, const Priced& wanted, CheckoutForm form, const Error& error) const;
    Result<bool> giveUp(const OrderRecord& earlier) const;
    void goTo(Response& response, const Order& order) const;
    void goOn(Response& response, const Cart& cart, const boxoffice::Held& held) const;
    void refuse(Response& response, const Priced& priced, CheckoutForm form,
                const boxoffice::Refused& refused) const;
};

} // namespace ace::server::shop
