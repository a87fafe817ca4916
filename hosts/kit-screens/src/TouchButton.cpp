// SPDX-License-Identifier: MIT
#include <ace/kit-screens/TouchButton.h>

#include <ace/kit-screens/Theme.h>

#include "Painting.h"

#include <wx/dcbuffer.h>
#include <wx/window.h>

namespace ace::kitscreens {

namespace {

struct ButtonColours
{
    std::uint32_t field;
    std::uint32_t border;
    std::uint32_t ink;
};

ButtonColours coloursOf(ButtonLook look, bool enabled, bool selected)
{
    using namespace theme;
    if (look == ButtonLook::Header) {
        if (selected)
            return {kCard, kCard, kInk};
        return enabled ? ButtonColours{0x2C394D, 0x2C394D, kHeaderInk}
                       : ButtonColours{kHeader, kHeader, 0x77839A};
    }
    if (!enabled)
        return {0xE7EBF1, 0xDCE2EA, 0x8390A2};
    switch (look) {
    case ButtonLook::Primary:
        return {kPrimary, kPrimary, kHeaderInk};
    case ButtonLook::Danger:
        return {kCard, kBad, kBad};
    case ButtonLook::Plain:
    case ButtonLook::Tile:
    case ButtonLook::Key:
    case ButtonLook::Header:
        break;
    }
    return {kCard, kLine, kInk};
}

} // namespace

class TouchButton::Canvas : public wxWindow
{
public:
    Canvas(wxWindow* parent, ButtonLook buttonLook, const wxString& text, std::function<void()> whenPressed)
        : wxWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS), look(buttonLook),
          title(text), pressed(std::move(whenPressed))
    {
        SetBackgroundStyle(wxBG_STYLE_PAINT);
        SetLabel(text); // for screen readers
        SetMinSize(FromDIP(wxSize(theme::kLeastTouch, theme::kLeastTouch)));
        Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
        Bind(wxEVT_LEFT_DOWN, [this](wxMouseEvent&) { press(true); });
        Bind(wxEVT_LEFT_DCLICK, [this](wxMouseEvent&) { press(true); });
        Bind(wxEVT_LEFT_UP, [this](wxMouseEvent& event) { release(event.GetPosition()); });
        Bind(wxEVT_LEAVE_WINDOW, [this](wxMouseEvent&) { press(false); });
        Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) {
            if (event.GetKeyCode() == WXK_SPACE && IsEnabled())
                pressed();
            else if (event.GetKeyCode() == WXK_TAB)
                Navigate(event.ShiftDown() ? wxNavigationKeyEvent::IsBackward
                                           : wxNavigationKeyEvent::IsForward);
            else
                event.Skip();
        });
        for (const auto& focus : {wxEVT_SET_FOCUS, wxEVT_KILL_FOCUS})
            Bind(focus, [this](wxFocusEvent& event) {
                Refresh();
                event.Skip();
            });
        Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
            Refresh();
            event.Skip();
        });
    }

    bool AcceptsFocus() const override { return IsEnabled(); }

    ButtonLook look;
    wxString title;
    wxString strong;
    wxString faint;
    bool selected = false;

private:
    void press(bool now)
    {
        if (down == now)
            return;
        down = now;
        Refresh();
    }
    void release(const wxPoint& where)
    {
        const bool wasDown = down;
        press(false);
        if (wasDown && IsEnabled() && GetClientRect().Contains(where))
            pressed();
    }

    void paint()
    {
        wxAutoBufferedPaintDC dc(this);
        dc.SetBackground(wxBrush(GetParent()->GetBackgroundColour()));
        dc.Clear();
        const ButtonColours colours = coloursOf(look, IsEnabled(), selected);
        wxColour field = colour(colours.field);
        if (down && IsEnabled())
            field = field.ChangeLightness(look == ButtonLook::Primary ? 80 : 88);
        const bool focused = HasFocus();
        dc.SetBrush(wxBrush(field));
        dc.SetPen(wxPen(focused ? colour(theme::kPrimary) : colour(colours.border), focused ? 3 : 1));
        dc.DrawRoundedRectangle(GetClientRect().Deflate(1, 1), FromDIP(10));
        const wxRect inside = GetClientRect().Deflate(FromDIP(look == ButtonLook::Tile ? 16 : 8),
                                                      FromDIP(look == ButtonLook::Tile ? 12 : 4));
        if (look == ButtonLook::Tile && !strong.empty())
            return paintTile(dc, inside, colour(colours.ink));
        const int height = look == ButtonLook::Key ? 28 : look == ButtonLook::Primary ? 24 : 20;
        drawText(dc, *this,
                 {title, inside, height, look != ButtonLook::Header || selected, wxALIGN_CENTRE, 2,
                  colour(colours.ink)});
    }

    void paintTile(wxDC& dc, const wxRect& inside, const wxColour& ink) const
    {
        const int lower = FromDIP(30);
        const wxRect top(inside.x, inside.y, inside.width, inside.height - lower);
        const wxRect bottom(inside.x, inside.y + inside.height - lower, inside.width, lower);
        const wxColour muted = IsEnabled() ? colour(theme::kMuted) : ink;
        drawText(dc, *this, {title, top, 21, true, wxALIGN_LEFT | wxALIGN_TOP, 2, ink});
        drawText(dc, *this, {strong, bottom, 21, false, wxALIGN_LEFT | wxALIGN_BOTTOM, 1, ink});
        const wxRect right(bottom.x + bottom.width / 2, bottom.y, bottom.width - bottom.width / 2, lower);
        drawText(dc, *this, {faint, right, 17, false, wxALIGN_RIGHT | wxALIGN_BOTTOM, 1, muted});
    }

    const std::function<void()> pressed;
    bool down = false;
};

TouchButton::TouchButton(wxWindow* parent, ButtonLook look, const std::string& title,
                         std::function<void()> pressed)
    : window_(new Canvas(parent, look, toWx(title), std::move(pressed)))
{
}

TouchButton::Canvas* TouchButton::canvas() const { return static_cast<Canvas*>(window_); }

void TouchButton::setTitle(const std::string& title)
{
    if (canvas()->title == toWx(title))
        return;
    canvas()->title = toWx(title);
    canvas()->SetLabel(toWx(title));
    canvas()->Refresh();
}

void TouchButton::setDetails(const std::string& strong, const std::string& faint)
{
    if (canvas()->strong == toWx(strong) && canvas()->faint == toWx(faint))
        return;
    canvas()->strong = toWx(strong);
    canvas()->faint = toWx(faint);
    canvas()->Refresh();
}

void TouchButton::setEnabled(bool enabled)
{
    if (canvas()->IsThisEnabled() == enabled)
        return;
    canvas()->Enable(enabled);
    canvas()->Refresh();
}

void TouchButton::setSelected(bool selected)
{
    if (canvas()->selected == selected)
        return;
    canvas()->selected = selected;
    canvas()->Refresh();
}

void TouchButton::setMinSize(int widthDip, int heightDip)
{
    window_->SetMinSize(window_->FromDIP(wxSize(widthDip, heightDip)));
}

} // namespace ace::kitscreens
