// SPDX-License-Identifier: MIT
#include "CounterWindow.h"

#include "CounterLooks.h"

#include <wx/simplebook.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

namespace ace::counter {

using kitscreens::toWx;

namespace {

constexpr int kTickMs = 1000;

} // namespace

CounterWindow::CounterWindow(kit::Language language, Actions actions)
    : wxFrame(nullptr, wxID_ANY, toWx(counterTexts(language).windowTitle), wxDefaultPosition,
              wxSize(1024, 600)),
      texts_(counterTexts(language)), kitTexts_(kitTexts(language)), actions_(std::move(actions)),
      book_(new wxSimplebook(this)),
      header_(this, texts_, kitTexts_,
              {[this](Page page) { station_->flow().go(page); }, [this] { station_->flow().logOut(); }}),
      pair_(book_, kitTexts_, actions_.pair), login_(book_, kitTexts_, actions_.otherLanguage),
      shift_(book_, texts_), till_(book_), sell_(book_, texts_), cash_(book_, texts_, kitTexts_),
      unknown_(book_, {texts_.unknownTitle, texts_.unknownHint, texts_.askAgain},
               [this] { station_->sale().askAgain(); }),
      done_(book_, texts_),
      revoked_(book_, {kitTexts_.revokedTitle, kitTexts_.revokedHint, kitTexts_.pairAgain},
               actions_.pairAgain),
      focus_(*this, [this] { return leaf_ == Leaf::Pair ? pair_.field() : nullptr; }), timer_(this)
{
    // In the order of Leaf.
    for (wxWindow* page : {pair_.window(), login_.window(), shift_.window(), till_.window(), sell_.window(),
                           cash_.window(), unknown_.window(), done_.window(), revoked_.window()})
        book_->AddPage(page, "");
    auto* rows = new wxBoxSizer(wxVERTICAL);
    rows->Add(header_.window(), 0, wxEXPAND);
    rows->Add(book_, 1, wxEXPAND);
    SetSizer(rows);
    SetMinSize(wxSize(800, 560));
    Bind(wxEVT_CHAR_HOOK, &CounterWindow::onKey, this);
    Bind(wxEVT_IDLE, [this](wxIdleEvent& event) {
        focus_.keep();
        showTitle(); // only now: what it names can be typed into
        event.Skip();
    });
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { actions_.tick(); });
    timer_.Start(kTickMs);
}

void CounterWindow::bind(CounterStation& station)
{
    station_ = &station;
    login_.bind(station.login());
    shift_.bind(station.shift());
    till_.bind(station.till());
    sell_.bind(station.sale());
    cash_.bind(station.sale());
    done_.bind(station.sale());
}

void CounterWindow::showPairing()
{
    header_.show({});
    turnTo(Leaf::Pair);
    focus_.keep();
}

void CounterWindow::show(const HeaderScreen& screen)
{
    header_.show(screen);
    page_ = screen.page;
    turnTo(leafOf(page_, sale_.step));
}

void CounterWindow::show(const SaleScreen& screen)
{
    sale_ = screen;
    switch (screen.step) {
    case SaleStep::Pick:
        sell_.show(screen);
        break;
    case SaleStep::Pay:
    case SaleStep::Selling:
        cash_.show(screen);
        break;
    case SaleStep::Unknown:
        unknown_.setNotice(screen.problem);
        break;
    case SaleStep::Done:
        done_.show(screen);
        break;
    }
    if (station_)
        station_->flow().show(); // what one may do depends on the sale
}

CounterWindow::Leaf CounterWindow::leafOf(Page page, SaleStep step) const
{
    switch (page) {
    case Page::Login:
        return Leaf::Login;
    case Page::Shift:
        return Leaf::Shift;
    case Page::Till:
        return Leaf::Till;
    case Page::Revoked:
        return Leaf::Revoked;
    case Page::Sale:
        break;
    }
    switch (step) {
    case SaleStep::Pick:
        return Leaf::Sell;
    case SaleStep::Pay:
    case SaleStep::Selling:
        return Leaf::Cash;
    case SaleStep::Unknown:
        return Leaf::Unknown;
    case SaleStep::Done:
        return Leaf::Done;
    }
    return Leaf::Sell;
}

void CounterWindow::turnTo(Leaf leaf)
{
    if (leaf == leaf_ && book_->GetSelection() == static_cast<int>(leaf))
        return;
    leaf_ = leaf;
    book_->ChangeSelection(static_cast<std::size_t>(leaf));
    focus_.keep();
    Layout();
}

void CounterWindow::showTitle()
{
    std::string where;
    switch (leaf_) {
    case Leaf::Pair:
        where = kitTexts_.pairTitle;
        break;
    case Leaf::Login:
        where = login_.headline();
        break;
    case Leaf::Shift:
        where = shift_.headline();
        break;
    case Leaf::Till:
        where = till_.headline();
        break;
    case Leaf::Sell:
        where = texts_.sell + ": " + sale_.total;
        break;
    case Leaf::Cash:
        where = texts_.toPay + ": " + sale_.total;
        break;
    case Leaf::Unknown:
        where = texts_.unknownTitle;
        break;
    case Leaf::Done:
        where = texts_.soldTitle + ": " + sale_.code;
        break;
    case Leaf::Revoked:
        where = kitTexts_.revokedTitle;
        break;
    }
    const wxString title = toWx(where + " – " + texts_.windowTitle);
    if (title != GetTitle())
        SetTitle(title);
}

void CounterWindow::onKey(wxKeyEvent& event)
{
    const int key = event.GetKeyCode();
    if (key == WXK_F11)
        ShowFullScreen(!IsFullScreen());
    else if (!event.HasModifiers() && passKey(key))
        return;
    else if (key == WXK_ESCAPE && IsFullScreen())
        ShowFullScreen(false);
    else
        event.Skip();
}

bool CounterWindow::passKey(int key)
{
    if (!station_)
        return false;
    switch (leaf_) {
    case Leaf::Login:
        return login_.pressKey(key);
    case Leaf::Shift:
        return shift_.pressKey(key);
    case Leaf::Till:
        return till_.pressKey(key);
    case Leaf::Sell:
        return sell_.pressKey(key);
    case Leaf::Cash:
        return cash_.pressKey(key);
    case Leaf::Done:
        return done_.pressKey(key);
    case Leaf::Unknown:
        if (isEnter(key))
            station_->sale().askAgain();
        return isEnter(key);
    case Leaf::Pair:
    case Leaf::Revoked:
        return false;
    }
    return false;
}

} // namespace ace::counter
