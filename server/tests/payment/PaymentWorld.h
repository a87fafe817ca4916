// SPDX-License-Identifier: MIT
#pragma once

#include "../../../plugins/ticket-output/email/tests/ScriptedPeer.h"
#include "TestSupport.h"
#include "program/HttpListener.h"

#include <ace/domain/catalog/EventSetup.h>
#include <ace/stripe-simulator/Simulator.h>

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ace::server {

using Json = nlohmann::json;

// Goes as the machine's does, and as far ahead of it as a test has moved it.
class RunningClock : public Clock
{
public:
    Instant now() const override { return system_.now() + Microseconds(ahead_.load()); }
    Monotonic monotonic() const override { return system_.monotonic() + Microseconds(ahead_.load()); }
    void advance(Microseconds by) { ahead_ += by.count(); }

private:
    const SystemClock system_;
    std::atomic<std::int64_t> ahead_{0};
};

// All around a server that takes cards: a Stripe and a mail server on loopback, a data folder with an event
// of two types ("General", 25.00; "Guest", for nothing) and the configuration.
class PaymentWorld
{
public:
    static constexpr const char* kSecret = "whsec_of_the_stories";
    static constexpr const char* kSlug = "night-market";

    explicit PaymentWorld(std::int64_t seats = 10); // in the hall, for "General"
    ~PaymentWorld();
    PaymentWorld(const PaymentWorld&) = delete;
    PaymentWorld& operator=(const PaymentWorld&) = delete;

    const std::filesystem::path& folder() const { return temporary_.path(); }
    std::filesystem::path data() const { return temporary_.path() / "data"; }
    const std::filesystem::path& config() const { return config_; }
    std::filesystem::path writeConfig(const std::string& more, bool withCard = true); // anew
    std::uint16_t shopPort() const { return shopPort_; }
    std::uint16_t stripePort() const;
    std::uint16_t mailPort() const { return mail_.port(); }
    const EventSetup& event() const { return event_; }
    // The Message-ID of each mail with tickets that was taken, by the order's code; a copy counts.
    std::map<std::string, std::vector<std::string>> mails() const;
    std::size_t mailsOf(const std::string& order) const { return mails()[order].size(); }
    std::size_t lettersOf(const std::string& order) const; // that say that its money goes back

    // Stripe's answer to a GET with our key; must be 200.
    Json stripe(const std::string& path, const std::string& query = {});
    Json list(const std::string& path); // all of it, newest first
    // What only testers may do; see Control.h of the simulator. Must be 200.
    Json control(const std::string& method, const std::string& path, const Json& body = Json());
    void setWebhooks(const Json& knobs) { control("POST", "/webhooks", knobs); }
    void breakStripe(const Json& fault) { control("POST", "/faults", fault); }
    std::size_t asked(const std::string& method, const std::string& path); // how often Stripe was

    // Of the record, read beside the server, or after it has ended without touching anything. Each column as
    // text, NULL as "".
    std::vector<std::vector<std::string>> rows(const std::string& sql) const;
    std::string one(const std::string& sql) const; // of a row of one column
    std::string stateOf(const std::string& order) const;

private:
    void makeFolder(std::int64_t seats);

    test::TemporaryFolder temporary_;
    const std::uint16_t shopPort_;
    const SystemClock clock_;
    stripesimulator::Simulator simulator_{clock_, 1};
    std::unique_ptr<stripesimulator::HttpListener> stripe_;
    email::ScriptedPeer mail_{{}};
    std::filesystem::path config_;
    EventSetup event_;
};

// Looks again and again; in the end the test fails.
void waitUntil(const std::string& what, const std::function<bool()>& isSo,
               std::chrono::seconds most = std::chrono::seconds(30));

} // namespace ace::server
