// SPDX-License-Identifier: MIT
#include "HeaderBar.h"

#include <ace/kit-screens/Theme.h>

#include <wx/panel.h>
#include <wx/sizer.h>

namespace ace::counter {

using namespace kitscreens;

namespace {

constexpr std::uint32_t kOnline = 0x7FE0A3, kAway = 0xFFC45C;

TextLook headerText(int height, std::uint32_t ink, bool bold)
{
    return {.height = height, .bold = bold, .ink = ink, .field = theme::kHeader};
}

} // namespace

HeaderBar::HeaderBar(wxWindow* parent, const CounterTexts& texts, const kit::KitTexts& kitTexts,
                     const Actions& actions)
    : window_(new wxPanel(parent))
{
    window_->SetBackgroundColour(colour(theme::kHeader));
    station_ = std::make_unique<TextBlock>(window_, headerText(19, theme::kHeaderInk, true));
    link_ = std::make_unique<TextBlock>(window_, headerText(16, kOnline, false));
    staff_ = std::make_unique<TextBlock>(window_, headerText(18, theme::kHeaderInk, true));
    const auto go = [&](const std::string& title, Page page) {
        auto button = std::make_unique<TouchButton>(window_, ButtonLook::Header, title,
                                                    [goTo = actions.go, page] { goTo(page); });
        button->setMinSize(112, theme::kLeastTouch);
        return button;
    };
    sell_ = go(texts.sell, Page::Sale);
    till_ = go(texts.till, Page::Till);
    time_ = go(texts.myTime, Page::Shift);
    logOut_ = std::make_unique<TouchButton>(window_, ButtonLook::Header, kitTexts.logOut, actions.logOut);
    logOut_->setMinSize(112, theme::kLeastTouch);

    const int gap = window_->FromDIP(8);
    auto* names = new wxBoxSizer(wxVERTICAL);
    names->Add(station_->window(), 0, wxEXPAND);
    names->Add(link_->window(), 0, wxEXPAND);
    auto* line = new wxBoxSizer(wxHORIZONTAL);
    line->Add(names, 3, wxALIGN_CENTRE_VERTICAL | wxLEFT, 2 * gap);
    for (const auto* button : {sell_.get(), till_.get(), time_.get()})
        line->Add(button->window(), 0, wxALL, gap);
    line->Add(staff_->window(), 2, wxALIGN_CENTRE_VERTICAL | wxLEFT, gap);
    line->Add(logOut_->window(), 0, wxALL, gap);
    window_->SetSizer(line);
}

void HeaderBar::show(const HeaderScreen& screen)
{
    const bool online = screen.linkState == kit::LinkState::Online;
    station_->setText(screen.station);
    link_->setLook(headerText(16, online ? kOnline : kAway, !online));
    link_->setText(screen.link.empty() ? "" : "● " + screen.link);
    staff_->setText(screen.staff);
    const bool in = !screen.staff.empty();
    for (const auto* button : {sell_.get(), till_.get(), time_.get(), logOut_.get()})
        button->window()->Show(in);
    sell_->setEnabled(screen.maySell);
    till_->setEnabled(screen.mayGo);
    time_->setEnabled(screen.mayGo);
    logOut_->setEnabled(screen.mayLogOut);
    sell_->setSelected(screen.page == Page::Sale);
    till_->setSelected(screen.page == Page::Till);
    time_->setSelected(screen.page == Page::Shift);
    window_->Layout();
}

} // namespace ace::counter
