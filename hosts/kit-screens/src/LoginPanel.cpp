// SPDX-License-Identifier: MIT
#include <ace/kit-screens/LoginPanel.h>

#include <ace/kit-screens/Theme.h>

#include <wx/panel.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>

namespace ace::kitscreens {

using namespace theme;

namespace {

constexpr int kColumns = 3;

const TextLook kProblemLook{.height = 19,
                            .ink = kNoticeInk,
                            .field = kNoticeField,
                            .lines = 2,
                            .centred = true,
                            .padding = 6,
                            .rounded = true};

} // namespace

LoginPanel::LoginPanel(wxWindow* parent, const kit::KitTexts& texts, std::function<void()> otherLanguage)
    : texts_(texts), window_(new wxPanel(parent))
{
    window_->SetBackgroundColour(colour(kPage));
    buildList();
    language_ = std::make_unique<TouchButton>(list_, ButtonLook::Plain, texts.otherLanguage,
                                              std::move(otherLanguage));
    language_->setMinSize(160, kLeastTouch);
    list_->GetSizer()
        ->GetItem(std::size_t(0))
        ->GetSizer()
        ->Add(language_->window(), 0, wxLEFT, window_->FromDIP(kGap));
    buildPad();
    auto* rows = new wxBoxSizer(wxVERTICAL);
    rows->Add(list_, 1, wxEXPAND);
    rows->Add(pad_, 1, wxEXPAND);
    pad_->Hide();
    window_->SetSizer(rows);
}

void LoginPanel::buildList()
{
    list_ = new wxPanel(window_);
    list_->SetBackgroundColour(colour(kPage));
    TextBlock title(list_, {.height = 32, .bold = true, .ink = kInk, .field = kPage});
    title.setText(texts_.loginTitle);
    reload_ = std::make_unique<TouchButton>(list_, ButtonLook::Plain, texts_.reload,
                                            [this] { presenter_->start(); });
    reload_->setMinSize(160, kLeastTouch);
    listProblem_ = std::make_unique<TextBlock>(list_, kProblemLook);
    auto* names = new wxScrolledWindow(list_, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL);
    names->SetScrollRate(0, window_->FromDIP(24));
    names->SetBackgroundColour(colour(kPage));
    names_ = names;
    const int gap = window_->FromDIP(kGap);
    grid_ = new wxGridSizer(0, kColumns, gap, gap);
    auto* column = new wxBoxSizer(wxVERTICAL); // a grid alone would fill the page with few names
    column->Add(grid_, 0, wxEXPAND);
    names->SetSizer(column);

    auto* top = new wxBoxSizer(wxHORIZONTAL);
    top->Add(title.window(), 1, wxALIGN_CENTRE_VERTICAL);
    top->Add(reload_->window(), 0);
    auto* rows = new wxBoxSizer(wxVERTICAL);
    rows->Add(top, 0, wxEXPAND | wxALL, 2 * gap);
    rows->Add(listProblem_->window(), 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, 2 * gap);
    rows->Add(names, 1, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, 2 * gap);
    list_->SetSizer(rows);
}

void LoginPanel::buildPad()
{
    pad_ = new wxPanel(window_);
    pad_->SetBackgroundColour(colour(kPage));
    pinTitle_ = std::make_unique<TextBlock>(
        pad_, TextLook{.height = 28, .bold = true, .ink = kInk, .field = kPage, .centred = true});
    dots_ = std::make_unique<TextBlock>(
        pad_, TextLook{.height = 32, .ink = kInk, .field = kCard, .centred = true, .rounded = true});
    padProblem_ = std::make_unique<TextBlock>(pad_, kProblemLook);
    keypad_ =
        std::make_unique<Keypad>(pad_, Keypad::Actions{[this](char digit) { presenter_->pressDigit(digit); },
                                                       {},
                                                       [this] { presenter_->erase(); }});
    back_ =
        std::make_unique<TouchButton>(pad_, ButtonLook::Plain, texts_.back, [this] { presenter_->back(); });
    ok_ = std::make_unique<TouchButton>(pad_, ButtonLook::Primary, texts_.pinOk,
                                        [this] { presenter_->submit(); });
    back_->setMinSize(140, 64);
    ok_->setMinSize(200, 64);

    const int gap = window_->FromDIP(kGap);
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    buttons->Add(back_->window(), 0, wxRIGHT, gap);
    buttons->Add(ok_->window(), 1);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(pinTitle_->window(), 0, wxEXPAND | wxBOTTOM, gap);
    column->Add(dots_->window(), 0, wxEXPAND | wxBOTTOM, gap);
    column->Add(keypad_->sizer(), 1, wxEXPAND | wxBOTTOM, gap);
    column->Add(buttons, 0, wxEXPAND | wxBOTTOM, gap);
    column->Add(padProblem_->window(), 0, wxEXPAND | wxRESERVE_SPACE_EVEN_IF_HIDDEN);
    column->SetMinSize(window_->FromDIP(wxSize(420, 480)));
    auto* rows = new wxBoxSizer(wxVERTICAL);
    rows->AddStretchSpacer();
    rows->Add(column, 0, wxALIGN_CENTRE_HORIZONTAL | wxALL, gap);
    rows->AddStretchSpacer();
    pad_->SetSizer(rows);
}

void LoginPanel::show(const kit::LoginScreen& screen)
{
    padShown_ = screen.chosen.has_value();
    showNames(screen);
    headline_ = screen.busy ? texts_.wait : texts_.loginTitle;
    if (padShown_) {
        const std::string title =
            kit::filledIn(texts_.pinTitle, "name", screen.staff[*screen.chosen].name);
        pinTitle_->setText(title);
        headline_ = title;
    }
    std::string dots;
    for (std::size_t i = 0; i < screen.digits; ++i)
        dots += i == 0 ? "●" : "  ●";
    dots_->setText(screen.busy ? texts_.wait : dots);
    keypad_->setEnabled(!screen.busy);
    ok_->setEnabled(!screen.busy && screen.digits >= kit::LoginPresenter::kLeastDigits);
    back_->setEnabled(!screen.busy);
    reload_->setEnabled(!screen.busy);
    padProblem_->setText(screen.problem);
    padProblem_->window()->Show(!screen.problem.empty());
    listProblem_->setText(screen.problem);
    listProblem_->window()->Show(!screen.problem.empty());
    list_->Show(!padShown_);
    pad_->Show(padShown_);
    window_->Layout();
    (padShown_ ? pad_ : list_)->Layout();
}

void LoginPanel::showNames(const kit::LoginScreen& screen)
{
    for (std::size_t i = buttons_.size(); i < screen.staff.size(); ++i) {
        buttons_.emplace_back(names_, ButtonLook::Tile, "", [this, i] { presenter_->choose(i); });
        buttons_.back().setMinSize(200, 84);
        grid_->Add(buttons_.back().window(), 1, wxEXPAND);
    }
    for (std::size_t i = 0; i < buttons_.size(); ++i) {
        buttons_[i].window()->Show(i < screen.staff.size());
        if (i < screen.staff.size())
            buttons_[i].setTitle(screen.staff[i].name);
        buttons_[i].setEnabled(!screen.busy);
    }
    names_->FitInside();
}

bool LoginPanel::pressKey(int key)
{
    if (key >= WXK_NUMPAD0 && key <= WXK_NUMPAD9)
        key = '0' + (key - WXK_NUMPAD0);
    if (!padShown_) {
        if (key < '1' || key > '9')
            return false;
        presenter_->choose(static_cast<std::size_t>(key - '1'));
        return true;
    }
    if (key >= '0' && key <= '9')
        presenter_->pressDigit(static_cast<char>(key));
    else if (key == WXK_BACK)
        presenter_->erase();
    else if (key == WXK_RETURN || key == WXK_NUMPAD_ENTER)
        presenter_->submit();
    else if (key == WXK_ESCAPE)
        presenter_->back();
    else
        return false;
    return true;
}

} // namespace ace::kitscreens
