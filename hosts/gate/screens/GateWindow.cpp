// SPDX-License-Identifier: MIT
#include "GateWindow.h"

#include "VerdictPanel.h"

#include <ace/kit-screens/Theme.h>

#include <wx/button.h>
#include <wx/panel.h>
#include <wx/simplebook.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace ace::gate {

namespace {

constexpr int kTickMs = 100;
constexpr unsigned long kLongestCode = 4096;

wxFont barFont(const wxWindow& window, double scale)
{
    wxFont font = window.GetFont();
    font.SetFractionalPointSize(font.GetFractionalPointSize() * scale);
    return font;
}

} // namespace

GateWindow::GateWindow(kit::Language language, StationActions actions)
    : wxFrame(nullptr, wxID_ANY, wxString::FromUTF8(gateTexts(language).windowTitle), wxDefaultPosition,
              wxSize(1024, 600)),
      texts_(gateTexts(language)), kitTexts_(kitTexts(language)), stationActions_(std::move(actions)),
      book_(new wxSimplebook(this)), pair_(book_, kitTexts_, stationActions_.pair),
      login_(book_, kitTexts_, stationActions_.otherLanguage),
      revoked_(book_, {kitTexts_.revokedTitle, kitTexts_.revokedHint, kitTexts_.pairAgain},
               stationActions_.pairAgain),
      focus_(*this,
             [this]() -> wxWindow* {
                 if (page_ == GatePage::Pair)
                     return pair_.field();
                 return page_ == GatePage::Gate ? input_ : nullptr; // a keyboard wedge types into it
             }),
      timer_(this)
{
    build();
    Bind(wxEVT_IDLE, [this](wxIdleEvent& event) {
        focus_.keep();
        showTitle(); // only now: what it names can be typed into
        event.Skip();
    });
    Bind(wxEVT_CHAR_HOOK, &GateWindow::onKey, this);
}

void GateWindow::bind(Actions actions)
{
    actions_ = std::move(actions);
    input_->Bind(wxEVT_TEXT_ENTER, [this](wxCommandEvent&) {
        const std::string code = input_->GetValue().utf8_string();
        input_->Clear();
        actions_.readCode(code);
    });
    direction_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { actions_.toggleDirection(); });
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { actions_.tick(); });
    timer_.Start(kTickMs);
}

void GateWindow::show(const GateScreen& screen)
{
    verdict_->show(screen);
    gate_->SetLabel(wxString::FromUTF8(screen.gate));
    count_->SetLabel(
        wxString::FromUTF8(filledIn(texts_.admittedCount, "count", std::to_string(screen.admitted))));
    direction_->SetLabel(wxString::FromUTF8(screen.direction == Direction::Entry ? texts_.directionEntry
                                                                                 : texts_.directionExit));
    notice_->SetLabel(wxString::FromUTF8(screen.notice));
    notice_->Show(!screen.notice.empty());
    said_ = screen.headline + (screen.reason.empty() ? "" : ": " + screen.reason);
    Layout();
}

void GateWindow::turnTo(GatePage page)
{
    page_ = page;
    book_->ChangeSelection(static_cast<std::size_t>(page));
    focus_.keep();
}

void GateWindow::showStaff(const std::string& name)
{
    staff_->SetLabel(wxString::FromUTF8(name));
    logOut_->window()->Show(!name.empty());
    Layout();
}

void GateWindow::showLink(const std::string& text, kit::LinkState state)
{
    const wxString label = wxString::FromUTF8("● " + text);
    link_->SetForegroundColour(kitscreens::colour(
        state == kit::LinkState::Online ? kitscreens::theme::kGood : kitscreens::theme::kNoticeInk));
    if (label == link_->GetLabel())
        return;
    link_->SetLabel(label);
    Layout();
}

void GateWindow::showTitle()
{
    const std::string where = page_ == GatePage::Pair    ? kitTexts_.pairTitle
                              : page_ == GatePage::Login ? login_.headline()
                              : page_ == GatePage::Gate  ? said_
                                                         : kitTexts_.revokedTitle;
    const wxString title = wxString::FromUTF8(where + " – " + texts_.windowTitle);
    if (title != GetTitle())
        SetTitle(title);
}

