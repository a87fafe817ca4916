// SPDX-License-Identifier: MIT
#include "CashPanel.h"

#include "CounterLooks.h"

#include <wx/panel.h>
#include <wx/sizer.h>

namespace ace::counter {

using namespace kitscreens;

namespace {

constexpr std::size_t kQuickButtons = 4;

} // namespace

CashPanel::CashPanel(wxWindow* parent, const CounterTexts& texts, const kit::KitTexts& kitTexts)
    : texts_(texts), window_(new wxPanel(parent))
{
    window_->SetBackgroundColour(colour(theme::kPage));
    const int gap = window_->FromDIP(theme::kGap);
    auto* line = new wxBoxSizer(wxHORIZONTAL);
    line->Add(buildSum(texts, kitTexts), 1, wxEXPAND | wxALL, 2 * gap);
    line->Add(buildEntry(), 0, wxEXPAND | wxALL, 2 * gap);
    window_->SetSizer(line);
}

wxWindow* CashPanel::buildSum(const CounterTexts& texts, const kit::KitTexts& kitTexts)
{
    auto* side = new wxPanel(window_);
    side->SetBackgroundColour(colour(theme::kPage));
    const auto onPage = [&](int height, bool bold, std::uint32_t ink) {
        return TextLook{.height = height, .bold = bold, .ink = ink, .field = theme::kPage};
    };
    TextBlock toPay(side, onPage(22, false, theme::kMuted));
    toPay.setText(texts.toPay);
    total_ = std::make_unique<TextBlock>(side, onPage(48, true, theme::kInk));
    TextBlock hint(side, onPage(20, false, theme::kMuted));
    hint.setText(texts.quickHint);
    const int gap = window_->FromDIP(theme::kGap);
    auto* quick = new wxGridSizer(2, 2, gap, gap);
    for (std::size_t i = 0; i < kQuickButtons; ++i) {
        quick_.emplace_back(side, ButtonLook::Primary, "", [this, i] { presenter_->payQuick(i); });
        quick_.back().setMinSize(160, 72);
        quick->Add(quick_.back().window(), 1, wxEXPAND | wxRESERVE_SPACE_EVEN_IF_HIDDEN);
    }
    problem_ = std::make_unique<TextBlock>(side, noticeLook());
    back_ =
        std::make_unique<TouchButton>(side, ButtonLook::Plain, kitTexts.back, [this] { presenter_->back(); });
    back_->setMinSize(160, 64);

    auto* rows = new wxBoxSizer(wxVERTICAL);
    rows->Add(toPay.window(), 0, wxEXPAND);
    rows->Add(total_->window(), 0, wxEXPAND | wxBOTTOM, gap);
    rows->Add(hint.window(), 0, wxEXPAND | wxBOTTOM, gap / 2);
    rows->Add(quick, 1, wxEXPAND | wxBOTTOM, gap);
    rows->Add(problem_->window(), 0, wxEXPAND | wxBOTTOM | wxRESERVE_SPACE_EVEN_IF_HIDDEN, gap);
    rows->Add(back_->window(), 0);
    side->SetSizer(rows);
    return side;
}

wxWindow* CashPanel::buildEntry()
{
    auto* side = new wxPanel(window_);
    side->SetBackgroundColour(colour(theme::kPage));
    side->SetMinSize(window_->FromDIP(wxSize(400, 420)));
    given_ = std::make_unique<TextBlock>(side, TextLook{.height = 38,
                                                        .bold = true,
                                                        .ink = theme::kInk,
                                                        .field = theme::kCard,
                                                        .centred = true,
                                                        .padding = 6,
                                                        .rounded = true});
    change_ = std::make_unique<TextBlock>(
        side,
        TextLook{.height = 24, .bold = true, .ink = theme::kMuted, .field = theme::kPage, .centred = true});
    keypad_ = std::make_unique<Keypad>(
        side, Keypad::Actions{[this](char digit) { presenter_->pressDigit(digit); },
                              [this] { presenter_->pressDoubleZero(); }, [this] { presenter_->erase(); }});
    take_ = std::make_unique<TouchButton>(side, ButtonLook::Primary, texts_.takeCash,
                                          [this] { presenter_->takeCash(); });
    take_->setMinSize(200, 72);
    const int gap = window_->FromDIP(theme::kGap);
    auto* rows = new wxBoxSizer(wxVERTICAL);
    rows->Add(given_->window(), 0, wxEXPAND);
    rows->Add(change_->window(), 0, wxEXPAND | wxBOTTOM, gap / 2);
    rows->Add(keypad_->sizer(), 1, wxEXPAND | wxBOTTOM, gap);
    rows->Add(take_->window(), 0, wxEXPAND);
    side->SetSizer(rows);
    return side;
}

void CashPanel::show(const SaleScreen& screen)
{
    const bool selling = screen.step == SaleStep::Selling;
    typed_ = screen.typed;
    total_->setText(screen.total);
    given_->setText(screen.tendered);
    TextLook look{.height = 24,
                  .bold = true,
                  .ink = screen.enough ? theme::kGood : theme::kMuted,
                  .field = theme::kPage,
                  .centred = true};
    change_->setLook(look);
    change_->setText(screen.typed ? screen.change : "");
    take_->setTitle(selling ? texts_.selling : texts_.takeCash);
    take_->setEnabled(!selling && screen.enough);
    keypad_->setEnabled(!selling);
    back_->setEnabled(!selling);
    for (std::size_t i = 0; i < quick_.size(); ++i) {
        quick_[i].window()->Show(i < screen.quick.size());
        if (i < screen.quick.size())
            quick_[i].setTitle(screen.quick[i]);
        quick_[i].setEnabled(!selling);
    }
    problem_->setText(screen.problem);
    problem_->window()->Show(!screen.problem.empty());
    window_->Layout();
}

bool CashPanel::pressKey(int key)
{
    if (const char digit = digitOf(key))
        presenter_->pressDigit(digit);
    else if (key == WXK_BACK)
        presenter_->erase();
    else if (isEnter(key) && typed_)
        presenter_->takeCash();
    else if (isEnter(key))
        presenter_->payQuick(0);
    else if (key == WXK_ESCAPE)
        presenter_->back();
    else
        return false;
    return true;
}

} // namespace ace::counter
