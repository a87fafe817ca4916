// SPDX-License-Identifier: MIT
#pragma once

#include "presenters/CounterFlow.h"

#include <ace/kit-screens/TextBlock.h>
#include <ace/kit-screens/TouchButton.h>

#include <functional>
#include <memory>

class wxWindow;

namespace ace::counter {

// Above every page: the station, where one can go, the link, who works. wx owns `window()`.
class HeaderBar
{
public:
    struct Actions
    {
        std::function<void(Page)> go;
        std::function<void()> logOut;
    };

    HeaderBar(wxWindow* parent, const CounterTexts& texts, const kit::KitTexts& kitTexts,
              const Actions& actions);

    wxWindow* window() const { return window_; }
    void show(const HeaderScreen& screen);

private:
    wxWindow* window_;
    std::unique_ptr<kitscreens::TextBlock> station_;
    std::unique_ptr<kitscreens::TextBlock> link_;
    std::unique_ptr<kitscreens::TextBlock> staff_;
    std::unique_ptr<kitscreens::TouchButton> sell_;
    std::unique_ptr<kitscreens::TouchButton> till_;
    std::unique_ptr<kitscreens::TouchButton> time_;
    std::unique_ptr<kitscreens::TouchButton> logOut_;
};

} // namespace ace::counter
