// SPDX-License-Identifier: MIT
#include "RequestReader.h"

#include "ChunkReader.h"
#include "Framing.h"
#include "HeadScan.h"

#include <ace/base/Assert.h>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>

namespace ace::server::http {

namespace {

namespace beast = boost::beast;
using BeastError = beast::http::error;
using Parser = beast::http::request_parser<beast::http::empty_body>;

constexpr std::size_t kDefaultBodyMost = 1u << 20;

// 505 is for a version that is one; the rest of what Beast calls a bad version is no HTTP.
bool namesAVersion(std::string_view head)
{
    const std::string_view line = head.substr(0, head.find('\r'));
    const std::string_view last = line.substr(line.rfind(' ') + 1);
    const auto isDigit = [&](std::size_t at) { return last[at] >= '0' && last[at] <= '9'; };
    return std::count(line.begin(), line.end(), ' ') == 2 && last.size() == 8 && last.starts_with("HTTP/") &&
           isDigit(5) && last[6] == '.' && isDigit(7);
}

Problem problemOf(const beast::error_code& error, std::string_view head)
{
    if (error == BeastError::header_limit)
        return {"header_too_large", "The header is longer than this server reads."};
    if (error == BeastError::bad_version && namesAVersion(head))
        return {"version_not_supported", "This server speaks HTTP/1.1 and HTTP/1.0."};
    return {"malformed", "The header is not HTTP: " + error.message() + "."};
}

Problem tooLarge(std::size_t most)
{
    return {"too_large", "A body may have " + std::to_string(most) + " bytes."};
}

} // namespace

struct RequestReader::Parts
{
    enum class Phase { Head, Body, Whole, Refused };

    const ReaderLimits limits;
    beast::flat_buffer bytes;
    HeadScan scan;
    ChunkReader chunks;
    std::string body;
    std::size_t peeked = 0; // length of the head that peekHead() gave
    std::string headBytes;
    Phase phase = Phase::Head;
    RequestHead head;
    std::size_t bodyMost = 0;
    std::optional<Problem> refusal;

    explicit Parts(ReaderLimits given) : limits(given) {}

    std::string_view text() const { return {static_cast<const char*>(bytes.data().data()), bytes.size()}; }
    std::optional<Problem> readHead(std::size_t length);
};

RequestReader::RequestReader(ReaderLimits limits) : parts_(std::make_unique<Parts>(limits)) {}
RequestReader::~RequestReader() = default;

std::span<char> RequestReader::room(std::size_t bytesMost)
{
    const auto space = parts_->bytes.prepare(bytesMost);
    return {static_cast<char*>(space.data()), space.size()};
}

void RequestReader::arrived(std::size_t bytes) { parts_->bytes.commit(bytes); }
bool RequestReader::hasBytes() const
{
    return parts_->bytes.size() > 0 || parts_->phase != Parts::Phase::Head;
}
bool RequestReader::hasBody() const { return parts_->head.chunked || parts_->head.length > 0; }
RequestHead& RequestReader::head() { return parts_->head; }
const Problem& RequestReader::refusal() const { return *parts_->refusal; }
std::string RequestReader::takeBody() { return std::move(parts_->body); }

void RequestReader::releaseMemory()
{
    parts_->head = {};
    parts_->body = {};
    parts_->headBytes = {};
    parts_->bytes.shrink_to_fit();
}

std::size_t RequestReader::held() const { return parts_->bytes.capacity() + parts_->body.capacity(); }

void RequestReader::drop()
{
    parts_->bytes.clear();
    releaseMemory();
}

std::string_view RequestReader::peekHead()
{
    parts_->peeked = parts_->phase == Parts::Phase::Head ? parts_->scan.scan(parts_->text()) : 0;
    if (parts_->peeked > 0)
        parts_->scan = {}; // advance() finds its end again
    return parts_->text().substr(0, parts_->peeked);
}

void RequestReader::skipHead()
{
    ACE_ASSERT(parts_->peeked > 0); // whoever skips nothing would answer for ever
    parts_->bytes.consume(parts_->peeked);
    parts_->peeked = 0;
}

std::string_view RequestReader::lastHead() const { return parts_->headBytes; }

void RequestReader::next()
{
    parts_->scan = {};
    parts_->chunks = {};
    parts_->body.clear();
    parts_->phase = Parts::Phase::Head;
    parts_->head = {};
}

RequestReader::Step RequestReader::refuse(Problem problem)
{
    parts_->refusal = std::move(problem);
    parts_->phase = Parts::Phase::Refused;
    return Step::Refused;
}

RequestReader::Step RequestReader::advance()
{
    switch (parts_->phase) {
    case Parts::Phase::Head:
        return advanceHead();
    case Parts::Phase::Body:
        return advanceBody();
    case Parts::Phase::Whole:
        return Step::Whole;
    case Parts::Phase::Refused:
        return Step::Refused;
    }
    ACE_ASSERT(false);
}

// Null: the head is read.
std::optional<Problem> RequestReader::Parts::readHead(std::size_t length)
{
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits.headBytesMost));
    parser.body_limit(boost::none); // bodies are taken apart here
    beast::error_code error;
    parser.put(boost::asio::const_buffer(bytes.data().data(), length), error);
    if (!error && !parser.is_header_done())
        error = BeastError::bad_line_ending;
    if (error)
        return problemOf(error, text());
    const auto& message = parser.get();
    if (static_cast<std::size_t>(std::distance(message.begin(), message.end())) > limits.fieldsMost)
        return Problem("header_too_large", "The header has too many fields.");
    head.method = std::string(message.method_string());
    head.target = std::string(message.target());
    head.http10 = message.version() == 10;
    head.keepAlive = parser.keep_alive();
    for (const auto& field : message)
        head.fields.emplace_back(field.name_string(), field.value());
    try {
        frame(head);
    } catch (const Problem& problem) {
        return problem;
    }
    return std::nullopt;
}

