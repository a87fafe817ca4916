// SPDX-License-Identifier: MIT
// Tickets and mails as core puts them together.
#pragma once

#include <ace/email/MailMessage.h>
#include <ace/sdk/Document.h>

#include <string>

namespace ace::email {

inline const std::string kToken = "K7RQ2MPXNDS5UHTLW4C6AVBGYEJZFO3I" // as long as a token is
                                  "LMZKQ7XW2B5NRDTYHS6CPUFGJVA4EIO3WQ7T5XNBLKRDS2PMUHYC6GFZJVAEIO4"
                                  "RQ7XWBN5LKDTMS2HPUYC6FGZJVAEIO34TQXWNBRLKDS5M2HUPYC6GFZJVAE";

inline sdk::Document tickets(const std::string& holder = "Ana Müller")
{
    using enum sdk::TextStyle;
    sdk::Document document{"Harbour Lights – K7RQ2MPX", "en", {}};
    for (const char* type : {"General admission", "Reduced"}) {
        if (!document.blocks.empty())
            document.blocks.push_back(sdk::PageBlock{});
        document.blocks.push_back(sdk::TextBlock{"Harbour Lights <Festival>", Title});
        document.blocks.push_back(sdk::TextBlock{"Old Granary, 12 Wharf Street, Portland", Body});
        document.blocks.push_back(sdk::TextBlock{"Sat 28 Nov 2026, 18:30", Body});
        document.blocks.push_back(sdk::RuleBlock{});
        document.blocks.push_back(sdk::TextBlock{type, Heading});
        document.blocks.push_back(sdk::ColumnsBlock{{"Name", holder}});
        document.blocks.push_back(sdk::ColumnsBlock{{"Price", "$24.00 (tax included)"}});
        document.blocks.push_back(sdk::ColumnsBlock{{"Order", "K7RQ2MPX"}});
        document.blocks.push_back(sdk::QrBlock{kToken, "Show this code at the gate"});
    }
    return document;
}

inline MailMessage aMail()
{
    MailMessage mail{{"Harbour Lights", "tickets@example.org"}, {"Ana Müller", "ana@example.org"}};
    mail.subject = "Your tickets";
    mail.messageId = messageIdOf("tickets@example.org", "K7RQ2MPX", "example.org");
    mail.date = Instant(std::chrono::seconds(1'790'000'000));
    mail.language = "en";
    mail.text = "Hello\n";
    mail.html = "<p>Hello</p>\n";
    return mail;
}

} // namespace ace::email
