// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit-screens/TextBlock.h>
#include <ace/kit-screens/Theme.h>

#include <wx/defs.h>

namespace ace::counter {

inline kitscreens::TextLook noticeLook()
{
    return {.height = 19,
            .ink = kitscreens::theme::kNoticeInk,
            .field = kitscreens::theme::kNoticeField,
            .lines = 2,
            .centred = true,
            .padding = 6,
            .rounded = true};
}

inline kitscreens::TextLook cardText(int height, bool bold, std::uint32_t ink)
{
    return {.height = height, .bold = bold, .ink = ink, .field = kitscreens::theme::kCard};
}

inline bool isEnter(int key) { return key == WXK_RETURN || key == WXK_NUMPAD_ENTER; }

// The digit of a key, of the number pad too; else 0.
inline char digitOf(int key)
{
    if (key >= WXK_NUMPAD0 && key <= WXK_NUMPAD9)
        return static_cast<char>('0' + (key - WXK_NUMPAD0));
    return key >= '0' && key <= '9' ? static_cast<char>(key) : '\0';
}

} // namespace ace::counter
