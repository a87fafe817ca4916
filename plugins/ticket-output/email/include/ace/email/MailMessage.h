// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/sdk/Delivery.h>

#include <string>
#include <string_view>
#include <vector>

namespace ace::email {

struct Mailbox
{
    std::string name;    // may be empty
    std::string address; // local@domain; see isMailAddress()
};

// What SMTP can carry as it is: one "@", something on both sides, no space, control character or bracket, at
// most 254 bytes. Any script is allowed.
bool isMailAddress(std::string_view text);
bool isAscii(std::string_view text);

struct InlineImage
{
    std::string contentId; // "qr1@mail": the text has <img src="cid:qr1@mail">
    std::string png;
};

struct MailMessage
{
    Mailbox from;
    Mailbox to;
    std::string replyTo = {}; // an address; empty: none
    std::string subject = {};
    std::string messageId = {}; // "…@…", without brackets
    Instant date = {};
    std::string language = {}; // BCP 47
    std::string text = {};     // UTF-8, as all texts are
    std::string html = {};
    std::vector<InlineImage> images = {};
    std::vector<sdk::Attachment> attachments = {};
};

// The same for the same output of the same installation, so that a receiver knows a second copy by it.
// `installation` is any text that no other installation has; `domain` stands behind the "@". It begins with
// `reference` where that is one (sdk::Delivery), so that who gave it knows it again.
std::string messageIdOf(std::string_view installation, std::string_view outputId, std::string_view domain,
                        std::string_view reference = {});

// RFC 5322 with MIME: mixed ( alternative ( text, related ( HTML, images ) ), attachments ). All lines end
// with CRLF and have at most 998 bytes; ASCII but for addresses of other scripts. Two calls give the same
// bytes.
std::string compose(const MailMessage& message);

} // namespace ace::email
