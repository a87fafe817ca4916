// SPDX-License-Identifier: MIT
#pragma once

#include "presenters/SalePresenter.h"

#include <ace/kit-screens/TextBlock.h>
#include <ace/kit-screens/TouchButton.h>

#include <memory>
#include <string>

class wxWindow;

namespace ace::counter {

class QrPanel;

// What was sold: the ticket's QR code to be photographed, the change, the PDF. Enter goes on to the next
// customer, N to the next ticket, S saves the PDF. wx owns `window()`.
class DonePanel
{
public:
    DonePanel(wxWindow* parent, const CounterTexts& texts);

    void bind(SalePresenter& presenter) { presenter_ = &presenter; }
    wxWindow* window() const { return window_; }
    void show(const SaleScreen& screen);
    bool pressKey(int key);

private:
    void savedOrOpen();

    const CounterTexts& texts_;
    SalePresenter* presenter_ = nullptr;
    std::string saved_;
    wxWindow* window_;
    QrPanel* qr_ = nullptr; // wx owns it
    std::unique_ptr<kitscreens::TextBlock> order_;
    std::unique_ptr<kitscreens::TextBlock> changeName_;
    std::unique_ptr<kitscreens::TextBlock> change_;
    std::unique_ptr<kitscreens::TextBlock> ticket_;
    std::unique_ptr<kitscreens::TextBlock> place_;
    std::unique_ptr<kitscreens::TouchButton> nextTicket_;
    std::unique_ptr<kitscreens::TouchButton> pdf_;
    std::unique_ptr<kitscreens::TouchButton> next_;
};

} // namespace ace::counter
