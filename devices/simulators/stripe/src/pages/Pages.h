// SPDX-License-Identifier: MIT
#pragma once

#include "state/Account.h"

#include <ace/stripe-simulator/Message.h>

#include <mutex>

namespace ace::stripesimulator {

// What a customer sees: the hosted Checkout page, the bank's 3-D Secure page, a reader. Plain forms, no
// JavaScript.
class Pages
{
public:
    Pages(Account& account, std::mutex& mutex) : account_(account), mutex_(mutex) {}

    static bool areAt(const std::string& path);
    Response handle(const Request& request);

private:
    Response checkout(const Request& request, const std::string& id);
    Response pay(Json& session, const Json& form);
    Response checkoutForm(const Json& session, const Json& form, const std::string& error) const;
    Response leave(const Json& session, bool stays) const; // where a session that is no longer open leads
    Response threeDSecure(const Request& request, const std::string& id);
    Response afterThreeDSecure(Json& intent);

    Account& account_;
    std::mutex& mutex_;
};

} // namespace ace::stripesimulator
