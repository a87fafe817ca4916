// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace ace::sdk {

struct Attachment
{
    std::string name; // a file's: "tickets-AB12.pdf"
    std::string mime; // "application/pdf"
    std::string bytes;
};

// Why something goes out, which decides what is written around the document.
enum class Occasion {
    Tickets,     // those of an order
    LatePayment, // the payment came when the tickets were gone, and goes back
    Refund,      // money went back
    Links,       // somebody lost their tickets: where those of an address are
};

// Whom a document goes to, and what goes with it. What a printer or a folder does not need, it ignores.
struct Delivery
{
    std::string name;            // of the recipient; may be empty
    std::string email;           // empty: what sends to people has nothing to do, which is no error
    std::string language = "en"; // BCP 47: of what is written around the document
    std::vector<Attachment> attachments = {};
    Occasion occasion = Occasion::Tickets;
    std::string link = {}; // to the order's page; empty: none
    // Unlike any other sending's, and the same when this one is tried again: of letters, digits, "." and "-".
    // Empty: the output id says it.
    std::string reference = {};
};

} // namespace ace::sdk
