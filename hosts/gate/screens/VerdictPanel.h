// SPDX-License-Identifier: MIT
#pragma once

#include "presenters/GateScreen.h"

#include <wx/geometry.h>
#include <wx/panel.h>

class wxGraphicsContext;

namespace ace::gate {

// The colour field that is read from two metres away: a mark, the verdict, the reason. The mark tells green
// from red to those who do not see the difference.
class VerdictPanel : public wxPanel
{
public:
    explicit VerdictPanel(wxWindow* parent);

    void show(const GateScreen& screen);

private:
    void paint();
    void drawMark(wxGraphicsContext& graphics, const wxRect2DDouble& box) const;
    void drawFitted(wxGraphicsContext& graphics, const wxString& text, const wxRect2DDouble& box,
                    bool bold) const;

    GateScreen screen_;
};

} // namespace ace::gate
