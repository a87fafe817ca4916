// SPDX-License-Identifier: MIT
#include <ace/kit-screens/PairPanel.h>

#include <ace/kit-screens/Theme.h>

#include <wx/panel.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

namespace ace::kitscreens {

namespace {

constexpr unsigned long kLongestText = 500;

} // namespace

PairPanel::PairPanel(wxWindow* parent, const kit::KitTexts& texts,
                     std::function<void(const std::string&)> submit)
    : window_(new wxPanel(parent)), texts_(texts)
{
    using namespace theme;
    window_->SetBackgroundColour(colour(kPage));
    TextBlock title(window_, {.height = 34, .bold = true, .ink = kInk, .field = kPage, .centred = true});
    title.setText(texts.pairTitle);
    TextBlock hint(window_, {.height = 20, .ink = kMuted, .field = kPage, .lines = 2, .centred = true});
    hint.setText(texts.pairHint);
    field_ = new wxTextCtrl(window_, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxTE_PROCESS_ENTER);
    field_->SetFont(font(*window_, 24));
    field_->SetHint(toWx(texts.pairField));
    field_->SetMaxLength(kLongestText);
    field_->SetMinSize(window_->FromDIP(wxSize(560, kLeastTouch)));
    const auto press = [this, submit] { submit(field_->GetValue().utf8_string()); };
    field_->Bind(wxEVT_TEXT_ENTER, [press](wxCommandEvent&) { press(); });
    button_ = std::make_unique<TouchButton>(window_, ButtonLook::Primary, texts.pairButton, press);
    button_->setMinSize(240, 64);
    problem_ = std::make_unique<TextBlock>(window_, TextLook{.height = 19,
                                                             .ink = kNoticeInk,
                                                             .field = kNoticeField,
                                                             .lines = 3,
                                                             .centred = true,
                                                             .padding = 8,
                                                             .rounded = true});
    problem_->window()->SetMinSize(window_->FromDIP(wxSize(640, 92)));

    const int gap = window_->FromDIP(kGap);
    auto* rows = new wxBoxSizer(wxVERTICAL);
    rows->AddStretchSpacer(1);
    rows->Add(title.window(), 0, wxEXPAND | wxLEFT | wxRIGHT, gap);
    rows->Add(hint.window(), 0, wxEXPAND | wxALL, gap);
    rows->Add(field_, 0, wxALIGN_CENTRE_HORIZONTAL | wxALL, gap);
    rows->Add(button_->window(), 0, wxALIGN_CENTRE_HORIZONTAL | wxALL, gap);
    rows->Add(problem_->window(), 0, wxALIGN_CENTRE_HORIZONTAL | wxALL | wxRESERVE_SPACE_EVEN_IF_HIDDEN, gap);
    rows->AddStretchSpacer(2);
    window_->SetSizer(rows);
}

void PairPanel::show(const kit::PairingScreen& screen)
{
    field_->Enable(!screen.busy);
    button_->setEnabled(!screen.busy);
    button_->setTitle(screen.busy ? texts_.pairing : texts_.pairButton);
    problem_->setText(screen.problem);
    problem_->window()->Show(!screen.problem.empty());
    if (!screen.busy && !screen.problem.empty()) {
        field_->SetFocus();
        field_->SelectAll(); // a scanner types over what was wrong
    }
}

wxWindow* PairPanel::field() const { return field_; }

} // namespace ace::kitscreens
