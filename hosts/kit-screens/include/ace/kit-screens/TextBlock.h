// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>

class wxWindow;

namespace ace::kitscreens {

struct TextLook
{
    int height = 20; // of the letters, in DIP
    bool bold = false;
    std::uint32_t ink = 0;
    std::uint32_t field = 0xFFFFFF;
    int lines = 1; // that it keeps room for; what does not fit is made smaller
    bool centred = false;
    bool right = false; // else left
    int padding = 0;    // DIP
    bool rounded = false;
};

// Text that wraps, and shrinks before it is ever cut off. wx owns `window()`.
class TextBlock
{
public:
    TextBlock(wxWindow* parent, const TextLook& look);

    wxWindow* window() const { return window_; }
    void setText(const std::string& text);
    void setLook(const TextLook& look);

private:
    class Canvas;
    wxWindow* window_;
};

} // namespace ace::kitscreens
