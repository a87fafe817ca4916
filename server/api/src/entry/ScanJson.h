// SPDX-License-Identifier: MIT
#pragma once

#include <ace/admission/Admission.h>

#include <ace/server/http/Problem.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ace::server::api {

// The body of POST /api/v1/scans, with its hash; scope and scanner are the caller's. Throws Problem
// `malformed`.
admission::ScanRequest parseScan(std::string_view body);

std::string renderScan(const admission::ScanAnswer& answer);

// One of a batch: what cannot be read is answered, and holds up none of the others.
struct UnreadScan
{
    std::optional<std::string> nonce; // where that much could be read
    http::Problem problem;
};
using BatchedScan = std::variant<admission::ScanRequest, UnreadScan>;

constexpr std::size_t kBatchMost = 500;

// With the staff that each names. Throws Problem `malformed` where there is no batch at all, or more than
// kBatchMost scans.
std::vector<BatchedScan> parseScanBatch(std::string_view body);

// A batch's answer, a scan after the other in its order.
class BatchAnswer
{
public:
    BatchAnswer();
    ~BatchAnswer();
    void add(const std::string& nonce, const admission::ScanAnswer& answer);
    void add(const std::optional<std::string>& nonce, const http::Problem& problem);
    std::string render() const;

private:
    struct Rows;
    std::unique_ptr<Rows> rows_;
};

} // namespace ace::server::api
