// SPDX-License-Identifier: MIT
#include <ace/kit-screens/Keypad.h>

#include <ace/kit-screens/Theme.h>

#include <wx/sizer.h>
#include <wx/window.h>

namespace ace::kitscreens {

Keypad::Keypad(wxWindow* parent, const Actions& actions)
{
    const int gap = parent->FromDIP(8);
    auto* grid = new wxGridSizer(4, 3, gap, gap); // the sizer that it is put into owns it
    sizer_ = grid;
    const auto add = [&](const std::string& title, std::function<void()> pressed) {
        keys_.emplace_back(parent, ButtonLook::Key, title, std::move(pressed));
        keys_.back().setMinSize(84, theme::kLeastTouch);
        grid->Add(keys_.back().window(), 1, wxEXPAND);
    };
    const auto addDigit = [&](char digit) {
        add(std::string(1, digit), [press = actions.digit, digit] { press(digit); });
    };
    for (const char* row : {"789", "456", "123"})
        for (const char* digit = row; *digit; ++digit)
            addDigit(*digit);
    if (actions.doubleZero)
        add("00", actions.doubleZero);
    else
        grid->AddStretchSpacer();
    addDigit('0');
    add("⌫", actions.erase);
}

void Keypad::setEnabled(bool enabled)
{
    for (TouchButton& key : keys_)
        key.setEnabled(enabled);
}

} // namespace ace::kitscreens
