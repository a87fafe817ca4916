// SPDX-License-Identifier: MIT
#include "Framing.h"

#include <algorithm>
#include <array>

namespace ace::server::http {

namespace {

Problem malformed(std::string detail) { return {"malformed", std::move(detail)}; }

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The only field of this name; null: none.
const std::string* singleField(const RequestHead& head, std::string_view name)
{
    if (head.count(name) > 1)
        throw malformed("The header has " + std::string(name) + " more than once.");
    return head.find(name);
}

std::uint64_t parseLength(const std::string& text)
{
    if (text.empty() || text.size() > 18 || !std::all_of(text.begin(), text.end(), isDigit))
        throw malformed("Content-Length is not a number.");
    return std::stoull(text);
}

void frameBody(RequestHead& head)
{
    const std::string* length = singleField(head, "Content-Length");
    const std::string* coding = singleField(head, "Transfer-Encoding");
    if (length && coding)
        throw malformed("The header has both Content-Length and Transfer-Encoding.");
    if (length)
        head.length = parseLength(*length);
    if (!coding)
        return;
    if (head.http10)
        throw malformed("HTTP/1.0 has no Transfer-Encoding.");
    if (!sameText(*coding, "chunked"))
        throw Problem("not_implemented", "The only transfer coding here is chunked.");
    head.chunked = true;
}

// RFC 3986 section 3.2: a name or an address, and perhaps a port. No user, no list.
bool isAuthority(std::string_view text)
{
    const std::size_t bracket = text.rfind(']');
    const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    const std::string_view port = colon == std::string_view::npos ? "" : text.substr(colon + 1);
    const std::string_view name = text.substr(0, colon);
    if (name.empty() || port.size() > 5 || !std::all_of(port.begin(), port.end(), isDigit))
        return false;
    if (name.front() == '[')
        return name.size() > 3 && name.back() == ']' &&
               std::all_of(name.begin() + 1, name.end() - 1,
                           [](char c) { return isDigit(c) || isLetter(c) || c == ':' || c == '.'; });
    return std::all_of(name.begin(), name.end(), [](char c) {
        return isDigit(c) || isLetter(c) || std::string_view("-._~").find(c) != std::string_view::npos;
    });
}

void checkHost(const RequestHead& head)
{
    const std::string* host = singleField(head, "Host");
    if (!host && !head.http10)
        throw malformed("The header has no Host.");
    if (host && !isAuthority(*host))
        throw malformed("Host is not one name or address.");
}

// The part of an absolute-form target after its authority, which must be the one of Host.
std::string originForm(const RequestHead& head, std::string_view afterScheme)
{
    const std::size_t end = afterScheme.find_first_of("/?");
    const std::string_view authority = afterScheme.substr(0, end);
    const std::string* host = head.find("Host");
    if (!isAuthority(authority) || (host && !sameText(authority, *host)))
        throw malformed("The address names another host than Host.");
    const std::string_view rest =
        end == std::string_view::npos ? std::string_view() : afterScheme.substr(end);
    return (rest.starts_with('/') ? "" : "/") + std::string(rest);
}

void checkTarget(RequestHead& head)
{
    const std::string_view target = head.target;
    for (const char c : target)
        if (c <= ' ' || c > '~' || std::string_view("\"#<>\\").find(c) != std::string_view::npos)
            throw malformed("The address has a character that must be percent-encoded.");
    if (target.starts_with('/') || (target == "*" && head.method == "OPTIONS"))
        return;
    for (const std::string_view scheme : {"http://", "https://"})
        if (target.size() > scheme.size() && sameText(target.substr(0, scheme.size()), scheme)) {
            head.target = originForm(head, target.substr(scheme.size()));
            return;
        }
    throw malformed("The address must begin with a slash.");
}

} // namespace

void frame(RequestHead& head)
{
    frameBody(head);
    checkHost(head);
    if (head.method == "CONNECT")
        throw Problem("not_implemented", "This server is no proxy.");
    checkTarget(head);
    const std::string* expectation = singleField(head, "Expect");
    if (!expectation || head.http10)
        return;
    if (!sameText(*expectation, "100-continue"))
        throw Problem("expectation_failed", "The only expectation here is 100-continue.");
    head.expectsContinue = true;
}

} // namespace ace::server::http
