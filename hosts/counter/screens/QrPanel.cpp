// SPDX-License-Identifier: MIT
#include "QrPanel.h"

#include <wx/dcbuffer.h>

#include <algorithm>

namespace ace::counter {

QrPanel::QrPanel(wxWindow* parent) : wxWindow(parent, wxID_ANY)
{
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        Refresh();
        event.Skip();
    });
}

void QrPanel::setText(const std::string& text)
{
    if (text == text_)
        return;
    text_ = text;
    code_.reset();
    if (auto code = barcode::encodeQr(text))
        code_ = std::move(*code);
    Refresh();
}

void QrPanel::paint()
{
    wxAutoBufferedPaintDC dc(this);
    dc.SetBackground(*wxWHITE_BRUSH);
    dc.Clear();
    if (!code_)
        return;
    const wxSize size = GetClientSize();
    const int modules = code_->size() + 2 * barcode::kQuietZone;
    const int module = std::max(1, std::min(size.x, size.y) / modules);
    const int left = (size.x - module * code_->size()) / 2, top = (size.y - module * code_->size()) / 2;
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(*wxBLACK_BRUSH);
    code_->forEachDarkRun([&](int x, int y, int length) {
        dc.DrawRectangle(left + x * module, top + y * module, length * module, module);
    });
}

} // namespace ace::counter
