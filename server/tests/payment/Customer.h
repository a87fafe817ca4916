// SPDX-License-Identifier: MIT
#pragma once

#include "HttpClient.h"
#include "PageReader.h"
#include "PaymentWorld.h"

#include <string>

namespace ace::server {

// A person with a browser, at the shop and at Stripe's page. Follows no redirect by itself, so that a test
// may leave one out. A copy is another tab that was opened now.
class Customer
{
public:
    static constexpr const char* kGoodCard = "4242424242424242";

    explicit Customer(const PaymentWorld& world, std::string name = "Ann");

    void choose(int count, std::size_t type = 0);
    std::string openCart(); // the checkout form of the cart's page, filled in
    test::Reply order(const std::string& form);
    // From the cart to Stripe; answers the path of Stripe's page.
    std::string goToPayment();
    static std::string pathOf(const std::string& url);
    // A button of Stripe's page: pay, stay (and never come back), delayed.
    test::Reply press(const std::string& page, const std::string& action,
                      const std::string& card = kGoodCard);
    test::Reply post(const std::string& path, const std::string& form); // at Stripe
    test::Reply visit(const std::string& urlOrPath);                    // of the shop
    const std::map<std::string, std::string>& cookies() const { return cookies_; }

private:
    test::Reply send(std::uint16_t port, const std::string& method, const std::string& path,
                     const std::string& form);

    const PaymentWorld& world_;
    std::string name_;
    std::map<std::string, std::string> cookies_; // the shop's
};

} // namespace ace::server
