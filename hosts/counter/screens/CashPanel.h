// SPDX-License-Identifier: MIT
#pragma once

#include "presenters/SalePresenter.h"

#include <ace/kit-screens/Keypad.h>
#include <ace/kit-screens/TextBlock.h>
#include <ace/kit-screens/TouchButton.h>

#include <memory>
#include <vector>

class wxWindow;

namespace ace::counter {

// Takes the cash: notes that people hand over at one touch, or an amount. Enter takes what was typed, or the
// exact sum. wx owns `window()`.
class CashPanel
{
public:
    CashPanel(wxWindow* parent, const CounterTexts& texts, const kit::KitTexts& kitTexts);

    void bind(SalePresenter& presenter) { presenter_ = &presenter; }
    wxWindow* window() const { return window_; }
    void show(const SaleScreen& screen);
    bool pressKey(int key);

private:
    wxWindow* buildSum(const CounterTexts& texts, const kit::KitTexts& kitTexts);
    wxWindow* buildEntry();

    const CounterTexts& texts_;
    SalePresenter* presenter_ = nullptr;
    bool typed_ = false;
    wxWindow* window_;
    std::unique_ptr<kitscreens::TextBlock> total_;
    std::unique_ptr<kitscreens::TextBlock> given_;
    std::unique_ptr<kitscreens::TextBlock> change_;
    std::unique_ptr<kitscreens::TextBlock> problem_;
    std::unique_ptr<kitscreens::Keypad> keypad_;
    std::unique_ptr<kitscreens::TouchButton> take_;
    std::unique_ptr<kitscreens::TouchButton> back_;
    std::vector<kitscreens::TouchButton> quick_;
};

} // namespace ace::counter
