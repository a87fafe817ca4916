// SPDX-License-Identifier: MIT
#pragma once

#include <ace/reporting/Reporting.h>

#include <optional>
#include <string>

namespace ace::server::api {

// The window as it was asked for; none: without that end.
struct AskedWindow
{
    std::optional<Instant> from;
    std::optional<Instant> until;
};

std::string renderReport(const reporting::SalesReport& report, const AskedWindow& asked);
std::string renderReport(const reporting::EntryReport& report, const AskedWindow& asked);

} // namespace ace::server::api
