// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit/KitTexts.h>

#include <string>
#include <string_view>

namespace ace::counter {

// Every word of the counter's own, beside those that all stations share. {marks} are filled in.
struct CounterTexts
{
    std::string windowTitle;
    std::string sell;
    std::string till;
    std::string myTime;

    std::string notIn;
    std::string atWork;  // {time}
    std::string onBreak; // {time}
    std::string worked;  // {hours}
    std::string clockIn;
    std::string takeBreak;
    std::string endBreak;
    std::string clockOut;
    std::string clockHint;

    std::string tillClosed;
    std::string tillClosedHint;
    std::string tillOpen; // {time}
    std::string tillOpenHint;
    std::string openTill;
    std::string closeTill;
    std::string tillFloat;    // {amount}
    std::string tillExpected; // {amount}
    std::string tillExact;
    std::string tillOver;  // {amount}
    std::string tillShort; // {amount}
    std::string noTill;
    std::string tillUnknown;
    std::string askAgain;

    std::string cart;
    std::string cartEmpty;
    std::string clear;
    std::string total;
    std::string left; // {count}
    std::string soldOut;
    std::string noMoreOf; // {name}, {count}
    std::string payCash;
    std::string toPay;
    std::string given;
    std::string change;  // {amount}
    std::string missing; // {amount}
    std::string takeCash;
    std::string quickHint;
    std::string selling;
    std::string unknownTitle;
    std::string unknownHint;
    std::string soldTitle;
    std::string order;
    std::string changeDue;
    std::string receipt;
    std::string ticketOf; // {number}, {count}
    std::string nextTicket;
    std::string savePdf;
    std::string openPdf;
    std::string saved; // {file}
    std::string nextCustomer;

    // Of the server's code, such as "sold_out"; its own words where the code is not known.
    std::string (*refusal)(std::string_view code, std::string_view detail) = nullptr;
};

const CounterTexts& counterTexts(kit::Language language);

} // namespace ace::counter
