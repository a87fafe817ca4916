// SPDX-License-Identifier: MIT
#include "presenters/SalePresenter.h"

#include "TestSupport.h"
#include "support/CounterFakes.h"

namespace ace::counter {

namespace {

class SalePresenterTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        desk_.offer = anOffer();
        sale_.reload();
        background_.runAll();
    }

protected:
    const SaleScreen& screen() const { return view_.screen; }
    void toPay(std::size_t tile = 0)
    {
        sale_.addType(tile);
        sale_.pay();
    }
    void payAndAnswer(const Result<kit::SaleOutcome>& outcome)
    {
        desk_.outcome = outcome;
        sale_.payQuick(0);
        background_.runAll();
    }
    static kit::SaleOutcome anOrder(int tickets = 1)
    {
        kit::CounterOrder order;
        order.code = "K7PM2XQ4";
        order.total = {2700, {}};
        order.change = {300, {}};
        for (int i = 1; i <= tickets; ++i)
            order.tickets.push_back(
                {idOf<TicketId>(100 + i), idOf<TicketTypeId>(1), "TOKEN" + std::to_string(i)});
        return order;
    }

    test::FakeBackground background_;
    test::FakeIdSource ids_;
    FakeView<SaleView, SaleScreen> view_;
    FakeSalesDesk desk_;
    std::string savedPdf_;
    SalePresenter sale_{{view_, counterTexts(kit::Language::English), kitTexts(kit::Language::English),
                         background_, desk_, ids_, "summer-fair",
                         [this](const std::string& name, const std::string& pdf) -> Result<std::string> {
                             savedPdf_ = pdf;
                             return "/tickets/" + name;
                         }}};
};

