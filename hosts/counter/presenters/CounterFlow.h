// SPDX-License-Identifier: MIT
#pragma once

#include "SalePresenter.h"
#include "ShiftPresenter.h"
#include "TillPresenter.h"

#include <ace/kit/Link.h>
#include <ace/kit/LoginPresenter.h>

#include <functional>
#include <string>

namespace ace::counter {

enum class Page { Login, Shift, Till, Sale, Revoked };

// What stands above every page.
struct HeaderScreen
{
    Page page = Page::Login;
    std::string station;
    std::string staff; // empty: nobody is logged in
    std::string link;
    kit::LinkState linkState = kit::LinkState::Unknown;
    bool maySell = false;
    bool mayGo = false; // to the till, to one's time
    bool mayLogOut = false;
};

class HeaderView
{
public:
    virtual ~HeaderView() = default;
    virtual void show(const HeaderScreen& screen) = 0;
};

// Which page is shown. One thread: the window's.
//
//   page    event                             becomes
//   Login   logged in                         as below
//   any     the till, one's time is touched   Till, Shift; not while a sale is under way or unknown
//   Shift   clocked in, back from a break     as below
//   Till    opened                            as below
//   any     log out; the log-in has ended     Login
//   any     the station is revoked            Revoked, for good
//
// As below: Sale, where a sale's outcome is unknown; Shift, unless at work; Till, unless it is open; else
// Sale.
class CounterFlow
{
public:
    struct Parts
    {
        HeaderView& view;
        const kit::KitTexts& kitTexts;
        const Clock& clock;
        kit::Background& background;
        kit::LoginPresenter& login;
        ShiftPresenter& shift;
        TillPresenter& till;
        SalePresenter& sale;
        staffing::Staffing& staffing;
        std::function<void(const std::string& bearer)> setStaff; // whose requests they are from now on
        std::string station;                                     // its name
    };

    explicit CounterFlow(const Parts& parts) : parts_(parts) {}

    void start();
    void loggedIn(const staffing::LoggedIn& in);
    void progressed(); // the shift or the till has changed
    void go(Page page);
    void logOut();
    void staffEnded(); // on the server
    void linkChanged(const kit::Link& link);
    void tick(); // about once a second
    void show();

private:
    void goOn();
    void leave();
    bool mayLeave() const { return parts_.sale.mayLeave() && parts_.till.mayLeave(); }

    const Parts parts_;
    Page page_ = Page::Login;
    std::string bearer_;
    std::string staff_;
    bool arriving_ = false; // logged in, and not on a page yet
    bool wasAtWork_ = false;
    bool wasOpen_ = false;
    kit::Link link_;
};

} // namespace ace::counter
