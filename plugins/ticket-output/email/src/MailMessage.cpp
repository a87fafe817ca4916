// SPDX-License-Identifier: MIT
#include <ace/email/MailMessage.h>

#include "Encoding.h"
#include "HeaderText.h"

#include <ace/base/Bytes.h>

#include <algorithm>
#include <span>

namespace ace::email {

namespace {

constexpr std::size_t kAddressMax = 254; // RFC 5321 §4.5.3.1.3, without its brackets
constexpr std::size_t kLocalPartMax = 64;
constexpr std::size_t kReferenceMax = 120; // a header line has 998 bytes

std::string digestText(std::string_view data, std::size_t characters)
{
    return toHex(sha256(data)).substr(0, characters);
}

// No encoded body can hold "=_": in quoted-printable a "=" comes before a hex digit or a line's end.
std::string boundaryOf(const MailMessage& message, int level)
{
    return "=_" + std::to_string(level) + "_" + digestText(message.messageId, 24);
}

std::string part(std::string_view headers, std::string_view body)
{
    return std::string(headers) + "\r\n" + std::string(body);
}

std::string textPart(std::string_view type, std::string_view text)
{
    return part("Content-Type: " + std::string(type) +
                    "; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n",
                quotedPrintableBody(text));
}

std::string imagePart(const InlineImage& image)
{
    return part("Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <" +
                    image.contentId + ">\r\nContent-Disposition: inline" + parameter("filename", "code.png") +
                    "\r\n",
                base64Body(image.png));
}

// "type/subtype" of token characters (RFC 2045 §5.1); anything else is just bytes.
std::string mediaType(const std::string& mime)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '-' || c == '.' ||
               c == '+';
    };
    const bool isType = std::ranges::count(mime, '/') == 1 && mime.front() != '/' && mime.back() != '/' &&
                        mime.size() <= 80 && std::ranges::all_of(mime, fits);
    return isType ? mime : "application/octet-stream";
}

std::string attachmentPart(const sdk::Attachment& attachment)
{
    return part("Content-Type: " + mediaType(attachment.mime) +
                    "\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment" +
                    parameter("filename", attachment.name) + "\r\n",
                base64Body(attachment.bytes));
}

std::string multipart(std::string_view type, const std::string& boundary, std::span<const std::string> parts)
{
    std::string text =
        "Content-Type: multipart/" + std::string(type) + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    for (const std::string& each : parts)
        text += "--" + boundary + "\r\n" + each + "\r\n";
    return text + "--" + boundary + "--\r\n";
}

} // namespace

bool isAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isMailAddress(std::string_view text)
{
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > kLocalPartMax || at + 1 == text.size() ||
        text.size() > kAddressMax || text.find('@', at + 1) != std::string_view::npos || !isValidUtf8(text))
        return false;
    const bool isBadlyDotted = text.front() == '.' || text.back() == '.' || text[at - 1] == '.' ||
                               text[at + 1] == '.' || text.find("..") != std::string_view::npos;
    return !isBadlyDotted && cleanUtf8(text) == text && std::ranges::none_of(text, [](char c) {
        return std::string_view(" <>()[]\\,;:\"\x7F").find(c) != std::string_view::npos;
    });
}

std::string messageIdOf(std::string_view installation, std::string_view outputId, std::string_view domain,
                        std::string_view reference)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '.';
    };
    const bool isReference = !reference.empty() && reference.size() <= kReferenceMax &&
                             reference.front() != '.' && reference.back() != '.' &&
                             reference.find("..") == std::string_view::npos &&
                             std::ranges::all_of(reference, fits);
    const std::string digest = digestText(std::string(installation) + "\n" + std::string(outputId), 40);
    return (isReference ? std::string(reference) + "." + digest.substr(0, 12) : digest) + "@" +
           std::string(domain);
}

std::string compose(const MailMessage& message)
{
    std::string headers = "Date: " + dateText(message.date) + "\r\n" + mailboxField("From", message.from) +
                          mailboxField("To", message.to);
    if (!message.replyTo.empty())
        headers += mailboxField("Reply-To", {"", message.replyTo});
    headers += textField("Subject", message.subject) + "Message-ID: <" + message.messageId + ">\r\n" +
               textField("Content-Language", message.language) +
               "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";

    std::vector<std::string> related{textPart("text/html", message.html)};
    for (const InlineImage& image : message.images)
        related.push_back(imagePart(image));
    const std::string alternatives[] = {
        textPart("text/plain", message.text),
        related.size() == 1 ? related.front() : multipart("related", boundaryOf(message, 3), related)};
    std::vector<std::string> mixed{multipart("alternative", boundaryOf(message, 2), alternatives)};
    for (const sdk::Attachment& attachment : message.attachments)
        mixed.push_back(attachmentPart(attachment));
    return headers + multipart("mixed", boundaryOf(message, 1), mixed);
}

} // namespace ace::email
