// SPDX-License-Identifier: MIT
#include "Journal.h"

#include <ace/base/Bytes.h>

#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ace::loadtest {

namespace {

using nlohmann::json;

Failure systemFailure(const char* what, const std::filesystem::path& file = {})
{
    return failure(ErrorCode::Internal, std::string(what) + ": " + std::strerror(errno), file.string());
}

// A crash may have left half a line; the next fact must start a new one.
bool dropTornLine(int descriptor)
{
    off_t end = ::lseek(descriptor, 0, SEEK_END);
    char last = '\n';
    while (end > 0 && ::pread(descriptor, &last, 1, end - 1) == 1 && last != '\n')
        --end;
    return ::ftruncate(descriptor, end) == 0;
}

} // namespace

Result<std::unique_ptr<Journal>> Journal::open(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return systemFailure("cannot be opened", file);
    std::unique_ptr<Journal> journal(new Journal(descriptor));
    if (!dropTornLine(descriptor))
        return systemFailure("cannot be written", file);
    return journal;
}

Journal::Journal(int descriptor)
    : descriptor_(descriptor),
      batcher_("ace-journal", 1024, 65536, [this](std::span<const std::string> lines) {
          std::string text;
          for (const std::string& line : lines)
              text += line;
          Result<void> done = append(text);
          if (done && ::fdatasync(descriptor_) != 0)
              done = systemFailure("the journal cannot be synced");
          std::vector<Result<std::monostate>> answers(lines.size());
          if (!done)
              for (auto& answer : answers)
                  answer = Failure(done.error());
          return answers;
      })
{
}

Journal::~Journal()
{
    ::close(descriptor_); // nobody is in the batcher: its callers wait, and none is left
}

Result<void> Journal::append(std::string_view text)
{
    // One write: with O_APPEND the lines of two threads cannot mix.
    if (::write(descriptor_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        return systemFailure("the journal cannot be written");
    return {};
}

Result<void> Journal::note(const std::string& line) { return append(line); }

Result<void> Journal::keep(std::string line)
{
    auto done = batcher_.submit(std::move(line));
    if (!done)
        return failure(std::move(done));
    return {};
}

Result<void> Journal::noteStock(const std::string& type, std::int64_t available)
{
    return note(json{{"what", "stock"}, {"type", type}, {"available", available}}.dump() + "\n");
}

Result<void> Journal::attemptOrder(const std::string& key, const std::string& body)
{
    return note(json{{"what", "order_attempt"}, {"key", key}, {"body", body}}.dump() + "\n");
}

Result<void> Journal::acknowledge(const std::string& key, const std::string& body, const SoldOrder& sold)
{
    json tickets = json::array();
    for (const SoldTicket& ticket : sold.tickets)
        tickets.push_back(
            {{"id", ticket.id}, {"type", ticket.type}, {"token", ticket.token}, {"pdf", ticket.pdf}});
    return keep(json{{"what", "order"},
                     {"key", key},
                     {"body_sha256", toHex(sha256(body))},
                     {"code", sold.code},
                     {"total", sold.total},
                     {"currency", sold.currency},
                     {"change", sold.change},
                     {"tickets", std::move(tickets)}}
                    .dump() +
                "\n");
}

Result<void> Journal::acknowledgeRefusal(const std::string& key, const std::string& code)
{
    return keep(json{{"what", "order_refused"}, {"key", key}, {"code", code}}.dump() + "\n");
}

Result<void> Journal::attemptScan(const std::string& nonce, const std::string& body)
{
    return note(json{{"what", "scan_attempt"}, {"nonce", nonce}, {"body", body}}.dump() + "\n");
}

Result<void> Journal::acknowledge(const std::string& nonce, const ScanVerdict& verdict)
{
    return keep(json{{"what", "scan"},
                     {"nonce", nonce},
                     {"result", verdict.result},
                     {"reason", verdict.reason},
                     {"ticket", verdict.ticket},
                     {"first_scan_at", verdict.firstScanAt},
                     {"first_scan_gate", verdict.firstScanGate}}
                    .dump() +
                "\n");
}

} // namespace ace::loadtest
