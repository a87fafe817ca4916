// SPDX-License-Identifier: MIT
#include "SalePresenter.h"

#include <ace/catalog/Catalog.h>
#include <ace/domain/sales/Order.h>

#include <algorithm>

namespace ace::counter {

namespace {

constexpr std::size_t kMostQuick = 4;

// The exact sum, and the next sums that people hand over in notes.
std::vector<std::int64_t> quickAmounts(std::int64_t total)
{
    std::vector<std::int64_t> amounts{total};
    for (const std::int64_t note : {500, 1000, 2000, 5000, 10000}) {
        const std::int64_t rounded = (total + note - 1) / note * note;
        if (rounded > amounts.back() && amounts.size() < kMostQuick)
            amounts.push_back(rounded);
    }
    return amounts;
}

} // namespace

void SalePresenter::reload()
{
    if (screen_.loading)
        return;
    screen_.loading = true;
    show();
    parts_.background.ask([&desk = parts_.desk, event = parts_.event] { return desk.loadOffer(event); },
                          [this](Result<kit::Offer> offer) {
                              screen_.loading = false;
                              if (offer)
                                  offer_ = std::move(*offer);
                              else if (screen_.step == SaleStep::Pick)
                                  screen_.problem = explain(offer.error(), parts_.kitTexts);
                              show();
                          });
}

void SalePresenter::resume(const kit::SaleRequest& pending)
{
    request_ = pending;
    unknown_ = true;
    screen_.step = SaleStep::Unknown;
    show();
}

void SalePresenter::warn(const std::string& problem)
{
    screen_.problem = problem;
    show();
}

bool SalePresenter::mayLeave() const
{
    return screen_.step != SaleStep::Selling && screen_.step != SaleStep::Unknown;
}

void SalePresenter::addType(std::size_t tile)
{
    if (screen_.step != SaleStep::Pick || tile >= tiles_.size())
        return;
    const TicketType* type = typeOf(tiles_[tile]);
    if (!type)
        return;
    const std::int32_t now = quantityOf(type->id);
    setQuantity(*type, now == 0 ? std::max(1, type->minPerOrder) : now + 1);
}

void SalePresenter::addOne(std::size_t line)
{
    if (screen_.step == SaleStep::Pick && line < cart_.size())
        if (const TicketType* type = typeOf(cart_[line].type))
            setQuantity(*type, cart_[line].quantity + 1);
}

void SalePresenter::removeOne(std::size_t line)
{
    if (screen_.step != SaleStep::Pick || line >= cart_.size())
        return;
    if (const TicketType* type = typeOf(cart_[line].type)) {
        const std::int32_t fewer = cart_[line].quantity - 1;
        setQuantity(*type, fewer < type->minPerOrder ? 0 : fewer);
    }
}

void SalePresenter::clearCart()
{
    if (screen_.step != SaleStep::Pick)
        return;
    cart_.clear();
    screen_.problem.clear();
    show();
}

void SalePresenter::pay()
{
    if (screen_.step != SaleStep::Pick || cart_.empty())
        return;
    screen_.step = SaleStep::Pay;
    screen_.problem.clear();
    tendered_.clear();
    quick_ = quickAmounts(total().minor);
    show();
}

void SalePresenter::back()
{
    if (screen_.step != SaleStep::Pay)
        return;
    screen_.step = SaleStep::Pick;
    screen_.problem.clear();
    show();
}

void SalePresenter::pressDigit(char digit)
{
    tendered_.press(digit);
    show();
}

void SalePresenter::pressDoubleZero()
{
    tendered_.pressDoubleZero();
    show();
}

void SalePresenter::erase()
{
    tendered_.erase();
    show();
}

void SalePresenter::payQuick(std::size_t index)
{
    if (index < quick_.size())
        sell(quick_[index]);
}

void SalePresenter::takeCash()
{
    if (tendered_.minor() >= total().minor)
        sell(tendered_.minor());
}

void SalePresenter::askAgain()
{
    if (screen_.step == SaleStep::Unknown)
        ask();
}

void SalePresenter::showTicket(int step)
{
    if (!order_ || order_->tickets.empty())
        return;
    const auto count = static_cast<int>(order_->tickets.size());
    ticket_ = static_cast<std::size_t>((static_cast<int>(ticket_) + step + count) % count);
    screen_.ticket.saved.clear();
    show();
}

void SalePresenter::saveTicket()
{
    if (screen_.step != SaleStep::Done || screen_.saving || !order_ || order_->tickets.empty())
        return;
    screen_.saving = true;
    screen_.problem.clear();
    show();
    const TicketId ticket = order_->tickets[ticket_].id;
    const std::string name = order_->code + "-" + std::to_string(ticket_ + 1) + ".pdf";
    parts_.background.ask(
        [&desk = parts_.desk, save = parts_.savePdf, code = order_->code, ticket,
         name]() -> Result<std::string> {
            auto pdf = desk.ticketPdf(code, ticket);
            return pdf ? save(name, *pdf) : pdf;
        },
        [this, ticket](const Result<std::string>& place) {
            screen_.saving = false;
            const bool stillShown = order_ && order_->tickets[ticket_].id == ticket;
            if (!place)
                screen_.problem = explain(place.error(), parts_.kitTexts);
            else if (stillShown)
                screen_.ticket.saved = *place;
            show();
        });
}

void SalePresenter::nextCustomer()
{
    if (screen_.step != SaleStep::Done)
        return;
    screen_.step = SaleStep::Pick;
    screen_.problem.clear();
    cart_.clear();
    order_.reset();
    reload();
}

const TicketType* SalePresenter::typeOf(TicketTypeId id) const
{
    return offer_ ? offer_->setup.findType(id) : nullptr;
}

std::int32_t SalePresenter::quantityOf(TicketTypeId id) const
{
    const auto line = std::ranges::find(cart_, id, &Line::type);
    return line == cart_.end() ? 0 : line->quantity;
}

std::int32_t SalePresenter::mostOf(const TicketType& type) const
{
    const std::int64_t left = catalog::availableOf(type, offer_->levels);
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(left, 0, type.maxPerOrder));
}

