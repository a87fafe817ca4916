// SPDX-License-Identifier: MIT
// The server ends at every step between the button "pay" and the ticket in the mail, one sale for each step:
// killed, or by a power cut. A step is what loadtest/faults/Steps.h says: a message that it sends or gets, a
// write, a sync. Then it starts again, and whatever was under way must come to its end: the customer has paid
// once, has all tickets and one mail.
#include "Books.h"
#include "Customer.h"
#include "Process.h"

#include <ace/base/File.h>

#include <csignal>
#include <fstream>
#include <iostream>

namespace ace::server {

using namespace std::chrono_literals;

namespace {

constexpr long kStepsMost = 1000;

class CrashWalkTest : public CppUnit::TestFixture
{
protected:
    enum class Buyer { ComesBack, StaysAway };

    struct Sale
    {
        bool survived = true; // the server did not end
        long steps = 0;
        std::string last; // what it was about to do, or had just got, when it ended
    };

    void walk(Buyer buyer, const std::string& end)
    {
        const Sale whole = sellUndisturbed(buyer, end);
        CPPUNIT_ASSERT(whole.steps > 40);
        const bool all = std::getenv("ACE_LONG") != nullptr;
        const long stride = all ? 1 : whole.steps / 10;
        long walked = 0, missed = 0;
        startAgain(all ? 1 : stride / 2 + 1);
        for (long at = endAt_; at <= whole.steps || missed == 0; at += stride) {
            CPPUNIT_ASSERT_MESSAGE("there is no end of it", at < kStepsMost);
            next_ = at + stride;
            const Sale sale = sell();
            std::cout << "step " << at << ": " << (sale.survived ? "there was none" : sale.last) << std::endl;
            ++(sale.survived ? missed : walked);
            if (sale.survived)
                startAgain(next_);
        }
        std::cout << "walked " << walked << " of about " << whole.steps << " steps" << std::endl;
        CPPUNIT_ASSERT_MESSAGE("hardly a sale was interrupted", walked >= (all ? whole.steps * 9 / 10 : 8));
    }

    // Its steps say how long the walk is.
    Sale sellUndisturbed(Buyer buyer, const std::string& end)
    {
        buyer_ = buyer;
        end_ = end;
        world_.setWebhooks({{"retry_ms", 100}, {"attempts", 12}});
        start(0);
        const Sale whole = sell();
        CPPUNIT_ASSERT_MESSAGE(log(), whole.survived);
        return whole;
    }

    std::filesystem::path stepsFile() const
    {
        return world_.folder() / ("steps-" + std::to_string(started_));
    }

    void start(long endAt)
    {
        ++started_;
        endAt_ = endAt;
        std::map<std::string, std::string> environment{
            {"LD_PRELOAD", ACE_BUILD_DIR "/lib/ace/faults/ace-faults.so"},
            {"ACE_FAULTS_DIR", world_.data().string()},
            {"ACE_FAULTS_STEPS", stepsFile().string()},
            {"ACE_FAULTS_END_AT_STEP", std::to_string(endAt)},
            {"ACE_FAULTS_END", end_}};
        server_.emplace(
            loadtest::Process::Start{ACE_BIN_DIR "/ace-server",
                                     {"--port", std::to_string(world_.shopPort()), "--data",
                                      world_.data().string(), "--config", world_.config().string()},
                                     std::move(environment),
                                     {},
                                     world_.folder() / "server.log"});
        const auto line = server_->readLine(30s);
        CPPUNIT_ASSERT_MESSAGE(log(), line && line->starts_with("READY "));
    }
    void startAgain(long endAt)
    {
        server_.reset(); // killed, in peace
        start(endAt);
    }
    std::string log() const { return readFile(world_.folder() / "server.log").value_or(""); }

    // Tries until it works. A server that has ended is started again, to end in the next sale.
    void patiently(const std::string& what, const std::function<bool()>& works)
    {
        try {
            waitUntil(
                what,
                [&] {
                    if (server_->waitForEnd(0ms))
                        startAfterItsEnd();
                    try {
                        return works();
                    } catch (const Poco::Exception&) {
                        return false;
                    }
                },
                patience_);
        } catch (CppUnit::Exception& failed) {
            failed.setMessage(CppUnit::Message(failed.message().shortDescription(),
                                               failed.message().details() + sale_.last + "\n" + log()));
            throw failed;
        }
    }

    void startAfterItsEnd()
    {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(log(), 128 + SIGKILL, server_->waitForEnd(0ms).value_or(0));
        CPPUNIT_ASSERT_MESSAGE("it ends a second time\n" + log(), sale_.survived);
        sale_.survived = false;
        noteSteps();
        mailPromised_ = world_.one("SELECT COUNT(*) FROM job WHERE kind = 'deliver-order'") != "0";
        start(next_);
    }

