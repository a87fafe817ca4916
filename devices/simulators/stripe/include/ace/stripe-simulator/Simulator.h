// SPDX-License-Identifier: MIT
#pragma once

#include <ace/stripe-simulator/Message.h>

#include <ace/base/Clock.h>

#include <cstdint>
#include <memory>
#include <string>

namespace ace::stripesimulator {

// One Stripe account in memory, without a socket. Thread-safe.
class Simulator
{
public:
    // Ids are the same for the same seed and the same requests.
    Simulator(const Clock& clock, std::uint64_t seed);
    ~Simulator();

    // Where browsers reach it, without a slash at the end. Before the first request.
    void setPublicUrl(const std::string& url);

    Response handle(const Request& request);  // the API, and the pages for customers
    Response control(const Request& request); // what only testers may do; JSON

    // Ends what requests wait for by a fault, so that a server can stop.
    void release();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace ace::stripesimulator