RequestReader::Step RequestReader::advanceHead()
{
    Parts& parts = *parts_;
    const std::size_t length = parts.scan.scan(parts.text());
    if (parts.scan.isBad())
        return refuse({"malformed", "The header has a line or a character that HTTP does not have."});
    if (length > parts.limits.headBytesMost || parts.scan.scanned() >= parts.limits.headBytesMost)
        return refuse({"header_too_large", "The header is longer than this server reads."});
    if (length == 0)
        return Step::NeedsMore;
    if (auto problem = parts.readHead(length))
        return refuse(std::move(*problem));
    constexpr std::size_t kRemembered = 1024;
    parts.headBytes.assign(parts.text().substr(0, length <= kRemembered ? length : 0));
    parts.bytes.consume(length);
    parts.phase = Parts::Phase::Body;
    limitBody(kDefaultBodyMost);
    return Step::Head;
}

void RequestReader::limitBody(std::size_t bytesMost) { parts_->bodyMost = bytesMost; }

RequestReader::Step RequestReader::advanceBody()
{
    Parts& parts = *parts_;
    if (parts.head.chunked) {
        parts.bytes.consume(parts.chunks.take(parts.text(), parts.body, parts.bodyMost));
        switch (parts.chunks.verdict()) {
        case ChunkReader::Verdict::NeedsMore:
            return Step::NeedsMore;
        case ChunkReader::Verdict::Malformed:
            return refuse({"malformed", "The body's chunks are not as they must be."});
        case ChunkReader::Verdict::TooLarge:
            return refuse(tooLarge(parts.bodyMost));
        case ChunkReader::Verdict::Whole:
            break;
        }
    } else {
        if (parts.head.length > parts.bodyMost)
            return refuse(tooLarge(parts.bodyMost));
        const auto left = static_cast<std::size_t>(parts.head.length) - parts.body.size();
        parts.body.append(parts.text().substr(0, left));
        parts.bytes.consume(std::min(left, parts.bytes.size()));
        if (parts.body.size() < parts.head.length)
            return Step::NeedsMore;
    }
    parts.phase = Parts::Phase::Whole;
    return Step::Whole;
}

} // namespace ace::server::http
