// SPDX-License-Identifier: MIT
#include "VerdictPanel.h"

#include <wx/dcbuffer.h>
#include <wx/graphics.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace ace::gate {

namespace {

struct Colours
{
    wxColour field;
    wxColour ink;
};

Colours coloursOf(GatePhase phase)
{
    switch (phase) {
    case GatePhase::Ready:
        return {wxColour(24, 34, 52), *wxWHITE};
    case GatePhase::Admitted:
        return {wxColour(0, 122, 51), *wxWHITE};
    case GatePhase::Refused:
        return {wxColour(190, 0, 22), *wxWHITE};
    case GatePhase::Checking:
    case GatePhase::Offline:
    case GatePhase::Trouble:
        return {wxColour(255, 176, 0), *wxBLACK};
    }
    return {*wxBLACK, *wxWHITE};
}

// A long line is easier to read as two: split at the space nearest to the middle.
std::vector<wxString> linesOf(const wxString& text)
{
    constexpr std::size_t kLongLine = 30;
    const auto middle = static_cast<std::ptrdiff_t>(text.length() / 2);
    std::size_t split = wxString::npos;
    for (std::size_t i = 0; text.length() > kLongLine && i < text.length(); ++i)
        if (text[i] == ' ' &&
            (split == wxString::npos || std::abs(static_cast<std::ptrdiff_t>(i) - middle) <
                                            std::abs(static_cast<std::ptrdiff_t>(split) - middle)))
            split = i;
    if (split == wxString::npos)
        return {text};
    return {text.substr(0, split), text.substr(split + 1)};
}

} // namespace

VerdictPanel::VerdictPanel(wxWindow* parent) : wxPanel(parent)
{
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { paint(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        Refresh();
        event.Skip();
    });
}

void VerdictPanel::show(const GateScreen& screen)
{
    screen_ = screen;
    Refresh();
}

void VerdictPanel::paint()
{
    wxAutoBufferedPaintDC dc(this);
    const Colours colours = coloursOf(screen_.phase);
    dc.SetBackground(wxBrush(colours.field));
    dc.Clear();
    const std::unique_ptr<wxGraphicsContext> graphics(wxGraphicsContext::Create(dc));
    if (!graphics)
        return;
    const double width = GetClientSize().x, height = GetClientSize().y;
    const double side = std::min(width, height) * 0.4;
    const double left = width * 0.04, usable = width * 0.92;
    drawMark(*graphics, {(width - side) / 2, height * 0.04, side, side});
    const bool hasReason = !screen_.reason.empty();
    drawFitted(*graphics, wxString::FromUTF8(screen_.headline), {left, height * 0.46, usable, height * 0.26},
               true);
    if (hasReason)
        drawFitted(*graphics, wxString::FromUTF8(screen_.reason),
                   {left, height * 0.74, usable, height * 0.23}, false);
}

void VerdictPanel::drawMark(wxGraphicsContext& graphics, const wxRect2DDouble& box) const
{
    const auto at = [&](double x, double y) {
        return wxPoint2DDouble(box.m_x + x * box.m_width, box.m_y + y * box.m_height);
    };
    wxGraphicsPath path = graphics.CreatePath();
    const auto stroke = [&](std::initializer_list<wxPoint2DDouble> points) {
        path.MoveToPoint(*points.begin());
        for (const wxPoint2DDouble& point : points)
            path.AddLineToPoint(point);
    };
    switch (screen_.phase) {
    case GatePhase::Ready: // the frame of a code
        for (const double x : {0.12, 0.88})
            for (const double y : {0.12, 0.88}) {
                const double inX = x < 0.5 ? 0.2 : -0.2, inY = y < 0.5 ? 0.2 : -0.2;
                stroke({at(x + inX, y), at(x, y), at(x, y + inY)});
            }
        break;
    case GatePhase::Admitted:
        stroke({at(0.08, 0.55), at(0.38, 0.85), at(0.92, 0.18)});
        break;
    case GatePhase::Refused:
        stroke({at(0.15, 0.15), at(0.85, 0.85)});
        stroke({at(0.85, 0.15), at(0.15, 0.85)});
        break;
    case GatePhase::Checking: // three dots
        for (const double x : {0.2, 0.5, 0.8})
            stroke({at(x, 0.5), at(x, 0.501)});
        break;
    case GatePhase::Offline:
    case GatePhase::Trouble: // an exclamation mark
        stroke({at(0.5, 0.1), at(0.5, 0.6)});
        stroke({at(0.5, 0.88), at(0.5, 0.881)});
        break;
    }
    wxGraphicsPenInfo pen(coloursOf(screen_.phase).ink, box.m_width * 0.15);
    graphics.SetPen(graphics.CreatePen(pen.Cap(wxCAP_ROUND).Join(wxJOIN_ROUND)));
    graphics.StrokePath(path);
}

void VerdictPanel::drawFitted(wxGraphicsContext& graphics, const wxString& text, const wxRect2DDouble& box,
                              bool bold) const
{
    const std::vector<wxString> lines = linesOf(text);
    const double lineHeight = box.m_height / static_cast<double>(lines.size());
    const wxColour ink = coloursOf(screen_.phase).ink;
    const auto setFont = [&](double pixels) {
        wxFont font(wxFontInfo(wxSize(0, std::max(8, static_cast<int>(pixels)))).Bold(bold));
        graphics.SetFont(font, ink);
    };
    const auto widest = [&] {
        double most = 1;
        for (const wxString& line : lines) {
            double width = 0, height = 0;
            graphics.GetTextExtent(line, &width, &height);
            most = std::max(most, width);
        }
        return most;
    };
    double pixels = std::min(lineHeight, box.m_height * 0.85);
    setFont(pixels);
    pixels *= std::min(1.0, box.m_width / widest());
    setFont(pixels);
    double y = box.m_y;
    for (const wxString& line : lines) {
        double width = 0, height = 0;
        graphics.GetTextExtent(line, &width, &height);
        graphics.DrawText(line, box.m_x + (box.m_width - width) / 2, y + (lineHeight - height) / 2);
        y += lineHeight;
    }
}

} // namespace ace::gate
