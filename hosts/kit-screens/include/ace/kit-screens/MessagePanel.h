// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit-screens/TextBlock.h>
#include <ace/kit-screens/TouchButton.h>

#include <functional>
#include <memory>
#include <string>

class wxWindow;

namespace ace::kitscreens {

// A page that says one thing, and has one button. wx owns `window()`.
class MessagePanel
{
public:
    struct Words
    {
        std::string title;
        std::string text;
        std::string button; // empty: none
    };

    MessagePanel(wxWindow* parent, const Words& words, std::function<void()> pressed);

    wxWindow* window() const { return window_; }
    void setNotice(const std::string& notice); // empty: none
    void setEnabled(bool enabled);

private:
    wxWindow* window_;
    std::unique_ptr<TextBlock> notice_;
    std::unique_ptr<TouchButton> button_;
};

} // namespace ace::kitscreens