void SalePresenter::setQuantity(const TicketType& type, std::int32_t quantity)
{
    screen_.problem.clear();
    if (quantity > mostOf(type)) {
        screen_.problem = kit::filledIn(kit::filledIn(parts_.texts.noMoreOf, "name", type.name), "count",
                                        std::to_string(mostOf(type)));
        return show();
    }
    const auto line = std::ranges::find(cart_, type.id, &Line::type);
    if (line == cart_.end())
        cart_.push_back({type.id, quantity});
    else if (quantity > 0)
        line->quantity = quantity;
    else
        cart_.erase(line);
    show();
}

Money SalePresenter::total() const
{
    Money sum{0, currency()};
    for (const Line& line : cart_)
        if (const TicketType* type = typeOf(line.type))
            sum = sum + priceLine(type->id, type->price, type->taxRatePpm, line.quantity).total;
    return sum;
}

void SalePresenter::sell(std::int64_t tendered)
{
    if (screen_.step != SaleStep::Pay)
        return;
    request_ = {};
    request_.event = parts_.event;
    for (const Line& line : cart_)
        request_.items.push_back({line.type, line.quantity});
    request_.tendered = tendered;
    request_.key = parts_.ids.nextUuid().toString();
    unknown_ = false;
    ask();
}

void SalePresenter::ask()
{
    screen_.step = SaleStep::Selling;
    screen_.problem.clear();
    show();
    parts_.background.ask([&desk = parts_.desk, request = request_] { return desk.sell(request); },
                          [this](const Result<kit::SaleOutcome>& outcome) { take(outcome); });
}

