// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit-screens/TextBlock.h>
#include <ace/kit-screens/TouchButton.h>
#include <ace/kit/PairingPresenter.h>

#include <functional>
#include <memory>

class wxTextCtrl;
class wxWindow;

namespace ace::kitscreens {

// The page of a station that is not paired yet: a field that a scanner or a keyboard types into. wx owns
// `window()`.
class PairPanel : public kit::PairingView
{
public:
    PairPanel(wxWindow* parent, const kit::KitTexts& texts, std::function<void(const std::string&)> submit);

    wxWindow* window() const { return window_; }
    void show(const kit::PairingScreen& screen) override;
    wxWindow* field() const;

private:
    wxWindow* window_;
    wxTextCtrl* field_ = nullptr;
    std::unique_ptr<TouchButton> button_;
    std::unique_ptr<TextBlock> problem_;
    const kit::KitTexts& texts_;
};

} // namespace ace::kitscreens
