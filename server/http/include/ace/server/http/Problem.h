// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ace::server::http {

// Every way in which this server says no, once: code → status. GET /problems/<code> explains it.
struct ProblemKind
{
    std::string_view code;
    int status;
    std::string_view title;
    std::string_view meaning; // for whoever wrote the client
};

std::span<const ProblemKind> problemKinds();
const ProblemKind* findProblemKind(std::string_view code); // null: no such code

using Headers = std::vector<std::pair<std::string, std::string>>;

// A refusal of one request, RFC 9457. What a handler throws; the wall (Site) answers it.
class Problem : public std::exception
{
public:
    // `code` must be one of problemKinds(). `detail` is for people and is shown as it is.
    Problem(std::string_view code, std::string detail, Headers headers = {});

    const ProblemKind& kind() const { return *kind_; }
    const std::string& detail() const { return detail_; }
    const Headers& headers() const { return headers_; } // that the answer must carry: Allow, Retry-After
    const std::string& cause() const { return cause_; } // for the log only; may be empty
    Problem&& because(std::string cause) &&;
    const char* what() const noexcept override { return detail_.c_str(); }

private:
    const ProblemKind* kind_;
    std::string detail_;
    Headers headers_;
    std::string cause_;
};

} // namespace ace::server::http
