// SPDX-License-Identifier: MIT
// A report is a mail of parts: words for people, the delivery status (groups of header fields, one of the
// mail and one of each recipient), and the mail that did not arrive, or its headers.
#include "BounceMessage.h"

#include <algorithm>
#include <map>

namespace ace::cli {

namespace {

constexpr int kPartsMost = 50; // and as deep
constexpr std::size_t kIdsMost = 50;

using Fields = std::multimap<std::string, std::string>; // names in lower case; unfolded

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return lower;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && std::string_view(" \t\r\n").find(text.front()) != std::string_view::npos)
        text.remove_prefix(1);
    while (!text.empty() && std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos)
        text.remove_suffix(1);
    return text;
}

std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

// Up to the empty line, which goes too.
Fields takeFields(std::string_view& text)
{
    Fields fields;
    auto last = fields.end();
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (line.empty())
            break;
        if ((line.front() == ' ' || line.front() == '\t') && last != fields.end()) {
            last->second += " " + std::string(trimmed(line));
            continue;
        }
        if (const std::size_t colon = line.find(':'); colon != std::string_view::npos)
            last = fields.emplace(lowerCase(trimmed(line.substr(0, colon))), trimmed(line.substr(colon + 1)));
    }
    return fields;
}

std::string fieldOf(const Fields& fields, const std::string& name)
{
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
}

std::string boundaryOf(const std::string& contentType)
{
    const std::size_t at = lowerCase(contentType).find("boundary=");
    if (at == std::string::npos)
        return {};
    std::string_view value = std::string_view(contentType).substr(at + 9);
    if (value.starts_with('"'))
        return std::string(value.substr(1, value.find('"', 1) - 1));
    return std::string(trimmed(value.substr(0, value.find(';'))));
}

class Reader
{
public:
    explicit Reader(BounceMessage& found) : found_(found) {}

    void readEntity(std::string_view text, int depth)
    {
        const Fields fields = takeFields(text);
        const std::string type = fieldOf(fields, "content-type"), kind = lowerCase(type);
        if (depth == 0) {
            takeIds(fieldOf(fields, "in-reply-to"));
            takeIds(fieldOf(fields, "references"));
        }
        if (kind.starts_with("multipart/") && depth < kPartsMost)
            readParts(text, boundaryOf(type), depth);
        else if (kind.starts_with("message/delivery-status"))
            readStatus(text);
        else if (kind.starts_with("message/rfc822") || kind.starts_with("text/rfc822-headers"))
            takeIds(fieldOf(takeFields(text), "message-id"));
    }

private:
    void readParts(std::string_view text, const std::string& boundary, int depth)
    {
        if (boundary.empty())
            return;
        const std::string mark = "--" + boundary;
        std::string_view part;
        bool inside = false;
        for (std::string_view rest = text; !rest.empty() && parts_ < kPartsMost;) {
            const char* start = rest.data();
            const std::string_view line = trimmed(takeLine(rest));
            if (line != mark && line != mark + "--")
                continue;
            if (inside) {
                ++parts_;
                readEntity({part.data(), static_cast<std::size_t>(start - part.data())}, depth + 1);
            }
            inside = line == mark;
            part = rest;
        }
    }

    void readStatus(std::string_view text)
    {
        while (!text.empty()) {
            const Fields group = takeFields(text);
            if (group.contains("final-recipient") && lowerCase(fieldOf(group, "action")) == "failed")
                found_.failed = true;
            for (const char* name : {"original-message-id", "x-original-message-id"})
                takeIds(fieldOf(group, name));
        }
    }

    void takeIds(std::string_view text)
    {
        for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
            const std::size_t end = text.find('>', at);
            if (end == std::string_view::npos || found_.messageIds.size() == kIdsMost)
                return;
            found_.messageIds.emplace_back(text.substr(at, end - at + 1));
        }
    }

    BounceMessage& found_;
    int parts_ = 0;
};

} // namespace

BounceMessage BounceMessage::parse(std::string_view mail)
{
    BounceMessage found;
    Reader(found).readEntity(mail, 0);
    return found;
}

} // namespace ace::cli
