// SPDX-License-Identifier: MIT
// Scenario 2: a cart in two tabs of one browser is paid for once.
#include "PaymentStory.h"

namespace ace::server {

namespace {

class TabStories : public PaymentStory
{
protected:
    Customer ann() { return Customer(*world); }
};

CPPUNIT_TEST_FIXTURE(TabStories, s02_allTabsOfACartLeadToOnePage)
{
    Customer browser = ann();
    browser.choose(2);
    Customer tab = browser; // at the same moment: it knows of no order
    const std::string form = browser.openCart(), otherForm = tab.openCart();
    const std::string one = Customer::pathOf(browser.order(form).field("Location"));
    const std::string other = Customer::pathOf(tab.order(otherForm).field("Location"));
    const std::string later = browser.goToPayment();
    CPPUNIT_ASSERT(one.starts_with("/c/pay/"));
    CPPUNIT_ASSERT_EQUAL(one, other);
    CPPUNIT_ASSERT_EQUAL(one, later);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, sessions());
    CPPUNIT_ASSERT_EQUAL(std::string("2"), world->one("SELECT held FROM quota WHERE name = 'Hall'"));
    leadsTo(returnOf(one), browser.press(one, "pay"));
    showsTickets(2, browser.visit(returnOf(one)));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, chargesThatSucceeded());
}

CPPUNIT_TEST_FIXTURE(TabStories, s02_theOrderOfAChangedCartClosesThePageOfTheFirst)
{
    Customer browser = ann();
    browser.choose(2);
    const std::string one = browser.goToPayment();
    browser.choose(1);
    const std::string other = browser.goToPayment();
    CPPUNIT_ASSERT(one != other);
    CPPUNIT_ASSERT_EQUAL(410, browser.press(one, "pay").status);
    CPPUNIT_ASSERT_EQUAL(std::string("canceled"), world->stateOf(orderOf(one)));
    CPPUNIT_ASSERT_EQUAL(std::string("1"), world->one("SELECT held FROM quota WHERE name = 'Hall'"));
    leadsTo(returnOf(other), browser.press(other, "pay"));
    showsTickets(1, browser.visit(returnOf(other)));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, chargesThatSucceeded());
}

CPPUNIT_TEST_FIXTURE(TabStories, s02_aTabThatComesAfterThePaymentShowsWhatIsPaid)
{
    Customer browser = ann();
    browser.choose(2);
    const std::string oneForm = browser.openCart(), otherForm = browser.openCart();
    const std::string page = Customer::pathOf(browser.order(oneForm).field("Location"));
    world->setWebhooks({{"hold", true}}); // only Stripe itself knows
    browser.press(page, "stay");
    leadsTo(returnOf(page), browser.order(otherForm));
    showsTickets(2, browser.visit(returnOf(page)));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, chargesThatSucceeded());
    CPPUNIT_ASSERT(browser.visit("/cart").body.find("name=\"nonce\"") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(TabStories, s02_aTabThatComesWhileTheBankTakesItsTimeWaitsToo)
{
    Customer browser = ann();
    browser.choose(2);
    const std::string oneForm = browser.openCart(), otherForm = browser.openCart();
    const std::string page = Customer::pathOf(browser.order(oneForm).field("Location"));
    browser.press(page, "delayed");
    leadsTo(returnOf(page), browser.order(otherForm));
    CPPUNIT_ASSERT_EQUAL(std::string("pending"), world->stateOf(orderOf(page)));
    std::size_t open = 0;
    for (const Json& each : world->list("/v1/checkout/sessions"))
        open += each.at("status") == "open" ? 1 : 0;
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, open);
}

CPPUNIT_TEST_FIXTURE(TabStories, s02_thereIsNoSecondPageWhileTheFirstCannotBeClosed)
{
    Customer browser = ann();
    browser.choose(2);
    const std::string one = browser.goToPayment();
    browser.choose(1);
    const std::string otherForm = browser.openCart();
    world->breakStripe({{"kind", "drop_before"}, {"path", "/v1/checkout/sessions/*/expire"}, {"times", 0}});
    const auto asked = browser.order(otherForm);
    CPPUNIT_ASSERT_MESSAGE(asked.body, asked.status >= 500);
    CPPUNIT_ASSERT(asked.body.find("you will not be charged twice") != std::string::npos);
    world->control("DELETE", "/faults");
    const std::string other = Customer::pathOf(browser.order(otherForm).field("Location"));
    CPPUNIT_ASSERT_EQUAL(410, browser.press(one, "pay").status);
    leadsTo(returnOf(other), browser.press(other, "pay"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, chargesThatSucceeded());
}

CPPUNIT_TEST_FIXTURE(TabStories, whoGoesBackAndChangesTheCartPaysForTheNewOneOnly)
{
    Customer customer = ann();
    customer.choose(10); // all there are
    const std::string first = customer.goToPayment();
    customer.choose(9);
    const std::string second = customer.goToPayment();
    CPPUNIT_ASSERT_EQUAL(410, customer.press(first, "pay").status);
    customer.press(second, "pay");
    showsTickets(9, customer.visit(returnOf(second)));
    customer.choose(1);
    const std::string third = customer.goToPayment(); // what is paid stays as it is
    customer.press(third, "pay");
    showsTickets(1, customer.visit(returnOf(third)));
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, chargesThatSucceeded());
}

CPPUNIT_TEST_FIXTURE(TabStories, theCartIsEmptyOnceItIsPaid)
{
    Customer customer = ann();
    customer.choose(1);
    const std::string page = customer.goToPayment();
    customer.visit(returnOf(page)); // too early
    CPPUNIT_ASSERT(!customer.cookies().empty());
    customer.press(page, "pay");
    customer.visit(returnOf(page));
    CPPUNIT_ASSERT(customer.cookies().empty());
}

} // namespace

} // namespace ace::server