void GateWindow::build()
{
    auto* page = new wxPanel(book_);
    verdict_ = new VerdictPanel(page);
    auto* bar = new wxPanel(page);
    gate_ = new wxStaticText(bar, wxID_ANY, "");
    count_ = new wxStaticText(bar, wxID_ANY, "");
    direction_ = new wxButton(bar, wxID_ANY, wxString::FromUTF8(texts_.directionEntry));
    input_ = new wxTextCtrl(bar, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxTE_PROCESS_ENTER);
    input_->SetHint(wxString::FromUTF8(texts_.inputHint));
    input_->SetMaxLength(kLongestCode);
    notice_ = new wxStaticText(bar, wxID_ANY, "");
    notice_->Hide();
    link_ = new wxStaticText(bar, wxID_ANY, "");
    staff_ = new wxStaticText(bar, wxID_ANY, "");
    logOut_ = std::make_unique<kitscreens::TouchButton>(bar, kitscreens::ButtonLook::Plain, kitTexts_.logOut,
                                                        stationActions_.logOut);
    logOut_->setMinSize(140, kitscreens::theme::kLeastTouch);
    logOut_->window()->Hide();
    for (wxWindow* window : {static_cast<wxWindow*>(gate_), static_cast<wxWindow*>(count_),
                             static_cast<wxWindow*>(direction_), static_cast<wxWindow*>(input_)})
        window->SetFont(barFont(*this, 1.6));
    for (wxWindow* window : {static_cast<wxWindow*>(link_), static_cast<wxWindow*>(staff_)})
        window->SetFont(barFont(*this, 1.2));
    direction_->SetMinSize(FromDIP(wxSize(160, 64)));

    const int gap = FromDIP(12);
    auto* line = new wxBoxSizer(wxHORIZONTAL);
    line->Add(gate_, 0, wxALIGN_CENTRE_VERTICAL | wxALL, gap);
    line->Add(direction_, 0, wxALIGN_CENTRE_VERTICAL | wxALL, gap);
    line->Add(input_, 1, wxALIGN_CENTRE_VERTICAL | wxALL, gap);
    line->Add(count_, 0, wxALIGN_CENTRE_VERTICAL | wxALL, gap);
    auto* people = new wxBoxSizer(wxHORIZONTAL);
    people->Add(link_, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, gap);
    people->AddStretchSpacer();
    people->Add(staff_, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, gap);
    people->Add(logOut_->window(), 0);
    auto* barRows = new wxBoxSizer(wxVERTICAL);
    barRows->Add(line, 0, wxEXPAND);
    barRows->Add(people, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, gap);
    barRows->Add(notice_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, gap);
    bar->SetSizer(barRows);

    auto* rows = new wxBoxSizer(wxVERTICAL);
    rows->Add(verdict_, 1, wxEXPAND);
    rows->Add(bar, 0, wxEXPAND);
    page->SetSizer(rows);
    // In the order of GatePage.
    for (wxWindow* leaf : {pair_.window(), login_.window(), static_cast<wxWindow*>(page), revoked_.window()})
        book_->AddPage(leaf, "");
    book_->ChangeSelection(static_cast<std::size_t>(page_));
    auto* whole = new wxBoxSizer(wxVERTICAL);
    whole->Add(book_, 1, wxEXPAND);
    SetSizer(whole);
}

void GateWindow::onKey(wxKeyEvent& event)
{
    if (event.GetKeyCode() == WXK_F11)
        ShowFullScreen(!IsFullScreen());
    else if (page_ == GatePage::Login && !event.HasModifiers() && login_.pressKey(event.GetKeyCode()))
        return;
    else if (event.GetKeyCode() == WXK_ESCAPE && IsFullScreen())
        ShowFullScreen(false);
    else
        event.Skip();
}

} // namespace ace::gate
