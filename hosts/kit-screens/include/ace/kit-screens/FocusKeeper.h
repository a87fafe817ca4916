// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

class wxWindow;

namespace ace::kitscreens {

// Keys reach a window only while something in it has the focus: when what had it is hidden or disabled, an
// invisible child of the frame takes it.
class FocusKeeper
{
public:
    // `field` names the text field that shall have the focus instead, or null.
    FocusKeeper(wxWindow& frame, std::function<wxWindow*()> field);

    // To be called when a page is turned, for a scanner types without waiting, and whenever wx is idle, for
    // what wx and GTK do with the focus by themselves.
    void keep();

private:
    std::function<wxWindow*()> field_;
    wxWindow* keeper_; // wx owns it
};

} // namespace ace::kitscreens
