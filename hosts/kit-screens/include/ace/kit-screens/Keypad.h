// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit-screens/TouchButton.h>

#include <functional>
#include <vector>

class wxSizer;
class wxWindow;

namespace ace::kitscreens {

// Three columns of digits: for a PIN with an empty corner, for an amount with "00" in it.
class Keypad
{
public:
    struct Actions
    {
        std::function<void(char)> digit;
        std::function<void()> doubleZero; // empty: a PIN
        std::function<void()> erase;
    };

    Keypad(wxWindow* parent, const Actions& actions);

    wxSizer* sizer() const { return sizer_; } // to be put into another one
    void setEnabled(bool enabled);

private:
    wxSizer* sizer_;
    std::vector<TouchButton> keys_;
};

} // namespace ace::kitscreens
