// SPDX-License-Identifier: MIT
#include "CounterFlow.h"

namespace ace::counter {

void CounterFlow::start()
{
    parts_.login.start();
    show();
}

void CounterFlow::loggedIn(const staffing::LoggedIn& in)
{
    bearer_ = in.bearer;
    staff_ = in.staff.name;
    parts_.setStaff(bearer_);
    arriving_ = true;
    wasAtWork_ = wasOpen_ = false;
    page_ = Page::Shift; // it says "please wait"
    parts_.shift.start(bearer_);
    parts_.till.start();
    parts_.sale.reload();
    if (!parts_.sale.mayLeave())
        goOn();
    show();
}

void CounterFlow::progressed()
{
    const bool atWork = parts_.shift.atWork(), open = parts_.till.maySell();
    const bool further = (page_ == Page::Shift && atWork && !wasAtWork_) ||
                         (page_ == Page::Till && open && !wasOpen_) ||
                         (page_ == Page::Sale && (!atWork || !open) && parts_.sale.mayLeave());
    const bool bothKnown = parts_.shift.known() && parts_.till.known();
    if (!bearer_.empty() && page_ != Page::Revoked && bothKnown && (arriving_ || further))
        goOn();
    wasAtWork_ = atWork;
    wasOpen_ = open;
    show();
}

void CounterFlow::goOn()
{
    arriving_ = false;
    if (!parts_.sale.mayLeave())
        page_ = Page::Sale;
    else if (!parts_.till.mayLeave())
        page_ = Page::Till;
    else if (!parts_.shift.atWork())
        page_ = Page::Shift;
    else
        page_ = parts_.till.maySell() ? Page::Sale : Page::Till;
}

void CounterFlow::go(Page page)
{
    if (bearer_.empty() || page_ == Page::Revoked || !mayLeave())
        return;
    if (page == Page::Sale && !(parts_.shift.atWork() && parts_.till.maySell()))
        return;
    arriving_ = false;
    page_ = page;
    if (page == Page::Till)
        parts_.till.start();
    if (page == Page::Shift)
        parts_.shift.start(bearer_);
    if (page == Page::Sale)
        parts_.sale.reload();
    show();
}

void CounterFlow::logOut()
{
    if (bearer_.empty() || !mayLeave())
        return;
    // Where it cannot be told now, the log-in ends by itself after a while without use.
    parts_.background.ask([&staffing = parts_.staffing, bearer = bearer_] { return staffing.logOut(bearer); },
                          [](const Result<void>&) {});
    leave();
}

void CounterFlow::leave()
{
    bearer_.clear();
    staff_.clear();
    arriving_ = false;
    parts_.setStaff("");
    if (page_ == Page::Revoked)
        return;
    page_ = Page::Login;
    parts_.login.start();
    show();
}

// A sale of unknown outcome waits for whoever logs in next.
void CounterFlow::staffEnded()
{
    if (!bearer_.empty())
        leave();
}

void CounterFlow::linkChanged(const kit::Link& link)
{
    link_ = link;
    if (link.state == kit::LinkState::Revoked) {
        page_ = Page::Revoked;
        leave();
    }
    show();
}

void CounterFlow::tick() { show(); }

void CounterFlow::show()
{
    HeaderScreen screen;
    screen.page = page_;
    screen.station = parts_.station;
    screen.staff = staff_;
    screen.link = explain(link_, parts_.clock.monotonic(), parts_.kitTexts);
    screen.linkState = link_.state;
    const bool in = !bearer_.empty() && page_ != Page::Revoked;
    screen.mayGo = in && mayLeave();
    screen.maySell = screen.mayGo && parts_.shift.atWork() && parts_.till.maySell();
    screen.mayLogOut = screen.mayGo;
    parts_.view.show(screen);
}

} // namespace ace::counter
