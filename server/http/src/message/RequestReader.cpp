// SPDX-License-Identifier: MIT
#include "RequestReader.h"

#include "Framing.h"
#include "HeadScan.h"

#include <ace/base/Assert.h>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace ace::server::http {

namespace {

namespace beast = boost::beast;
using BeastError = beast::http::error;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr std::size_t kChunkLineMost = 256;
constexpr std::size_t kDefaultBodyMost = 1u << 20;

// 505 is for a version that is one; the rest of what Beast calls a bad version is no HTTP.
bool namesAVersion(std::string_view head)
{
    const std::string_view line = head.substr(0, head.find('\r'));
    const std::string_view last = line.substr(line.rfind(' ') + 1);
    const auto isDigit = [&](std::size_t at) { return last[at] >= '0' && last[at] <= '9'; };
    return last.size() == 8 && last.starts_with("HTTP/") && isDigit(5) && last[6] == '.' && isDigit(7);
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
    std::optional<Parser> parser;
    Phase phase = Phase::Head;
    RequestHead head;
    std::size_t fieldCount = 0;
    std::size_t bodyMost = 0;
    std::optional<Problem> refusal;

    explicit Parts(ReaderLimits given) : limits(given) {}

    std::string_view text() const { return {static_cast<const char*>(bytes.data().data()), bytes.size()}; }
    std::size_t countFields() const
    {
        return static_cast<std::size_t>(std::distance(parser->get().begin(), parser->get().end()));
    }
    // A chunk extension says nothing that we read, but parsers differ on where it ends.
    struct NoExtension
    {
        void operator()(std::uint64_t, beast::string_view extension, beast::error_code& error) const
        {
            if (!extension.empty())
                error = BeastError::bad_chunk_extension;
        }
    };
    NoExtension noExtension; // the parser keeps a reference

    void copyHead();
    beast::error_code parseHead(std::size_t length);
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
std::string RequestReader::takeBody() { return std::move(parts_->parser->get().body()); }

void RequestReader::releaseMemory()
{
    parts_->parser.reset();
    parts_->head = {};
    parts_->bytes.shrink_to_fit();
}

void RequestReader::next()
{
    parts_->scan = {};
    parts_->parser.reset();
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

void RequestReader::Parts::copyHead()
{
    const auto& message = parser->get();
    head.method = std::string(message.method_string());
    head.target = std::string(message.target());
    head.http10 = message.version() == 10;
    head.keepAlive = parser->keep_alive();
    head.fields.reserve(fieldCount);
    for (const auto& field : message)
        head.fields.emplace_back(field.name_string(), field.value());
}

beast::error_code RequestReader::Parts::parseHead(std::size_t length)
{
    parser.emplace();
    parser->header_limit(static_cast<std::uint32_t>(limits.headBytesMost));
    parser->body_limit(boost::none); // the route's limit comes after the head
    parser->on_chunk_header(noExtension);
    beast::error_code error;
    parser->put(boost::asio::const_buffer(bytes.data().data(), length), error);
    if (!error && !parser->is_header_done())
        error = BeastError::bad_line_ending;
    return error;
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
    if (const auto error = parts.parseHead(length))
        return refuse(problemOf(error, parts.text()));
    parts.fieldCount = parts.countFields();
    if (parts.fieldCount > parts.limits.fieldsMost)
        return refuse({"header_too_large", "The header has too many fields."});
    parts.copyHead();
    parts.bytes.consume(length);
    try {
        frame(parts.head);
    } catch (const Problem& problem) {
        return refuse(problem);
    }
    parts.phase = Parts::Phase::Body;
    limitBody(kDefaultBodyMost);
    return Step::Head;
}

void RequestReader::limitBody(std::size_t bytesMost)
{
    parts_->bodyMost = bytesMost;
    parts_->parser->body_limit(bytesMost);
}

RequestReader::Step RequestReader::advanceBody()
{
    Parts& parts = *parts_;
    if (parts.head.length > parts.bodyMost)
        return refuse(tooLarge(parts.bodyMost));
    while (!parts.parser->is_done() && parts.bytes.size() > 0) {
        beast::error_code error;
        const std::size_t taken = parts.parser->put(parts.bytes.data(), error);
        parts.bytes.consume(taken);
        if (error == BeastError::need_more) {
            if (parts.head.chunked && parts.bytes.size() > kChunkLineMost)
                return refuse({"malformed", "A chunk's line has no end."});
            return Step::NeedsMore;
        }
        if (error == BeastError::body_limit)
            return refuse(tooLarge(parts.bodyMost));
        if (error)
            return refuse({"malformed", "The body is not what its header says: " + error.message() + "."});
    }
    if (!parts.parser->is_done())
        return Step::NeedsMore;
    // Beast puts trailers among the fields of the head: a Cookie by the back door.
    if (parts.countFields() != parts.fieldCount)
        return refuse({"malformed", "Fields after the body are not taken."});
    parts.phase = Parts::Phase::Whole;
    return Step::Whole;
}

} // namespace ace::server::http
