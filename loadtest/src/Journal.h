// SPDX-License-Identifier: MIT
#pragma once

#include "Facts.h"

#include <ace/base/Batcher.h>
#include <ace/base/Result.h>

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <variant>

namespace ace::loadtest {

// A file of facts, a JSON object to a line, only ever appended to. Thread-safe.
//
//   stock           type, available       when a sale began
//   order_attempt   key, body             before the request leaves
//   order           key, body_sha256, code, total, currency, change, tickets
//   order_refused   key, code
//   scan_attempt    nonce, body
//   scan            nonce, result, reason, ticket, first_scan_at, first_scan_gate
//
// An acknowledged fact is on the disk when its call returns; callers that come together share a sync.
class Journal
{
public:
    // Makes the file, or goes on after its last whole line.
    static Result<std::unique_ptr<Journal>> open(const std::filesystem::path& file);
    ~Journal();

    Result<void> noteStock(const std::string& type, std::int64_t available);
    Result<void> attemptOrder(const std::string& key, const std::string& body);
    Result<void> acknowledge(const std::string& key, const std::string& body, const SoldOrder& sold);
    Result<void> acknowledgeRefusal(const std::string& key, const std::string& code);
    Result<void> attemptScan(const std::string& nonce, const std::string& body);
    Result<void> acknowledge(const std::string& nonce, const ScanVerdict& verdict);

private:
    explicit Journal(int descriptor);
    Result<void> note(const std::string& line);
    Result<void> keep(std::string line);
    Result<void> append(std::string_view text);

    int descriptor_;
    Batcher<std::string, std::monostate> batcher_; // thread "ace-journal"
};

} // namespace ace::loadtest
