// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

class wxWindow;

namespace ace::kitscreens {

enum class ButtonLook { Primary, Plain, Danger, Tile, Key, Header };

// A button to touch: a title and, on a Tile, two lines below it. Space presses it when it has the focus. wx
// owns `window()`.
class TouchButton
{
public:
    TouchButton(wxWindow* parent, ButtonLook look, const std::string& title, std::function<void()> pressed);

    wxWindow* window() const { return window_; }
    void setTitle(const std::string& title);
    void setDetails(const std::string& strong, const std::string& faint); // of a Tile: price, what is left
    void setEnabled(bool enabled);
    void setSelected(bool selected); // drawn as where one is
    void setMinSize(int widthDip, int heightDip);

private:
    class Canvas;
    Canvas* canvas() const;
    wxWindow* window_;
};

} // namespace ace::kitscreens
