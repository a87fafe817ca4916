// SPDX-License-Identifier: MIT
#pragma once

#include <wx/colour.h>
#include <wx/gdicmn.h>
#include <wx/string.h>

#include <vector>

class wxDC;
class wxWindow;

namespace ace::kitscreens {

struct TextPlan
{
    wxString text;
    wxRect box;
    int height = 20; // DIP
    bool bold = false;
    int align = 0; // wxALIGN_… of each line, and of all of them in the box
    int mostLines = 1;
    wxColour ink;
};

// Wrapped at spaces into `mostLines`; smaller where that is not enough; the last resort is "…".
void drawText(wxDC& dc, const wxWindow& window, const TextPlan& plan);

} // namespace ace::kitscreens
