// SPDX-License-Identifier: MIT
#pragma once

#include "presenters/ShiftPresenter.h"

#include <ace/kit-screens/TextBlock.h>
#include <ace/kit-screens/TouchButton.h>

#include <memory>

class wxWindow;

namespace ace::counter {

// The time clock. Enter clocks in, or ends a break. wx owns `window()`.
class ShiftPanel : public ShiftView
{
public:
    ShiftPanel(wxWindow* parent, const CounterTexts& texts);

    void bind(ShiftPresenter& presenter) { presenter_ = &presenter; }
    wxWindow* window() const { return window_; }
    void show(const ShiftScreen& screen) override;
    bool pressKey(int key);
    const std::string& headline() const { return screen_.headline; }

private:
    ShiftPresenter* presenter_ = nullptr;
    ShiftScreen screen_;
    wxWindow* window_;
    std::unique_ptr<kitscreens::TextBlock> headline_;
    std::unique_ptr<kitscreens::TextBlock> worked_;
    std::unique_ptr<kitscreens::TextBlock> problem_;
    std::unique_ptr<kitscreens::TouchButton> in_;
    std::unique_ptr<kitscreens::TouchButton> pause_;
    std::unique_ptr<kitscreens::TouchButton> resume_;
    std::unique_ptr<kitscreens::TouchButton> out_;
};

} // namespace ace::counter
