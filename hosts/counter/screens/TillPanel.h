// SPDX-License-Identifier: MIT
#pragma once

#include "presenters/TillPresenter.h"

#include <ace/kit-screens/Keypad.h>
#include <ace/kit-screens/TextBlock.h>
#include <ace/kit-screens/TouchButton.h>

#include <memory>

class wxWindow;

namespace ace::counter {

// Opens and closes the till by a counted amount. Digits and Enter work too. wx owns `window()`.
class TillPanel : public TillView
{
public:
    explicit TillPanel(wxWindow* parent);

    void bind(TillPresenter& presenter) { presenter_ = &presenter; }
    wxWindow* window() const { return window_; }
    void show(const TillScreen& screen) override;
    bool pressKey(int key);
    const std::string& headline() const { return title_; }

private:
    TillPresenter* presenter_ = nullptr;
    std::string title_;
    wxWindow* window_;
    wxWindow* entry_ = nullptr; // wx owns it
    std::unique_ptr<kitscreens::TextBlock> headline_;
    std::unique_ptr<kitscreens::TextBlock> hint_;
    std::unique_ptr<kitscreens::TextBlock> figures_;
    std::unique_ptr<kitscreens::TextBlock> amount_;
    std::unique_ptr<kitscreens::TextBlock> problem_;
    std::unique_ptr<kitscreens::Keypad> keypad_;
    std::unique_ptr<kitscreens::TouchButton> submit_;
};

} // namespace ace::counter
