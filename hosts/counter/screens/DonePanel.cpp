// SPDX-License-Identifier: MIT
#include "DonePanel.h"

#include "CounterLooks.h"
#include "QrPanel.h"

#include <wx/panel.h>
#include <wx/sizer.h>
#include <wx/utils.h>

namespace ace::counter {

using namespace kitscreens;

DonePanel::DonePanel(wxWindow* parent, const CounterTexts& texts)
    : texts_(texts), window_(new wxPanel(parent))
{
    window_->SetBackgroundColour(colour(theme::kPage));
    const auto onPage = [&](int height, bool bold, std::uint32_t ink, int lines) {
        return TextLook{.height = height, .bold = bold, .ink = ink, .field = theme::kPage, .lines = lines};
    };
    qr_ = new QrPanel(window_);
    qr_->SetMinSize(window_->FromDIP(wxSize(320, 320)));
    TextBlock sold(window_, onPage(34, true, theme::kGood, 1));
    sold.setText("✓ " + texts.soldTitle);
    order_ = std::make_unique<TextBlock>(window_, onPage(22, false, theme::kInk, 1));
    changeName_ = std::make_unique<TextBlock>(window_, onPage(22, false, theme::kMuted, 1));
    changeName_->setText(texts.changeDue);
    change_ = std::make_unique<TextBlock>(window_, onPage(40, true, theme::kInk, 1));
    ticket_ = std::make_unique<TextBlock>(window_, onPage(22, true, theme::kInk, 2));
    place_ = std::make_unique<TextBlock>(window_, onPage(16, false, theme::kMuted, 2));
    nextTicket_ = std::make_unique<TouchButton>(window_, ButtonLook::Plain, texts.nextTicket,
                                                [this] { presenter_->showTicket(1); });
    pdf_ =
        std::make_unique<TouchButton>(window_, ButtonLook::Plain, texts.savePdf, [this] { savedOrOpen(); });
    next_ = std::make_unique<TouchButton>(window_, ButtonLook::Primary, texts.nextCustomer,
                                          [this] { presenter_->nextCustomer(); });
    nextTicket_->setMinSize(160, 64);
    pdf_->setMinSize(160, 64);
    next_->setMinSize(240, 80);

    const int gap = window_->FromDIP(theme::kGap);
    auto* small = new wxBoxSizer(wxHORIZONTAL);
    small->Add(nextTicket_->window(), 1, wxRIGHT, gap);
    small->Add(pdf_->window(), 1);
    auto* right = new wxBoxSizer(wxVERTICAL);
    right->Add(sold.window(), 0, wxEXPAND);
    right->Add(order_->window(), 0, wxEXPAND | wxBOTTOM, gap);
    auto* change = new wxBoxSizer(wxHORIZONTAL);
    change->Add(changeName_->window(), 1, wxALIGN_CENTRE_VERTICAL);
    change->Add(change_->window(), 3, wxALIGN_CENTRE_VERTICAL);
    right->Add(change, 0, wxEXPAND | wxBOTTOM, gap / 2);
    right->Add(ticket_->window(), 0, wxEXPAND);
    right->AddStretchSpacer(1);
    right->Add(place_->window(), 0, wxEXPAND | wxBOTTOM, gap / 2);
    right->Add(small, 0, wxEXPAND | wxBOTTOM, gap);
    right->Add(next_->window(), 0, wxEXPAND);
    auto* line = new wxBoxSizer(wxHORIZONTAL);
    line->Add(qr_, 1, wxEXPAND | wxALL, 2 * gap);
    line->Add(right, 1, wxEXPAND | wxTOP | wxBOTTOM | wxRIGHT, 2 * gap);
    window_->SetSizer(line);
}

void DonePanel::show(const SaleScreen& screen)
{
    saved_ = screen.ticket.saved;
    qr_->setText(screen.ticket.token);
    std::string order = texts_.order + " " + screen.code;
    if (!screen.receipt.empty())
        order += "   ·   " + texts_.receipt + " " + screen.receipt;
    order_->setText(order);
    change_->setText(screen.changeDue);
    const std::string& position = screen.ticket.position;
    ticket_->setText(screen.ticket.name + (position.empty() ? "" : "   ·   " + position));
    const std::string file = saved_.empty() ? "" : kit::filledIn(texts_.saved, "file", saved_);
    place_->setText(screen.problem.empty() ? file : screen.problem);
    nextTicket_->window()->Show(screen.tickets > 1);
    pdf_->setTitle(saved_.empty() ? texts_.savePdf : texts_.openPdf);
    pdf_->setEnabled(!screen.saving && screen.tickets > 0);
    window_->Layout();
}

void DonePanel::savedOrOpen()
{
    if (saved_.empty())
        presenter_->saveTicket();
    else
        wxLaunchDefaultApplication(toWx(saved_));
}

bool DonePanel::pressKey(int key)
{
    if (isEnter(key))
        presenter_->nextCustomer();
    else if (key == 'N')
        presenter_->showTicket(1);
    else if (key == 'S')
        savedOrOpen();
    else
        return false;
    return true;
}

} // namespace ace::counter