CPPUNIT_TEST_FIXTURE(SalePresenterTest, showsWhatTheCounterSellsWithItsAllInPrice)
{
    CPPUNIT_ASSERT_EQUAL(std::string("Summer Fair"), screen().event);
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), screen().tiles.size()); // neither hidden nor web-only ones
    CPPUNIT_ASSERT_EQUAL(std::string("General"), screen().tiles[0].name);
    CPPUNIT_ASSERT_EQUAL(std::string("$27.00"), screen().tiles[0].price);
    CPPUNIT_ASSERT_EQUAL(std::string("5 left"), screen().tiles[0].left);
    CPPUNIT_ASSERT_EQUAL(std::string("Sold out"), screen().tiles[2].left);
    CPPUNIT_ASSERT(!screen().tiles[2].enabled);
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, sellsInThreeTouches)
{
    sale_.addType(0);
    sale_.pay();
    sale_.payQuick(0);
    CPPUNIT_ASSERT(screen().step == SaleStep::Selling);
    desk_.outcome = anOrder();
    background_.runAll();
    CPPUNIT_ASSERT(screen().step == SaleStep::Done);
    CPPUNIT_ASSERT_EQUAL(std::string("TOKEN1"), screen().ticket.token);
    CPPUNIT_ASSERT_EQUAL(std::string("$3.00"), screen().changeDue);
    CPPUNIT_ASSERT_EQUAL(std::int64_t(2700), desk_.asked.at(0).tendered);
    CPPUNIT_ASSERT((desk_.asked[0].items == std::vector<kit::SaleRequest::Item>{{idOf<TicketTypeId>(1), 1}}));
    CPPUNIT_ASSERT(!desk_.asked[0].key.empty());
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, keepsToTheLimitsOfATypeAndToWhatIsLeft)
{
    for (int i = 0; i < 6; ++i)
        sale_.addType(0); // at most 4 an order
    CPPUNIT_ASSERT_EQUAL(std::string("4"), screen().cart.at(0).quantity);
    CPPUNIT_ASSERT(!screen().cart[0].mayAdd);
    CPPUNIT_ASSERT_EQUAL(std::string("No more than 4 of \"General\" can be sold here now."),
                         screen().problem);
    CPPUNIT_ASSERT_EQUAL(std::string("1 left"), screen().tiles[0].left);
    sale_.addType(2); // sold out
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), screen().cart.size());
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, beginsATypeWithItsLeast)
{
    sale_.addType(1); // pairs: at least 2
    CPPUNIT_ASSERT_EQUAL(std::string("2"), screen().cart.at(0).quantity);
    sale_.addOne(0);
    CPPUNIT_ASSERT_EQUAL(std::string("3"), screen().cart.at(0).quantity);
    sale_.removeOne(0);
    sale_.removeOne(0); // below the least is none
    CPPUNIT_ASSERT(screen().cart.empty());
    CPPUNIT_ASSERT(!screen().mayPay);
    sale_.pay();
    CPPUNIT_ASSERT(screen().step == SaleStep::Pick);
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, offersTheSumsThatPeopleHandOver)
{
    toPay();
    CPPUNIT_ASSERT((screen().quick == std::vector<std::string>{"$27.00", "$30.00", "$40.00", "$50.00"}));
    sale_.payQuick(4); // there is none
    CPPUNIT_ASSERT(screen().step == SaleStep::Pay);
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, tellsTheChangeOfWhatIsTyped)
{
    toPay();
    for (const char digit : std::string("26"))
        sale_.pressDigit(digit);
    sale_.pressDoubleZero();
    CPPUNIT_ASSERT_EQUAL(std::string("$1.00 missing"), screen().change);
    sale_.takeCash(); // not enough
    CPPUNIT_ASSERT(screen().step == SaleStep::Pay && desk_.asked.empty());
    sale_.erase();
    sale_.pressDigit('0');
    for (int i = 0; i < 4; ++i)
        sale_.erase();
    for (const char digit : std::string("5000"))
        sale_.pressDigit(digit);
    CPPUNIT_ASSERT_EQUAL(std::string("Change $23.00"), screen().change);
    CPPUNIT_ASSERT(screen().enough);
    sale_.takeCash();
    CPPUNIT_ASSERT(screen().step == SaleStep::Selling);
    background_.runAll();
    CPPUNIT_ASSERT_EQUAL(std::int64_t(5000), desk_.asked.at(0).tendered);
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, asksAgainWithTheSameKeyWhenTheOutcomeIsUnknown)
{
    toPay();
    payAndAnswer(failure(ErrorCode::OutcomeUnknown, "lost"));
    CPPUNIT_ASSERT(screen().step == SaleStep::Unknown);
    CPPUNIT_ASSERT(!sale_.mayLeave());
    desk_.outcome = anOrder();
    sale_.askAgain();
    CPPUNIT_ASSERT(screen().step == SaleStep::Selling);
    background_.runAll();
    CPPUNIT_ASSERT(screen().step == SaleStep::Done);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), desk_.asked.size());
    CPPUNIT_ASSERT(desk_.asked[0] == desk_.asked[1]);
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, neverLeavesAnUnknownSaleForASecondOne)
{
    toPay();
    payAndAnswer(failure(ErrorCode::OutcomeUnknown, "lost"));
    for (const ErrorCode code : {ErrorCode::Offline, ErrorCode::Busy, ErrorCode::Invalid}) {
        desk_.outcome = failure(code, "no");
        sale_.askAgain();
        background_.runAll();
        CPPUNIT_ASSERT(screen().step == SaleStep::Unknown);
    }
    sale_.back();
    sale_.addType(0);
    sale_.pay();
    sale_.payQuick(0);
    sale_.nextCustomer();
    CPPUNIT_ASSERT(screen().step == SaleStep::Unknown);
    CPPUNIT_ASSERT_EQUAL(std::size_t(4), desk_.asked.size());
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, triesAnewWithANewKeyWhatTheServerNeverSaw)
{
    toPay();
    payAndAnswer(failure(ErrorCode::Offline, "gone"));
    CPPUNIT_ASSERT(screen().step == SaleStep::Pay);
    CPPUNIT_ASSERT_EQUAL(kitTexts(kit::Language::English).errorOffline, screen().problem);
    CPPUNIT_ASSERT(sale_.mayLeave());
    payAndAnswer(anOrder());
    CPPUNIT_ASSERT(screen().step == SaleStep::Done);
    CPPUNIT_ASSERT(desk_.asked[0].key != desk_.asked[1].key);
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, saysWhatToDoWhenTheSaleIsRefused)
{
    toPay();
    payAndAnswer(kit::SaleOutcome(kit::DeskRefusal{"sold_out", "2 are left."}));
    CPPUNIT_ASSERT(screen().step == SaleStep::Pay);
    CPPUNIT_ASSERT(screen().problem.find("take some out of the cart") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(2, desk_.offersLoaded); // what is left has changed
    payAndAnswer(kit::SaleOutcome(kit::DeskRefusal{"something_new", "In the server's words."}));
    CPPUNIT_ASSERT_EQUAL(std::string("In the server's words."), screen().problem);
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, resumesASaleOfBeforeThePowerCut)
{
    kit::SaleRequest pending;
    pending.event = "summer-fair";
    pending.key = "old-key";
    sale_.resume(pending);
    CPPUNIT_ASSERT(screen().step == SaleStep::Unknown);
    desk_.outcome = kit::SaleOutcome(kit::DeskRefusal{"sold_out", ""});
    sale_.askAgain();
    background_.runAll();
    CPPUNIT_ASSERT_EQUAL(std::string("old-key"), desk_.asked.at(0).key);
    CPPUNIT_ASSERT(screen().step == SaleStep::Pick); // it was not sold, and there is no cart any more
    CPPUNIT_ASSERT(!screen().problem.empty());
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, showsEachTicketOfTheOrderInTurn)
{
    toPay();
    payAndAnswer(anOrder(2));
    CPPUNIT_ASSERT_EQUAL(std::string("Ticket 1 of 2"), screen().ticket.position);
    sale_.showTicket(1);
    CPPUNIT_ASSERT_EQUAL(std::string("TOKEN2"), screen().ticket.token);
    CPPUNIT_ASSERT_EQUAL(std::string("Ticket 2 of 2"), screen().ticket.position);
    sale_.showTicket(1);
    CPPUNIT_ASSERT_EQUAL(std::string("TOKEN1"), screen().ticket.token);
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, savesTheTicketsPdf)
{
    toPay();
    payAndAnswer(anOrder(2));
    sale_.showTicket(1);
    sale_.saveTicket();
    CPPUNIT_ASSERT(screen().saving);
    background_.runAll();
    CPPUNIT_ASSERT_EQUAL(std::string("%PDF of K7PM2XQ4"), savedPdf_);
    CPPUNIT_ASSERT_EQUAL(std::string("/tickets/K7PM2XQ4-2.pdf"), screen().ticket.saved);
    sale_.showTicket(1);
    CPPUNIT_ASSERT(screen().ticket.saved.empty()); // this one is not
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, offersNoPdfOfTheCustomerBefore)
{
    toPay();
    payAndAnswer(anOrder(1));
    sale_.saveTicket();
    background_.runAll();
    CPPUNIT_ASSERT(!screen().ticket.saved.empty());
    sale_.nextCustomer();
    background_.runAll();
    toPay();
    payAndAnswer(anOrder(1));
    CPPUNIT_ASSERT(screen().ticket.saved.empty());
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, dropsAPdfThatComesAfterTheCustomerHasLeft)
{
    toPay();
    payAndAnswer(anOrder(2));
    sale_.showTicket(1);
    sale_.saveTicket();
    sale_.nextCustomer();
    background_.runAll();
    CPPUNIT_ASSERT(screen().step == SaleStep::Pick);
    CPPUNIT_ASSERT(!screen().saving);
    CPPUNIT_ASSERT(screen().cart.empty());
}

CPPUNIT_TEST_FIXTURE(SalePresenterTest, saysWhenItCannotSeeWhatIsOnOffer)
{
    desk_.offer = failure(ErrorCode::Offline, "gone");
    sale_.reload();
    CPPUNIT_ASSERT(screen().loading);
    background_.runAll();
    CPPUNIT_ASSERT_EQUAL(kitTexts(kit::Language::English).errorOffline, screen().problem);
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), screen().tiles.size()); // as they were
}

} // namespace

} // namespace ace::counter