    void noteSteps()
    {
        std::ifstream lines(stepsFile());
        long number = 0;
        for (std::string kind, what; lines >> number >> kind && std::getline(lines, what); ++sale_.steps)
            if (number == endAt_)
                sale_.last = kind + nameOf(what);
    }
    // Of a file, or of who is at the other end of a connection.
    std::string nameOf(const std::string& what) const
    {
        if (what.find(':') == std::string::npos)
            return what;
        const std::string port = what.substr(what.find(':') + 1);
        return port == std::to_string(world_.stripePort()) ? ", Stripe"
               : port == std::to_string(world_.mailPort()) ? ", the mail server"
                                                           : ", who asked the shop";
    }

    Sale sell()
    {
        sale_ = {};
        mailPromised_ = false;
        Customer customer(world_, "Ann");
        customer.choose(1);
        const std::string form = customer.openCart();
        std::ofstream{stepsFile()}; // from here on
        std::string page;
        patiently("Stripe's page", [&] {
            const auto reply = customer.order(form);
            page = Customer::pathOf(reply.field("Location"));
            return reply.status == 303 && page.starts_with("/c/pay/");
        });
        const Json session = world_.stripe("/v1/checkout/sessions/" + page.substr(page.rfind('/') + 1));
        const std::string order = session.at("metadata").at("ace_order");
        customer.press(page, buyer_ == Buyer::ComesBack ? "pay" : "stay");
        if (buyer_ == Buyer::ComesBack)
            patiently("the ticket", [&] {
                return customer.visit(session.at("success_url")).body.find("<svg") != std::string::npos;
            });
        patiently("the mail of order " + order, [&] { return world_.mailsOf(order) > 0; });
        patiently("the end of order " + order, [&] {
            return world_.control("GET", "/webhooks").at("waiting") == 0 &&
                   world_.one("SELECT COUNT(*) FROM job") == "0";
        });
        if (sale_.survived)
            noteSteps();
        check(order);
        return sale_;
    }

private:
    void check(const std::string& order)
    {
        const std::string about = "ended at " + sale_.last;
        CPPUNIT_ASSERT_EQUAL_MESSAGE(about, std::string("paid"), world_.stateOf(order));
        // A second time only where the first was not on record yet.
        const std::size_t copies = world_.mailsOf(order);
        CPPUNIT_ASSERT_MESSAGE(about + ": copies: " + std::to_string(copies),
                               copies == 1 || (copies == 2 && mailPromised_));
        ledgerAddsUp(world_);
    }

protected:
    PaymentWorld world_{100'000};
    std::chrono::seconds patience_{30};

private:
    Buyer buyer_ = Buyer::StaysAway;
    std::string end_;
    int started_ = 0;
    long endAt_ = 0;
    long next_ = 0; // where the server that is started next will end
    Sale sale_;
    bool mailPromised_ = false; // as the record was when the server had ended
    std::optional<loadtest::Process> server_;
};

// The test of the test: what is not synced is gone, and so is a sale that was paid.
CPPUNIT_TEST_FIXTURE(CrashWalkTest, aServerThatDoesNotSyncIsCaught)
{
    world_.writeConfig("[storage.settings]\nsynchronous = \"off\"\nunsafe = true\n");
    const Sale whole = sellUndisturbed(Buyer::StaysAway, "cut");
    patience_ = 10s;
    startAgain(whole.steps * 2 / 3);
    CPPUNIT_ASSERT_THROW(sell(), CppUnit::Exception);
}

CPPUNIT_TEST_FIXTURE(CrashWalkTest, s23_aKillAtAnyStepCostsACustomerWhoComesBackNothing)
{
    walk(Buyer::ComesBack, "kill");
}

CPPUNIT_TEST_FIXTURE(CrashWalkTest, s23_aKillAtAnyStepCostsACustomerWhoStaysAwayNothing)
{
    walk(Buyer::StaysAway, "kill");
}

CPPUNIT_TEST_FIXTURE(CrashWalkTest, s23_aPowerCutAtAnyStepCostsACustomerWhoComesBackNothing)
{
    walk(Buyer::ComesBack, "cut");
}

CPPUNIT_TEST_FIXTURE(CrashWalkTest, s23_aPowerCutAtAnyStepCostsACustomerWhoStaysAwayNothing)
{
    walk(Buyer::StaysAway, "cut");
}

} // namespace

} // namespace ace::server
