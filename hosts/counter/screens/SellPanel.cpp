// SPDX-License-Identifier: MIT
#include "SellPanel.h"

#include "CounterLooks.h"

#include <wx/panel.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>

#include <algorithm>

namespace ace::counter {

using namespace kitscreens;

namespace {

constexpr int kTileWidth = 250, kTileHeight = 116, kCartWidth = 392; // DIP

} // namespace

SellPanel::SellPanel(wxWindow* parent, const CounterTexts& texts)
    : texts_(texts), window_(new wxPanel(parent))
{
    window_->SetBackgroundColour(colour(theme::kPage));
    const int gap = window_->FromDIP(theme::kGap);
    auto* line = new wxBoxSizer(wxHORIZONTAL);
    line->Add(buildTiles(), 1, wxEXPAND | wxALL, gap);
    line->Add(buildCart(texts), 0, wxEXPAND | wxTOP | wxBOTTOM | wxRIGHT, gap);
    window_->SetSizer(line);
}

wxWindow* SellPanel::buildTiles()
{
    auto* side = new wxPanel(window_);
    side->SetBackgroundColour(colour(theme::kPage));
    event_ = std::make_unique<TextBlock>(
        side, TextLook{.height = 26, .bold = true, .ink = theme::kInk, .field = theme::kPage});
    problem_ = std::make_unique<TextBlock>(side, noticeLook());
    problem_->window()->Hide();
    auto* tiles = new wxScrolledWindow(side, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL);
    tiles->SetBackgroundColour(colour(theme::kPage));
    tiles->SetScrollRate(0, window_->FromDIP(24));
    tilesWindow_ = tiles;
    const int gap = window_->FromDIP(theme::kGap);
    tilesGrid_ = new wxGridSizer(0, 2, gap, gap);
    auto* column = new wxBoxSizer(wxVERTICAL); // a grid alone would fill the page with few types
    column->Add(tilesGrid_, 0, wxEXPAND);
    tiles->SetSizer(column);
    tiles->Bind(wxEVT_SIZE, [this, gap](wxSizeEvent& event) {
        const int columns = event.GetSize().x / (window_->FromDIP(kTileWidth) + gap);
        tilesGrid_->SetCols(std::clamp(columns, 2, 4));
        event.Skip();
    });
    auto* rows = new wxBoxSizer(wxVERTICAL);
    rows->Add(event_->window(), 0, wxEXPAND | wxBOTTOM, gap);
    rows->Add(tiles, 1, wxEXPAND);
    rows->Add(problem_->window(), 0, wxEXPAND | wxTOP, gap);
    side->SetSizer(rows);
    return side;
}

wxWindow* SellPanel::buildCart(const CounterTexts& texts)
{
    auto* side = new wxPanel(window_);
    side->SetBackgroundColour(colour(theme::kCard));
    side->SetMinSize(window_->FromDIP(wxSize(kCartWidth, 300)));
    TextBlock title(side, cardText(24, true, theme::kInk));
    title.setText(texts.cart);
    clear_ = std::make_unique<TouchButton>(side, ButtonLook::Plain, texts.clear,
                                           [this] { presenter_->clearCart(); });
    clear_->setMinSize(112, theme::kLeastTouch);
    auto* list = new wxScrolledWindow(side, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL);
    list->SetBackgroundColour(colour(theme::kCard));
    list->SetScrollRate(0, window_->FromDIP(24));
    rowsWindow_ = list;
    rowsSizer_ = new wxBoxSizer(wxVERTICAL);
    list->SetSizer(rowsSizer_);
    TextBlock totalName(side, cardText(26, false, theme::kInk));
    totalName.setText(texts.total);
    TextLook sumLook = cardText(32, true, theme::kInk);
    sumLook.right = true;
    total_ = std::make_unique<TextBlock>(side, sumLook);
    empty_ = std::make_unique<TextBlock>(side, cardText(19, false, theme::kMuted));
    empty_->setText(texts.cartEmpty);
    pay_ = std::make_unique<TouchButton>(side, ButtonLook::Primary, texts.payCash,
                                         [this] { presenter_->pay(); });
    pay_->setMinSize(200, 84);

    const int gap = window_->FromDIP(theme::kGap);
    auto* top = new wxBoxSizer(wxHORIZONTAL);
    top->Add(title.window(), 1, wxALIGN_CENTRE_VERTICAL);
    top->Add(clear_->window(), 0);
    auto* sum = new wxBoxSizer(wxHORIZONTAL);
    sum->Add(totalName.window(), 1, wxALIGN_CENTRE_VERTICAL);
    sum->Add(total_->window(), 2, wxALIGN_CENTRE_VERTICAL);
    auto* rows = new wxBoxSizer(wxVERTICAL);
    rows->Add(top, 0, wxEXPAND | wxALL, gap);
    rows->Add(empty_->window(), 0, wxEXPAND | wxLEFT | wxRIGHT, gap);
    rows->Add(list, 1, wxEXPAND | wxLEFT | wxRIGHT, gap);
    rows->Add(sum, 0, wxEXPAND | wxALL, gap);
    rows->Add(pay_->window(), 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, gap);
    side->SetSizer(rows);
    return side;
}

void SellPanel::show(const SaleScreen& screen)
{
    lines_ = screen.cart.size();
    event_->setText(screen.event);
    total_->setText(screen.total);
    pay_->setEnabled(screen.mayPay);
    clear_->setEnabled(!screen.cart.empty());
    problem_->setText(screen.problem);
    problem_->window()->Show(!screen.problem.empty());
    empty_->window()->Show(screen.cart.empty());
    showTiles(screen);
    showCart(screen);
    window_->Layout();
    total_->window()->GetParent()->Layout();
    problem_->window()->GetParent()->Layout();
}

void SellPanel::showTiles(const SaleScreen& screen)
{
    for (std::size_t i = tiles_.size(); i < screen.tiles.size(); ++i) {
        tiles_.emplace_back(tilesWindow_, ButtonLook::Tile, "", [this, i] { presenter_->addType(i); });
        tiles_.back().setMinSize(200, kTileHeight);
        tilesGrid_->Add(tiles_.back().window(), 1, wxEXPAND);
    }
    for (std::size_t i = 0; i < tiles_.size(); ++i) {
        tiles_[i].window()->Show(i < screen.tiles.size());
        if (i >= screen.tiles.size())
            continue;
        tiles_[i].setTitle(screen.tiles[i].name);
        tiles_[i].setDetails(screen.tiles[i].price, screen.tiles[i].left);
        tiles_[i].setEnabled(screen.tiles[i].enabled);
    }
    tilesWindow_->FitInside();
}

void SellPanel::showCart(const SaleScreen& screen)
{
    for (std::size_t i = rows_.size(); i < screen.cart.size(); ++i)
        rows_.push_back(makeRow(i));
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        rows_[i].panel->Show(i < screen.cart.size());
        if (i >= screen.cart.size())
            continue;
        rows_[i].name.setText(screen.cart[i].name);
        rows_[i].total.setText(screen.cart[i].total);
        rows_[i].quantity.setText(screen.cart[i].quantity);
        rows_[i].more.setEnabled(screen.cart[i].mayAdd);
    }
    rowsWindow_->FitInside();
    rowsWindow_->Layout();
}