void SalePresenter::take(const Result<kit::SaleOutcome>& outcome)
{
    if (!outcome) {
        unknown_ = unknown_ || outcome.error().code == ErrorCode::OutcomeUnknown ||
                   outcome.error().code == ErrorCode::Timeout;
        if (!unknown_)
            return refuse(explain(outcome.error(), parts_.kitTexts));
        screen_.step = SaleStep::Unknown;
        screen_.problem = outcome.error().code == ErrorCode::OutcomeUnknown
                              ? ""
                              : explain(outcome.error(), parts_.kitTexts);
        return show();
    }
    unknown_ = false;
    if (const auto* refusal = std::get_if<kit::DeskRefusal>(&*outcome))
        return refuse(parts_.texts.refusal(refusal->code, refusal->detail));
    order_ = std::get<kit::CounterOrder>(*outcome);
    ticket_ = 0;
    screen_.ticket = {};
    screen_.step = SaleStep::Done;
    show();
}

// Nothing was sold. What is left may have changed: look again. A sale of before the program ended has no
// cart.
void SalePresenter::refuse(const std::string& problem)
{
    screen_.step = cart_.empty() ? SaleStep::Pick : SaleStep::Pay;
    screen_.problem = problem;
    show();
    reload();
}

void SalePresenter::show()
{
    showTiles();
    showCart();
    showCash();
    showDone();
    parts_.view.show(screen_);
}

void SalePresenter::showTiles()
{
    screen_.tiles.clear();
    tiles_.clear();
    if (!offer_)
        return;
    screen_.event = offer_->setup.event.name;
    for (const TicketType& type : offer_->setup.types) {
        if (type.hidden || !type.atCounter)
            continue;
        const std::int64_t left =
            std::max<std::int64_t>(0, catalog::availableOf(type, offer_->levels) - quantityOf(type.id));
        tiles_.push_back(type.id);
        screen_.tiles.push_back({type.name, type.allInPrice().format(),
                                 left > 0 ? kit::filledIn(parts_.texts.left, "count", std::to_string(left))
                                          : parts_.texts.soldOut,
                                 left > 0});
    }
}

void SalePresenter::showCart()
{
    screen_.cart.clear();
    for (const Line& line : cart_)
        if (const TicketType* type = typeOf(line.type))
            screen_.cart.push_back(
                {type->name, std::to_string(line.quantity),
                 priceLine(type->id, type->price, type->taxRatePpm, line.quantity).total.format(),
                 line.quantity < mostOf(*type)});
    screen_.total = total().format();
    screen_.mayPay = !cart_.empty();
}

void SalePresenter::showCash()
{
    const Money given{tendered_.minor(), total().currency};
    screen_.typed = given.minor > 0;
    screen_.tendered = given.format();
    screen_.enough = given.minor >= total().minor;
    screen_.change = screen_.enough
                         ? kit::filledIn(parts_.texts.change, "amount", (given - total()).format())
                         : kit::filledIn(parts_.texts.missing, "amount", (total() - given).format());
    screen_.quick.clear();
    for (const std::int64_t amount : quick_)
        screen_.quick.push_back(Money{amount, total().currency}.format());
}

void SalePresenter::showDone()
{
    screen_.tickets = 0;
    if (!order_)
        return;
    screen_.code = order_->code;
    screen_.changeDue = order_->change.format();
    screen_.receipt = order_->receipt;
    screen_.tickets = order_->tickets.size();
    if (order_->tickets.empty())
        return;
    const kit::CounterOrder::Ticket& ticket = order_->tickets[ticket_];
    const TicketType* type = typeOf(ticket.type);
    screen_.ticket.token = ticket.token;
    screen_.ticket.name = type ? type->name : "";
    screen_.ticket.position.clear();
    if (order_->tickets.size() > 1)
        screen_.ticket.position =
            kit::filledIn(kit::filledIn(parts_.texts.ticketOf, "number", std::to_string(ticket_ + 1)),
                          "count", std::to_string(order_->tickets.size()));
}

} // namespace ace::counter
