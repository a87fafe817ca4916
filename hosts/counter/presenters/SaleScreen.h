// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ace::counter {

enum class SaleStep { Pick, Pay, Selling, Unknown, Done };

// All that the pages of a sale show. Texts are ready to be read.
struct SaleScreen
{
    struct Tile
    {
        std::string name;
        std::string price;
        std::string left; // "120 left", "Sold out"
        bool enabled = false;
    };
    struct Line
    {
        std::string name;
        std::string quantity;
        std::string total;
        bool mayAdd = false;
    };
    struct Ticket
    {
        std::string token;
        std::string name;     // of its type
        std::string position; // "Ticket 1 of 3"; empty where there is one
        std::string saved;    // where its PDF is; empty: not saved
    };

    SaleStep step = SaleStep::Pick;
    bool loading = false;
    std::string event; // its name
    std::vector<Tile> tiles;
    std::vector<Line> cart;
    std::string total;
    bool mayPay = false;

    bool typed = false; // an amount is being typed
    std::string tendered;
    std::string change;  // "Change $4.00", "$6.00 missing"
    bool enough = false; // what was typed
    std::vector<std::string> quick;

    std::string code;
    std::string changeDue;
    std::string receipt;
    Ticket ticket;
    std::size_t tickets = 0;
    bool saving = false;

    std::string problem; // may be empty
};

class SaleView
{
public:
    virtual ~SaleView() = default;
    virtual void show(const SaleScreen& screen) = 0;
};

} // namespace ace::counter
