// SPDX-License-Identifier: MIT
#include <ace/kit-screens/MessagePanel.h>

#include <ace/kit-screens/Theme.h>

#include <wx/panel.h>
#include <wx/sizer.h>

namespace ace::kitscreens {

MessagePanel::MessagePanel(wxWindow* parent, const Words& words, std::function<void()> pressed)
    : window_(new wxPanel(parent))
{
    using namespace theme;
    window_->SetBackgroundColour(colour(kPage));
    TextBlock title(window_, {.height = 40, .bold = true, .ink = kInk, .field = kPage, .centred = true});
    title.setText(words.title);
    TextBlock text(window_, {.height = 22, .ink = kMuted, .field = kPage, .lines = 4, .centred = true});
    text.setText(words.text);
    text.window()->SetMinSize(window_->FromDIP(wxSize(720, 132)));
    notice_ = std::make_unique<TextBlock>(window_, TextLook{.height = 19,
                                                            .ink = kNoticeInk,
                                                            .field = kNoticeField,
                                                            .lines = 2,
                                                            .centred = true,
                                                            .padding = 8,
                                                            .rounded = true});
    notice_->window()->SetMinSize(window_->FromDIP(wxSize(720, 76)));
    notice_->window()->Hide();

    const int gap = window_->FromDIP(kGap);
    auto* rows = new wxBoxSizer(wxVERTICAL);
    rows->AddStretchSpacer(1);
    rows->Add(title.window(), 0, wxEXPAND | wxLEFT | wxRIGHT, gap);
    rows->Add(text.window(), 0, wxALIGN_CENTRE_HORIZONTAL | wxALL, gap);
    if (!words.button.empty()) {
        button_ =
            std::make_unique<TouchButton>(window_, ButtonLook::Primary, words.button, std::move(pressed));
        button_->setMinSize(320, 80);
        rows->Add(button_->window(), 0, wxALIGN_CENTRE_HORIZONTAL | wxALL, gap);
    }
    rows->Add(notice_->window(), 0, wxALIGN_CENTRE_HORIZONTAL | wxALL | wxRESERVE_SPACE_EVEN_IF_HIDDEN, gap);
    rows->AddStretchSpacer(1);
    window_->SetSizer(rows);
}

void MessagePanel::setNotice(const std::string& notice)
{
    notice_->setText(notice);
    notice_->window()->Show(!notice.empty());
}

void MessagePanel::setEnabled(bool enabled)
{
    if (button_)
        button_->setEnabled(enabled);
}

} // namespace ace::kitscreens
