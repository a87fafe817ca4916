// SPDX-License-Identifier: MIT
#include <ace/kit-screens/FocusKeeper.h>

#include <wx/window.h>

namespace ace::kitscreens {

namespace {

bool isUsable(const wxWindow* focused)
{
    return focused && focused->IsShownOnScreen() && focused->IsEnabled();
}

} // namespace

void keepFocus(wxWindow& frame, std::function<wxWindow*()> field)
{
    // wx owns it.
    auto* keeper = new wxWindow(&frame, wxID_ANY, wxPoint(0, 0), wxSize(1, 1), wxWANTS_CHARS);
    frame.Bind(wxEVT_IDLE, [keeper, field = std::move(field)](wxIdleEvent& event) {
        event.Skip();
        wxWindow* wanted = field();
        const wxWindow* focused = wxWindow::FindFocus();
        if (wanted && wanted->IsEnabled() ? focused != wanted : !isUsable(focused))
            (wanted && wanted->IsEnabled() ? wanted : keeper)->SetFocus();
    });
}

} // namespace ace::kitscreens
