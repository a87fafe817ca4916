// SPDX-License-Identifier: MIT
#include "TillPanel.h"

#include "CounterLooks.h"

#include <wx/panel.h>
#include <wx/sizer.h>

namespace ace::counter {

using namespace kitscreens;

TillPanel::TillPanel(wxWindow* parent) : window_(new wxPanel(parent))
{
    window_->SetBackgroundColour(colour(theme::kPage));
    const auto text = [&](int height, bool bold, std::uint32_t ink, int lines) {
        return std::make_unique<TextBlock>(
            window_,
            TextLook{.height = height, .bold = bold, .ink = ink, .field = theme::kPage, .lines = lines});
    };
    headline_ = text(34, true, theme::kInk, 2);
    hint_ = text(21, false, theme::kMuted, 2);
    figures_ = text(21, false, theme::kInk, 2);
    problem_ = std::make_unique<TextBlock>(window_, noticeLook());
    entry_ = new wxPanel(window_);
    entry_->SetBackgroundColour(colour(theme::kPage));
    amount_ = std::make_unique<TextBlock>(entry_, TextLook{.height = 38,
                                                           .bold = true,
                                                           .ink = theme::kInk,
                                                           .field = theme::kCard,
                                                           .centred = true,
                                                           .padding = 6,
                                                           .rounded = true});
    keypad_ = std::make_unique<Keypad>(
        entry_, Keypad::Actions{[this](char digit) { presenter_->pressDigit(digit); },
                                [this] { presenter_->pressDoubleZero(); }, [this] { presenter_->erase(); }});
    submit_ =
        std::make_unique<TouchButton>(entry_, ButtonLook::Primary, "", [this] { presenter_->submit(); });
    submit_->setMinSize(200, 72);

    const int gap = window_->FromDIP(theme::kGap);
    auto* left = new wxBoxSizer(wxVERTICAL);
    left->AddStretchSpacer(1);
    left->Add(headline_->window(), 0, wxEXPAND | wxBOTTOM, gap);
    left->Add(hint_->window(), 0, wxEXPAND | wxBOTTOM, gap);
    left->Add(figures_->window(), 0, wxEXPAND | wxBOTTOM, gap);
    left->Add(problem_->window(), 0, wxEXPAND | wxRESERVE_SPACE_EVEN_IF_HIDDEN);
    left->AddStretchSpacer(1);
    auto* right = new wxBoxSizer(wxVERTICAL);
    right->Add(amount_->window(), 0, wxEXPAND | wxBOTTOM, gap);
    right->Add(keypad_->sizer(), 1, wxEXPAND | wxBOTTOM, gap);
    right->Add(submit_->window(), 0, wxEXPAND);
    entry_->SetSizer(right);
    entry_->SetMinSize(window_->FromDIP(wxSize(400, 420)));
    auto* line = new wxBoxSizer(wxHORIZONTAL);
    line->Add(left, 1, wxEXPAND | wxALL, 2 * gap);
    line->Add(entry_, 0, wxEXPAND | wxALL, 2 * gap);
    window_->SetSizer(line);
}

void TillPanel::show(const TillScreen& screen)
{
    title_ = screen.headline;
    headline_->setText(screen.headline);
    hint_->setText(screen.hint);
    figures_->setText(screen.figures);
    amount_->setText(screen.amount);
    submit_->setTitle(screen.button);
    submit_->setEnabled(screen.mayPress);
    keypad_->setEnabled(screen.mayPress);
    problem_->setText(screen.problem);
    problem_->window()->Show(!screen.problem.empty());
    entry_->Show(screen.hasTill);
    window_->Layout();
}

bool TillPanel::pressKey(int key)
{
    if (const char digit = digitOf(key))
        presenter_->pressDigit(digit);
    else if (key == WXK_BACK)
        presenter_->erase();
    else if (isEnter(key))
        presenter_->submit();
    else
        return false;
    return true;
}

} // namespace ace::counter
