// SPDX-License-Identifier: MIT
#pragma once

#include "presenters/GateScreen.h"
#include "presenters/GateTexts.h"

#include <wx/frame.h>
#include <wx/timer.h>

#include <functional>
#include <string>

class wxButton;
class wxStaticText;
class wxTextCtrl;

namespace ace::gate {

class VerdictPanel;

// The gate's window: the verdict, and below it the gate, the count, the direction and a field for codes that
// are pasted, typed, or sent by a scanner that poses as a keyboard. Its title says the verdict too, for those
// who cannot see it.
class GateWindow : public wxFrame, public GateView
{
public:
    struct Actions
    {
        std::function<void(const std::string&)> readCode;
        std::function<void()> toggleDirection;
        std::function<void()> tick;
    };

    explicit GateWindow(const GateTexts& texts);

    void bind(Actions actions);
    void show(const GateScreen& screen) override;

private:
    void build();
    void onKey(wxKeyEvent& event);

    const GateTexts& texts_;
    Actions actions_;
    VerdictPanel* verdict_ = nullptr; // wx owns all of these
    wxStaticText* gate_ = nullptr;
    wxStaticText* count_ = nullptr;
    wxStaticText* notice_ = nullptr;
    wxButton* direction_ = nullptr;
    wxTextCtrl* input_ = nullptr;
    wxTimer timer_;
};

} // namespace ace::gate
