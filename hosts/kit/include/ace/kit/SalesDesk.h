// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Money.h>
#include <ace/base/Result.h>
#include <ace/domain/catalog/EventSetup.h>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ace::kit {

// What a counter sells from: the setup, and how much of it is left.
struct Offer
{
    EventSetup setup; // without its keys
    std::vector<QuotaLevel> levels;
};

struct SaleRequest
{
    struct Item
    {
        TicketTypeId type;
        std::int32_t quantity = 0;
        bool operator==(const Item&) const = default;
    };

    std::string event; // slug
    std::vector<Item> items;
    std::int64_t tendered = 0; // cash, minor units
    std::string key;           // the same sale again, the same key
    bool operator==(const SaleRequest&) const = default;
};

struct CounterOrder
{
    struct Ticket
    {
        TicketId id;
        TicketTypeId type;
        std::string token; // what its QR code holds
        bool operator==(const Ticket&) const = default;
    };

    std::string code;
    Money total;
    Money change;
    std::string receipt; // "T3-000123"; may be empty
    std::vector<Ticket> tickets;
    bool operator==(const CounterOrder&) const = default;
};

// The business said no, and nothing was done: a stable code of the API ("sold_out"), and words for people.
struct DeskRefusal
{
    std::string code;
    std::string detail;
    bool operator==(const DeskRefusal&) const = default;
};

using SaleOutcome = std::variant<CounterOrder, DeskRefusal>;

// Selling at a counter, as far as a counter needs it. Thread-safe. Any call may answer Offline,
// OutcomeUnknown or Busy; of a sale the same request then tells what became of it, and is never a second
// sale.
class SalesDesk
{
public:
    virtual ~SalesDesk() = default;

    virtual Result<Offer> loadOffer(const std::string& event) = 0;
    virtual Result<SaleOutcome> sell(const SaleRequest& request) = 0;
    virtual Result<std::optional<CounterOrder>> findOrder(const std::string& code) = 0;
    virtual Result<std::string> ticketPdf(const std::string& code, TicketId ticket) = 0; // its bytes
};

} // namespace ace::kit