SellPanel::Row SellPanel::makeRow(std::size_t index)
{
    auto* panel = new wxPanel(rowsWindow_);
    panel->SetBackgroundColour(colour(theme::kCard));
    TextLook number = cardText(22, true, theme::kInk);
    number.centred = true;
    Row row{panel,
            TextBlock(panel, cardText(18, false, theme::kInk)),
            TextBlock(panel, cardText(18, true, theme::kInk)),
            TextBlock(panel, number),
            TouchButton(panel, ButtonLook::Key, "−", [this, index] { presenter_->removeOne(index); }),
            TouchButton(panel, ButtonLook::Key, "+", [this, index] { presenter_->addOne(index); })};
    row.quantity.window()->SetMinSize(window_->FromDIP(wxSize(44, 30)));
    auto* words = new wxBoxSizer(wxVERTICAL);
    words->Add(row.name.window(), 0, wxEXPAND);
    words->Add(row.total.window(), 0, wxEXPAND);
    auto* line = new wxBoxSizer(wxHORIZONTAL);
    line->Add(words, 1, wxALIGN_CENTRE_VERTICAL);
    line->Add(row.fewer.window(), 0, wxALIGN_CENTRE_VERTICAL);
    line->Add(row.quantity.window(), 0, wxALIGN_CENTRE_VERTICAL);
    line->Add(row.more.window(), 0, wxALIGN_CENTRE_VERTICAL);
    panel->SetSizer(line);
    rowsSizer_->Add(panel, 0, wxEXPAND | wxBOTTOM, window_->FromDIP(8));
    return row;
}

bool SellPanel::pressKey(int key)
{
    const char digit = digitOf(key);
    if (digit >= '1')
        presenter_->addType(static_cast<std::size_t>(digit - '1'));
    else if (key == WXK_BACK && lines_ > 0)
        presenter_->removeOne(lines_ - 1);
    else if (isEnter(key))
        presenter_->pay();
    else
        return false;
    return true;
}

} // namespace ace::counter
