// SPDX-License-Identifier: MIT
#include "Painting.h"

#include <ace/kit-screens/Theme.h>

#include <wx/control.h>
#include <wx/dc.h>
#include <wx/window.h>

#include <algorithm>

namespace ace::kitscreens {

namespace {

constexpr int kLeastHeight = 13; // DIP

// Lines as wide as the box at most, where a single word is not wider.
std::vector<wxString> wrapped(wxDC& dc, const wxString& text, int width)
{
    std::vector<wxString> lines;
    wxString line;
    for (wxString rest = text; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.length());
        const wxString word = rest.substr(0, end);
        rest = end < rest.length() ? rest.substr(end + 1) : wxString();
        const wxString longer = line.empty() ? word : line + " " + word;
        if (!line.empty() && dc.GetTextExtent(longer).x > width) {
            lines.push_back(line);
            line = word;
        } else {
            line = longer;
        }
    }
    lines.push_back(line);
    return lines;
}

} // namespace

void drawText(wxDC& dc, const wxWindow& window, const TextPlan& plan)
{
    if (plan.text.empty() || plan.box.width <= 0 || plan.box.height <= 0)
        return;
    std::vector<wxString> lines;
    int lineHeight = 0;
    for (int height = plan.height;; height = std::max(kLeastHeight, height * 9 / 10)) {
        dc.SetFont(font(window, height, plan.bold));
        lines = wrapped(dc, plan.text, plan.box.width);
        lineHeight = dc.GetCharHeight();
        const bool wide = std::ranges::any_of(
            lines, [&](const wxString& line) { return dc.GetTextExtent(line).x > plan.box.width; });
        const bool fits = !wide && static_cast<int>(lines.size()) <= plan.mostLines &&
                          lineHeight * static_cast<int>(lines.size()) <= plan.box.height;
        if (fits || height <= kLeastHeight)
            break;
    }
    dc.SetTextForeground(plan.ink);
    const int total = lineHeight * static_cast<int>(lines.size());
    int y = plan.box.y;
    if (plan.align & wxALIGN_CENTRE_VERTICAL)
        y += std::max(0, (plan.box.height - total) / 2);
    else if (plan.align & wxALIGN_BOTTOM)
        y += std::max(0, plan.box.height - total);
    for (const wxString& line : lines) {
        const wxString shown = wxControl::Ellipsize(line, dc, wxELLIPSIZE_END, plan.box.width);
        const int width = dc.GetTextExtent(shown).x;
        int x = plan.box.x;
        if (plan.align & wxALIGN_CENTRE_HORIZONTAL)
            x += (plan.box.width - width) / 2;
        else if (plan.align & wxALIGN_RIGHT)
            x += plan.box.width - width;
        dc.DrawText(shown, x, y);
        y += lineHeight;
    }
}

} // namespace ace::kitscreens
