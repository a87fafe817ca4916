// SPDX-License-Identifier: MIT
#include <ace/kit-screens/TextBlock.h>

#include <ace/kit-screens/Theme.h>

#include "Painting.h"

#include <wx/dcbuffer.h>
#include <wx/graphics.h>
#include <wx/window.h>

namespace ace::kitscreens {

class TextBlock::Canvas : public wxWindow
{
public:
    Canvas(wxWindow* parent, const TextLook& textLook) : wxWindow(parent, wxID_ANY)
    {
        SetBackgroundStyle(wxBG_STYLE_PAINT);
        Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
        Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
            Refresh();
            event.Skip();
        });
        setLook(textLook);
    }
    bool AcceptsFocus() const override { return false; }
    bool AcceptsFocusFromKeyboard() const override { return false; }

    void setLook(const TextLook& textLook)
    {
        look = textLook;
        const int line = look.height * 3 / 2;
        SetMinSize(FromDIP(wxSize(40, look.lines * line + 2 * look.padding)));
        Refresh();
    }
    void setText(const wxString& now)
    {
        if (now == text)
            return;
        text = now;
        SetLabel(now); // for screen readers
        Refresh();
    }

private:
    void paint()
    {
        wxAutoBufferedPaintDC dc(this);
        dc.SetBackground(wxBrush(look.rounded ? GetParent()->GetBackgroundColour() : colour(look.field)));
        dc.Clear();
        if (look.rounded) {
            dc.SetPen(*wxTRANSPARENT_PEN);
            dc.SetBrush(wxBrush(colour(look.field)));
            dc.DrawRoundedRectangle(GetClientRect(), FromDIP(10));
        }
        const int padding = FromDIP(look.padding);
        const int align = wxALIGN_CENTRE_VERTICAL | (look.centred ? wxALIGN_CENTRE_HORIZONTAL
                                                     : look.right ? wxALIGN_RIGHT
                                                                  : wxALIGN_LEFT);
        drawText(dc, *this,
                 {text, GetClientRect().Deflate(padding, padding), look.height, look.bold, align, look.lines,
                  colour(look.ink)});
    }

    TextLook look;
    wxString text;
};

TextBlock::TextBlock(wxWindow* parent, const TextLook& look) : window_(new Canvas(parent, look)) {}

void TextBlock::setText(const std::string& text) { static_cast<Canvas*>(window_)->setText(toWx(text)); }

void TextBlock::setLook(const TextLook& look) { static_cast<Canvas*>(window_)->setLook(look); }

} // namespace ace::kitscreens
