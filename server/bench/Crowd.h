// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace ace::server {

// One who wants a ticket, with a browser of their own.
struct Customer
{
    enum class Is { Coming, Waiting, Shopping, Paying, Returning, Served, SoldOut, Refused };

    std::string address; // where they come from
    Is is = Is::Coming;
    std::map<std::string, std::string> cookies;
    std::int64_t place = 0; // as they were told
    std::string payAt;      // Stripe's page
    std::string orderPath;
    std::string trouble; // Refused: why
    std::int64_t views = 0;
};

// Customers in compressed time: they come, wait, look again when they are told to, only ten times as often,
// and pay by card. Driven by a few threads of low priority, for in truth they sit elsewhere.
class Crowd
{
public:
    struct Shop
    {
        std::uint16_t port = 0;
        std::string event; // its slug
        std::string type;  // the ticket type that all of them want
    };

    Crowd(Shop shop, std::size_t customers);

    // The first `early` of them are there at once, the others come one after another within `spread`. Returns
    // when all are served or sent home, or after `most`.
    void run(std::size_t early, std::chrono::milliseconds spread, std::chrono::seconds most);

    const std::vector<Customer>& customers() const { return customers_; }
    std::size_t count(Customer::Is what) const;
    // An order page that somebody got early; empty: nobody has one yet. Thread-safe.
    std::string firstOrder() const;

private:
    class Browser;
    std::chrono::milliseconds step(Customer& customer, Browser& browser); // until the next
    std::chrono::milliseconds arrive(Customer& customer, Browser& browser);
    std::chrono::milliseconds wait(Customer& customer, Browser& browser);
    std::chrono::milliseconds shop(Customer& customer, Browser& browser);
    std::chrono::milliseconds pay(Customer& customer, Browser& browser);
    std::chrono::milliseconds comeBack(Customer& customer, Browser& browser);

    const Shop shop_;
    std::vector<Customer> customers_;
    mutable std::mutex mutex_;
    std::string firstOrder_;
};

} // namespace ace::server
