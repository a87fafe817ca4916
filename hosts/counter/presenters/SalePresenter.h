// SPDX-License-Identifier: MIT
#pragma once

#include "CounterTexts.h"
#include "SaleScreen.h"

#include <ace/base/Id.h>
#include <ace/kit/AmountEntry.h>
#include <ace/kit/Background.h>
#include <ace/kit/SalesDesk.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ace::counter {

// A sale for cash, from the first touch to the ticket. One thread: the window's.
//
//   step      event                            becomes
//   Pick      a type, more, less               Pick; within the type's limits and what is left
//   Pick      pay, with a cart                 Pay
//   Pay       back                             Pick
//   Pay       cash that is enough              Selling, with a new key
//   Selling   sold                             Done
//   Selling   refused, offline, busy           Pay, with the reason: nothing was sold
//   Selling   outcome unknown                  Unknown
//   Unknown   ask again                        Selling, with the same key
//   Selling   any failure, asked again         Unknown: only an answer tells what the first attempt did
//   Done      next customer                    Pick, with an empty cart
//
// So no path leads from Unknown to a second sale.
class SalePresenter
{
public:
    struct Parts
    {
        SaleView& view;
        const CounterTexts& texts;
        const kit::KitTexts& kitTexts;
        kit::Background& background;
        kit::SalesDesk& desk;
        IdSource& ids;
        std::string event; // slug
        // Keeps a ticket's PDF and tells where; runs apart.
        std::function<Result<std::string>(const std::string& name, const std::string& pdf)> savePdf;
    };

    explicit SalePresenter(Parts parts) : parts_(std::move(parts)) {}

    void reload();                                // the offer: prices, what is left
    void resume(const kit::SaleRequest& pending); // its outcome was not known when the program ended
    void warn(const std::string& problem);        // until the next touch
    Currency currency() const { return offer_ ? offer_->setup.event.currency : Currency(); }
    bool mayLeave() const; // no sale is under way or unknown

    void addType(std::size_t tile);
    void addOne(std::size_t line);
    void removeOne(std::size_t line);
    void clearCart();
    void pay();
    void back();

    void pressDigit(char digit);
    void pressDoubleZero();
    void erase();
    void payQuick(std::size_t index); // takes this amount at once
    void takeCash();                  // the amount that was typed
    void askAgain();

    void showTicket(int step); // +1: the next one of this order
    void saveTicket();
    void nextCustomer();

private:
    struct Line
    {
        TicketTypeId type;
        std::int32_t quantity = 0;
    };

    const TicketType* typeOf(TicketTypeId id) const;
    std::int32_t quantityOf(TicketTypeId id) const;
    std::int32_t mostOf(const TicketType& type) const;
    void setQuantity(const TicketType& type, std::int32_t quantity);
    Money total() const;
    void sell(std::int64_t tendered);
    void ask();
    void take(const Result<kit::SaleOutcome>& outcome);
    void refuse(const std::string& problem);

    void show();
    void showTiles();
    void showCart();
    void showCash();
    void showDone();

    const Parts parts_;
    SaleScreen screen_;
    std::optional<kit::Offer> offer_;
    std::vector<TicketTypeId> tiles_; // as they are shown
    std::vector<Line> cart_;
    kit::AmountEntry tendered_;
    std::vector<std::int64_t> quick_;
    kit::SaleRequest request_;
    bool unknown_ = false; // request_ may have been sold
    std::optional<kit::CounterOrder> order_;
    std::size_t ticket_ = 0;
};

} // namespace ace::counter
