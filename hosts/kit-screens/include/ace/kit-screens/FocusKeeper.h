// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

class wxWindow;

namespace ace::kitscreens {

// Keys reach a window only while something in it has the focus: when what had it is hidden or disabled, an
// invisible child of `frame` takes it. `field` names the text field that shall have it instead, or null.
void keepFocus(wxWindow& frame, std::function<wxWindow*()> field);

} // namespace ace::kitscreens
