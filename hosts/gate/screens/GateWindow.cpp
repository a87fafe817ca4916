// SPDX-License-Identifier: MIT
#include "GateWindow.h"

#include "VerdictPanel.h"

#include <wx/button.h>
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

GateWindow::GateWindow(const GateTexts& texts)
    : wxFrame(nullptr, wxID_ANY, wxString::FromUTF8(texts.windowTitle), wxDefaultPosition, wxSize(1024, 720)),
      texts_(texts), timer_(this)
{
    build();
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
    direction_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        actions_.toggleDirection();
        input_->SetFocus(); // a keyboard wedge types into it
    });
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { actions_.tick(); });
    timer_.Start(kTickMs);
    input_->SetFocus();
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
    const std::string reason = screen.reason.empty() ? "" : ": " + screen.reason;
    SetTitle(wxString::FromUTF8(screen.headline + reason + " – " + texts_.windowTitle));
    Layout();
}

void GateWindow::build()
{
    verdict_ = new VerdictPanel(this);
    auto* bar = new wxPanel(this);
    gate_ = new wxStaticText(bar, wxID_ANY, "");
    count_ = new wxStaticText(bar, wxID_ANY, "");
    direction_ = new wxButton(bar, wxID_ANY, wxString::FromUTF8(texts_.directionEntry));
    input_ = new wxTextCtrl(bar, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxTE_PROCESS_ENTER);
    input_->SetHint(wxString::FromUTF8(texts_.inputHint));
    input_->SetMaxLength(kLongestCode);
    notice_ = new wxStaticText(bar, wxID_ANY, "");
    notice_->Hide();
    for (wxWindow* window : {static_cast<wxWindow*>(gate_), static_cast<wxWindow*>(count_),
                             static_cast<wxWindow*>(direction_), static_cast<wxWindow*>(input_)})
        window->SetFont(barFont(*this, 1.6));
    direction_->SetMinSize(FromDIP(wxSize(160, 64)));

    const int gap = FromDIP(12);
    auto* line = new wxBoxSizer(wxHORIZONTAL);
    line->Add(gate_, 0, wxALIGN_CENTRE_VERTICAL | wxALL, gap);
    line->Add(direction_, 0, wxALIGN_CENTRE_VERTICAL | wxALL, gap);
    line->Add(input_, 1, wxALIGN_CENTRE_VERTICAL | wxALL, gap);
    line->Add(count_, 0, wxALIGN_CENTRE_VERTICAL | wxALL, gap);
    auto* barRows = new wxBoxSizer(wxVERTICAL);
    barRows->Add(line, 0, wxEXPAND);
    barRows->Add(notice_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, gap);
    bar->SetSizer(barRows);

    auto* rows = new wxBoxSizer(wxVERTICAL);
    rows->Add(verdict_, 1, wxEXPAND);
    rows->Add(bar, 0, wxEXPAND);
    SetSizer(rows);
}

void GateWindow::onKey(wxKeyEvent& event)
{
    if (event.GetKeyCode() == WXK_F11)
        ShowFullScreen(!IsFullScreen());
    else if (event.GetKeyCode() == WXK_ESCAPE && IsFullScreen())
        ShowFullScreen(false);
    else
        event.Skip();
}

} // namespace ace::gate
