// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ace::cli {

// What a mail says that came to the bounce address (RFC 3464: multipart/report with a delivery status).
struct BounceMessage
{
    bool failed = false; // for good, for at least one recipient; a delay is no failure
    // That name the mail which did not arrive, as far as the report goes: from its headers in the report,
    // from Original-Message-ID, In-Reply-To and References.
    std::vector<std::string> messageIds;

    static BounceMessage parse(std::string_view mail); // takes any text
};

} // namespace ace::cli
