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

FocusKeeper::FocusKeeper(wxWindow& frame, std::function<wxWindow*()> field)
    : field_(std::move(field)),
      keeper_(new wxWindow(&frame, wxID_ANY, wxPoint(0, 0), wxSize(1, 1), wxWANTS_CHARS))
{
}

void FocusKeeper::keep()
{
    wxWindow* wanted = field_();
    const wxWindow* focused = wxWindow::FindFocus();
    if (wanted && wanted->IsEnabled() ? focused != wanted : !isUsable(focused))
        (wanted && wanted->IsEnabled() ? wanted : keeper_)->SetFocus();
}

} // namespace ace::kitscreens
