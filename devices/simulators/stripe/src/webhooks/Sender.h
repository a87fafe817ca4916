// SPDX-License-Identifier: MIT
#pragma once

#include "Deliveries.h"

#include <ace/base/Thread.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace ace::stripesimulator {

// Two threads, "stripe-sim-send", that bring out what is due; the second only while the knob `parallel` is
// on. They also let the account's time pass.
class Sender
{
public:
    using Post = std::function<DeliveryOutcome(const Delivery& delivery)>;

    // `mutex` guards the account and the deliveries; it is free while `post` runs.
    Sender(Account& account, Deliveries& deliveries, std::mutex& mutex, Post post);
    ~Sender();
    Sender(const Sender&) = delete;
    Sender& operator=(const Sender&) = delete;

private:
    void run(bool isSecond);

    Account& account_;
    Deliveries& deliveries_;
    std::mutex& mutex_;
    const Post post_;
    std::condition_variable wake_;
    bool ends_ = false;
    std::vector<Thread> threads_;
};

// One POST, at most five seconds. Redirects are no success.
DeliveryOutcome postWebhook(const Delivery& delivery);

} // namespace ace::stripesimulator
