// SPDX-License-Identifier: MIT
#pragma once

#include "presenters/SalePresenter.h"

#include <ace/kit-screens/TextBlock.h>
#include <ace/kit-screens/TouchButton.h>

#include <memory>
#include <vector>

class wxGridSizer;
class wxSizer;
class wxWindow;

namespace ace::counter {

// Ticket types as tiles, and the cart. 1 to 9 add a type, Backspace takes the last one out, Enter goes on to
// the cash. wx owns `window()`.
class SellPanel
{
public:
    SellPanel(wxWindow* parent, const CounterTexts& texts);

    void bind(SalePresenter& presenter) { presenter_ = &presenter; }
    wxWindow* window() const { return window_; }
    void show(const SaleScreen& screen);
    bool pressKey(int key);

private:
    struct Row
    {
        wxWindow* panel;
        kitscreens::TextBlock name;
        kitscreens::TextBlock total;
        kitscreens::TextBlock quantity;
        kitscreens::TouchButton fewer;
        kitscreens::TouchButton more;
    };

    wxWindow* buildTiles();
    wxWindow* buildCart(const CounterTexts& texts);
    void showTiles(const SaleScreen& screen);
    void showCart(const SaleScreen& screen);
    Row makeRow(std::size_t index);

    const CounterTexts& texts_;
    SalePresenter* presenter_ = nullptr;
    std::size_t lines_ = 0;
    wxWindow* window_;
    wxWindow* tilesWindow_ = nullptr; // wx owns these
    wxGridSizer* tilesGrid_ = nullptr;
    wxWindow* rowsWindow_ = nullptr;
    wxSizer* rowsSizer_ = nullptr;
    std::vector<kitscreens::TouchButton> tiles_;
    std::vector<Row> rows_;
    std::unique_ptr<kitscreens::TextBlock> event_;
    std::unique_ptr<kitscreens::TextBlock> empty_; // said instead of its lines
    std::unique_ptr<kitscreens::TextBlock> total_;
    std::unique_ptr<kitscreens::TextBlock> problem_;
    std::unique_ptr<kitscreens::TouchButton> pay_;
    std::unique_ptr<kitscreens::TouchButton> clear_;
};

} // namespace ace::counter
