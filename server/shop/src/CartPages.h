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
    std::string waitFor = {}; // an event whose waiting room must be passed first
    int status = 200;
};

class CartPage : public Page
{
public:
    using Page::Page;
    void handleRequest(Request& request, Response& response) override;

protected:
    void showCart(Response& response, const Cart& cart, const CheckoutForm& form) const;
    std::string newNonce() const;
};

// POST /cart: the form says what the cart holds from now on, so that sending it twice changes nothing.
class ChangeCartPage : public Page
{
public:
    using Page::Page;
    void handleRequest(Request& request, Response& response) override;

private:
    static Cart chosenIn(const Form& form, const EventSetup& setup);
};

// POST /checkout.
class CheckoutPage : public CartPage
{
public:
    using CartPage::CartPage;
    void handleRequest(Request& request, Response& response) override;

private:
    bool isComplete(CheckoutForm& form) const;
    boxoffice::OrderRequest orderOf(const Cart& cart, const CheckoutForm& form) const;
    void goOn(Response& response, const boxoffice::Held& held) const;
    void refuse(Response& response, const Cart& cart, CheckoutForm form,
                const boxoffice::Refused& refused) const;
};

} // namespace ace::server::shop
