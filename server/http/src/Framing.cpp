// SPDX-License-Identifier: MIT
#include <ace/server/http/Framing.h>

#include <Poco/String.h>

#include <algorithm>

namespace ace::server::http {

namespace {

// The only field of this name, if there is one.
std::optional<std::string> singleField(const Poco::Net::HTTPRequest& head, const std::string& name)
{
    std::optional<std::string> found;
    for (auto field = head.find(name); field != head.end() && Poco::icompare(field->first, name) == 0;
         ++field) {
        if (found)
            throw Problem("malformed", "The header has " + name + " more than once.");
        found = field->second;
    }
    return found;
}

std::uint64_t parseLength(const std::string& text)
{
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.empty() || text.size() > 18 || !digits)
        throw Problem("malformed", "Content-Length is not a number.");
    return std::stoull(text);
}

} // namespace

Framing framingOf(const Poco::Net::HTTPRequest& head)
{
    const std::string& version = head.getVersion();
    if (version != Poco::Net::HTTPMessage::HTTP_1_1 && version != Poco::Net::HTTPMessage::HTTP_1_0)
        throw Problem("version_not_supported", "This server speaks HTTP/1.1 and HTTP/1.0.");
    for (const auto& [name, value] : head)
        if (name.empty() || name.find_first_of(" \t") != std::string::npos)
            throw Problem("malformed", "A header field has no proper name.");
    const auto host = singleField(head, "Host");
    if (!host && version == Poco::Net::HTTPMessage::HTTP_1_1)
        throw Problem("malformed", "The header has no Host.");

    const auto length = singleField(head, "Content-Length");
    const auto coding = singleField(head, "Transfer-Encoding");
    if (length && coding)
        throw Problem("malformed", "The header has both Content-Length and Transfer-Encoding.");
    if (!coding)
        return {length ? parseLength(*length) : 0, false};
    if (version == Poco::Net::HTTPMessage::HTTP_1_0)
        throw Problem("malformed", "HTTP/1.0 has no Transfer-Encoding.");
    if (Poco::icompare(*coding, "chunked") != 0)
        throw Problem("not_implemented", "The only transfer coding here is chunked.");
    return {0, true};
}

} // namespace ace::server::http
