// SPDX-License-Identifier: MIT
#pragma once

#include "CashPanel.h"
#include "DonePanel.h"
#include "HeaderBar.h"
#include "SellPanel.h"
#include "ShiftPanel.h"
#include "TillPanel.h"
#include "presenters/CounterStation.h"

#include <ace/kit-screens/FocusKeeper.h>
#include <ace/kit-screens/LoginPanel.h>
#include <ace/kit-screens/MessagePanel.h>
#include <ace/kit-screens/PairPanel.h>

#include <wx/frame.h>
#include <wx/timer.h>

#include <functional>
#include <string>

class wxSimplebook;

namespace ace::counter {

// The counter's window: the header, and one page at a time. Its title says where one is, for those who cannot
// see it.
class CounterWindow : public wxFrame, public HeaderView, public SaleView
{
public:
    struct Actions
    {
        std::function<void(const std::string&)> pair;
        std::function<void()> pairAgain;
        std::function<void()> otherLanguage;
        std::function<void()> tick;
    };

    CounterWindow(kit::Language language, Actions actions);

    CounterStation::Views views() { return {*this, login_, shift_, till_, *this}; }
    kit::PairingView& pairingView() { return pair_; }
    void bind(CounterStation& station); // once
    void showPairing();

    void show(const HeaderScreen& screen) override;
    void show(const SaleScreen& screen) override;

private:
    enum class Leaf { Pair, Login, Shift, Till, Sell, Cash, Unknown, Done, Revoked };

    Leaf leafOf(Page page, SaleStep step) const;
    void turnTo(Leaf leaf);
    void showTitle();
    void onKey(wxKeyEvent& event);
    bool passKey(int key);

    const CounterTexts& texts_;
    const kit::KitTexts& kitTexts_;
    const Actions actions_;
    CounterStation* station_ = nullptr;
    wxSimplebook* book_; // wx owns it
    HeaderBar header_;
    kitscreens::PairPanel pair_;
    kitscreens::LoginPanel login_;
    ShiftPanel shift_;
    TillPanel till_;
    SellPanel sell_;
    CashPanel cash_;
    kitscreens::MessagePanel unknown_;
    DonePanel done_;
    kitscreens::MessagePanel revoked_;
    Page page_ = Page::Login;
    SaleScreen sale_;
    Leaf leaf_ = Leaf::Pair;
    kitscreens::FocusKeeper focus_;
    wxTimer timer_;
};

} // namespace ace::counter
