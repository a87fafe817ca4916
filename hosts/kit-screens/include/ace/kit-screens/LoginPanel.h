// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit-screens/Keypad.h>
#include <ace/kit-screens/TextBlock.h>
#include <ace/kit-screens/TouchButton.h>
#include <ace/kit/LoginPresenter.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

class wxSizer;
class wxWindow;

namespace ace::kitscreens {

// Who works here: the names, then the PIN pad of one. Keys work too: 1 to 9 choose a name, digits go into the
// PIN, Enter logs in, Escape goes back. wx owns `window()`.
class LoginPanel : public kit::LoginView
{
public:
    LoginPanel(wxWindow* parent, const kit::KitTexts& texts, std::function<void()> otherLanguage);

    void bind(kit::LoginPresenter& presenter) { presenter_ = &presenter; }
    wxWindow* window() const { return window_; }
    void show(const kit::LoginScreen& screen) override;
    std::string headline() const { return headline_; } // who is asked for what
    bool pressKey(int key); // a wx key code; false: not one of its own

private:
    void buildList();
    void buildPad();
    void showNames(const kit::LoginScreen& screen);

    const kit::KitTexts& texts_;
    kit::LoginPresenter* presenter_ = nullptr;
    bool padShown_ = false;
    std::string headline_;
    wxWindow* window_;
    wxWindow* list_ = nullptr; // the names; wx owns these
    wxWindow* names_ = nullptr;
    wxSizer* grid_ = nullptr;
    wxWindow* pad_ = nullptr;
    std::vector<TouchButton> buttons_;
    std::unique_ptr<TextBlock> pinTitle_;
    std::unique_ptr<TextBlock> dots_;
    std::unique_ptr<TextBlock> listProblem_;
    std::unique_ptr<TextBlock> padProblem_;
    std::unique_ptr<Keypad> keypad_;
    std::unique_ptr<TouchButton> ok_;
    std::unique_ptr<TouchButton> back_;
    std::unique_ptr<TouchButton> reload_;
    std::unique_ptr<TouchButton> language_;
};

} // namespace ace::kitscreens
