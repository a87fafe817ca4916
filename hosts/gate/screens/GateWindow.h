// SPDX-License-Identifier: MIT
#pragma once

#include "presenters/GateScreen.h"
#include "presenters/GateTexts.h"

#include <ace/kit-screens/FocusKeeper.h>
#include <ace/kit-screens/LoginPanel.h>
#include <ace/kit-screens/MessagePanel.h>
#include <ace/kit-screens/PairPanel.h>
#include <ace/kit/Link.h>

#include <wx/frame.h>
#include <wx/timer.h>

#include <functional>
#include <memory>
#include <string>

class wxButton;
class wxSimplebook;
class wxStaticText;
class wxTextCtrl;

namespace ace::gate {

class VerdictPanel;

enum class GatePage { Pair, Login, Gate, Revoked };

// The gate's window: pairing and log-in, as every station has them; then the verdict, and below it the gate,
// the count, the direction and a field for codes that are pasted, typed, or sent by a scanner that poses as a
// keyboard. Its title says the verdict too, for those who cannot see it.
class GateWindow : public wxFrame, public GateView
{
public:
    struct Actions
    {
        std::function<void(const std::string&)> readCode;
        std::function<void()> toggleDirection;
        std::function<void()> tick;
    };
    // Of a paired station; a demo's gate has none of them.
    struct StationActions
    {
        std::function<void(const std::string&)> pair;
        std::function<void()> pairAgain;
        std::function<void()> otherLanguage;
        std::function<void()> logOut;
    };

    GateWindow(kit::Language language, StationActions actions);

    void bind(Actions actions);
    void show(const GateScreen& screen) override;

    kit::PairingView& pairingView() { return pair_; }
    kitscreens::LoginPanel& loginPanel() { return login_; }
    void turnTo(GatePage page);
    void showStaff(const std::string& name); // at work here
    void showLink(const std::string& text, kit::LinkState state);

private:
    void build();
    void showTitle();
    void onKey(wxKeyEvent& event);

    const GateTexts& texts_;
    const kit::KitTexts& kitTexts_;
    const StationActions stationActions_;
    Actions actions_;
    GatePage page_ = GatePage::Gate;
    std::string said_;   // the verdict, for the title
    wxSimplebook* book_; // wx owns it
    kitscreens::PairPanel pair_;
    kitscreens::LoginPanel login_;
    kitscreens::MessagePanel revoked_;
    std::unique_ptr<kitscreens::TouchButton> logOut_;
    VerdictPanel* verdict_ = nullptr; // wx owns all of these
    wxStaticText* gate_ = nullptr;
    wxStaticText* count_ = nullptr;
    wxStaticText* notice_ = nullptr;
    wxStaticText* link_ = nullptr;
    wxStaticText* staff_ = nullptr;
    wxButton* direction_ = nullptr;
    wxTextCtrl* input_ = nullptr;
    kitscreens::FocusKeeper focus_;
    wxTimer timer_;
};

} // namespace ace::gate
