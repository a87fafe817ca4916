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

// Whom a document goes to, and what goes with it. What a printer or a folder does not need, it ignores.
struct Delivery
{
    std::string name;            // of the recipient; may be empty
    std::string email;           // empty: what sends to people has nothing to do, which is no error
    std::string language = "en"; // BCP 47: of what is written around the document
    std::vector<Attachment> attachments;
};

} // namespace ace::sdk
