// SPDX-License-Identifier: MIT
#include "ShiftPanel.h"

#include "CounterLooks.h"

#include <wx/panel.h>
#include <wx/sizer.h>

namespace ace::counter {

using namespace kitscreens;

ShiftPanel::ShiftPanel(wxWindow* parent, const CounterTexts& texts) : window_(new wxPanel(parent))
{
    window_->SetBackgroundColour(colour(theme::kPage));
    headline_ = std::make_unique<TextBlock>(
        window_,
        TextLook{.height = 38, .bold = true, .ink = theme::kInk, .field = theme::kPage, .centred = true});
    worked_ = std::make_unique<TextBlock>(
        window_, TextLook{.height = 24, .ink = theme::kMuted, .field = theme::kPage, .centred = true});
    problem_ = std::make_unique<TextBlock>(window_, noticeLook());
    const auto add = [&](ButtonLook look, const std::string& title, ClockAction action) {
        auto button =
            std::make_unique<TouchButton>(window_, look, title, [this, action] { presenter_->act(action); });
        button->setMinSize(300, 96);
        return button;
    };
    in_ = add(ButtonLook::Primary, texts.clockIn, ClockAction::In);
    resume_ = add(ButtonLook::Primary, texts.endBreak, ClockAction::Resume);
    pause_ = add(ButtonLook::Plain, texts.takeBreak, ClockAction::Pause);
    out_ = add(ButtonLook::Danger, texts.clockOut, ClockAction::Out);

    const int gap = window_->FromDIP(theme::kGap);
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    for (const auto* button : {in_.get(), resume_.get(), pause_.get(), out_.get()})
        buttons->Add(button->window(), 0, wxALL, gap);
    auto* rows = new wxBoxSizer(wxVERTICAL);
    rows->AddStretchSpacer(1);
    rows->Add(headline_->window(), 0, wxEXPAND | wxALL, gap);
    rows->Add(worked_->window(), 0, wxEXPAND | wxLEFT | wxRIGHT, gap);
    rows->Add(buttons, 0, wxALIGN_CENTRE_HORIZONTAL | wxALL, gap);
    rows->Add(problem_->window(), 0, wxEXPAND | wxALL | wxRESERVE_SPACE_EVEN_IF_HIDDEN, 2 * gap);
    rows->AddStretchSpacer(1);
    window_->SetSizer(rows);
}

void ShiftPanel::show(const ShiftScreen& screen)
{
    screen_ = screen;
    headline_->setText(screen.headline);
    worked_->setText(screen.worked);
    in_->window()->Show(screen.mayClockIn);
    resume_->window()->Show(screen.mayResume);
    pause_->window()->Show(screen.mayPause);
    out_->window()->Show(screen.mayClockOut);
    problem_->setText(screen.problem);
    problem_->window()->Show(!screen.problem.empty());
    window_->Layout();
}

bool ShiftPanel::pressKey(int key)
{
    if (!isEnter(key))
        return false;
    if (screen_.mayClockIn)
        presenter_->act(ClockAction::In);
    else if (screen_.mayResume)
        presenter_->act(ClockAction::Resume);
    return true;
}

} // namespace ace::counter
