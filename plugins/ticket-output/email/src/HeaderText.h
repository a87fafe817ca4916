// SPDX-License-Identifier: MIT
// Header fields as lines of at most 78 characters. Whatever the value, no field of another name comes out of
// it: control characters become spaces first.
#pragma once

#include <ace/email/MailMessage.h>

#include <string>
#include <string_view>

namespace ace::email {

// "Subject: …\r\n": unstructured text (RFC 5322 §3.6.5), as encoded words (RFC 2047) where it is not plain.
std::string textField(std::string_view name, std::string_view value);
// "To: Name <address>\r\n". An address beyond ASCII stands as it is (RFC 6532).
std::string mailboxField(std::string_view name, const Mailbox& mailbox);
// ";\r\n filename=…", in parts and encoded where it is long or not ASCII (RFC 2231).
std::string parameter(std::string_view name, std::string_view value);
// "Sat, 28 Nov 2026 16:45:42 +0000" (RFC 5322 §3.3).
std::string dateText(Instant instant);

} // namespace ace::email
