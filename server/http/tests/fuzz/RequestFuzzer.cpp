// SPDX-License-Identifier: MIT
// libFuzzer on what the network sends. Whatever comes in and however it is cut: no crash; the pieces
// do not change what is read; and what is accepted is, written down again in the plainest way, read as
// exactly the same requests. A second, slower reading that shares no code with the first must see the
// same ends of messages.
#include "message/RequestReader.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

using namespace ace::server::http;

namespace {

struct Message
{
    std::string method, target, body;
    Headers fields;
    bool http10 = false;
    bool operator==(const Message&) const = default;
};

struct Reading
{
    std::vector<Message> messages;
    bool refused = false;
    bool operator==(const Reading&) const = default;
};

constexpr std::size_t kBodyMost = 4096;
constexpr ReaderLimits kLimits{1024, 16};

void require(bool condition)
{
    if (!condition)
        std::abort();
}

// Heads of requests without a body, by their bytes.
using Known = std::map<std::string, Message, std::less<>>;

// What is known is taken unread, as a connection does it.
void takeKnown(RequestReader& reader, const Known& known, Reading& reading)
{
    while (true) {
        const auto found = known.find(reader.peekHead());
        if (found == known.end())
            return;
        reader.skipHead();
        reading.messages.push_back(found->second);
    }
}

// `cuts` says how long the pieces are, over and over. With `known`: adds to it, and uses it.
Reading read(const std::string& bytes, const std::string& cuts, Known* known = nullptr)
{
    RequestReader reader(kLimits);
    Reading reading;
    std::size_t at = 0, cut = 0;
    std::string peeked;
    while (true) {
        if (known) {
            takeKnown(reader, *known, reading);
            if (const std::string_view next = reader.peekHead(); !next.empty())
                peeked = next;
        }
        switch (reader.advance()) {
        case RequestReader::Step::NeedsMore: {
            if (at == bytes.size())
                return reading;
            std::size_t size =
                cuts.empty() ? bytes.size() : static_cast<unsigned char>(cuts[cut++ % cuts.size()]) + 1;
            size = std::min(size, bytes.size() - at);
            std::memcpy(reader.room(size).data(), bytes.data() + at, size);
            reader.arrived(size);
            at += size;
            break;
        }
        case RequestReader::Step::Head:
            reading.messages.push_back(
                {reader.head().method, reader.head().target, "", reader.head().fields, reader.head().http10});
            reader.limitBody(kBodyMost);
            require(!known || (reader.lastHead() == peeked && !peeked.empty()));
            if (known && !reader.hasBody())
                known->emplace(peeked, reading.messages.back());
            break;
        case RequestReader::Step::Whole:
            reading.messages.back().body = reader.takeBody();
            reader.next();
            break;
        case RequestReader::Step::Refused:
            require(!reader.refusal().detail().empty());
            if (!reading.messages.empty() && reader.head().method == reading.messages.back().method)
                reading.messages.back().body.clear();
            reading.refused = true;
            return reading;
        }
    }
}

bool isCoding(const std::string& name)
{
    std::string lower;
    for (const char c : name)
        lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return lower == "transfer-encoding" || lower == "content-length";
}

std::string written(const Message& message)
{
    std::string text =
        message.method + " " + message.target + (message.http10 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
    for (const auto& [name, value] : message.fields)
        if (!isCoding(name))
            text += name + ": " + value + "\r\n";
    return text + "Content-Length: " + std::to_string(message.body.size()) + "\r\n\r\n" + message.body;
}

// Where the whole messages end, by the fields as bytes: first CRLF CRLF, then a length or chunks.
std::size_t countStrictly(const std::string& bytes)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < bytes.size(); ++count) {
        const std::size_t end = bytes.find("\r\n\r\n", at);
        if (end == std::string::npos)
            return count;
        std::string head = bytes.substr(at, end + 2 - at);
        for (char& c : head)
            c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        at = end + 4;
        if (const std::size_t length = head.find("\r\ncontent-length:"); length != std::string::npos) {
            const std::size_t size = std::strtoul(head.c_str() + length + 17, nullptr, 10);
            if (bytes.size() - at < size)
                return count;
            at += size;
        } else if (head.find("\r\ntransfer-encoding:") != std::string::npos) {
            for (std::size_t size = 1; size > 0;) {
                const std::size_t line = bytes.find("\r\n", at);
                if (line == std::string::npos)
                    return count;
                size = std::strtoul(bytes.c_str() + at, nullptr, 16);
                at = line + 2 + size + 2;
                if (at > bytes.size())
                    return count;
            }
        }
    }
    return count;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 4)
        return 0;
    const std::string cuts(reinterpret_cast<const char*>(data), 3);
    const std::string bytes(reinterpret_cast<const char*>(data) + 3, size - 3);
    Known known;
    const Reading whole = read(bytes, "", &known);
    const Reading pieces = read(bytes, cuts);
    require(whole.messages.size() == pieces.messages.size() && whole.refused == pieces.refused);
    if (whole.refused)
        return 0;
    require(whole == pieces);
    require(known.empty() || read(bytes, cuts, &known) == whole);
    const std::size_t strictly = countStrictly(bytes);
    require(strictly == whole.messages.size() ||
            strictly + 1 == whole.messages.size()); // the last may lack its body
    for (std::size_t i = 0; i < std::min(strictly, whole.messages.size()); ++i) {
        const std::string again = written(whole.messages[i]);
        if (again.size() - whole.messages[i].body.size() > kLimits.headBytesMost ||
            whole.messages[i].fields.size() >= kLimits.fieldsMost)
            continue; // the plain spelling has a field more, or longer spaces
        const Reading second = read(again + again, cuts);
        require(!second.refused && second.messages.size() == 2);
        require(second.messages[0].body == whole.messages[i].body &&
                second.messages[0] == second.messages[1]);
        require(second.messages[0].target == whole.messages[i].target);
    }
    return 0;
}
