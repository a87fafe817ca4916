// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Money.h>
#include <ace/base/Result.h>
#include <ace/domain/catalog/Event.h>
#include <ace/domain/entry/Verdict.h>
#include <ace/domain/sales/Order.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::reporting {

// What was sold, by ticket type and channel. Canceled tickets stay in `tickets` and in the money; what went
// back is in `refunded`.
struct SalesReport
{
    struct Line
    {
        TicketTypeId type;
        std::string typeName;
        Channel channel = Channel::Web;
        std::int64_t tickets = 0;
        std::int64_t canceled = 0;
        Money gross; // all-in
        Money tax;
        Money net; // gross − tax
    };

    std::string event; // slug
    TimeWindow window; // of the orders and refunds
    std::vector<Line> lines;
    std::int64_t tickets = 0;
    std::int64_t canceled = 0;
    Money gross;
    Money tax;
    Money net;
    Money refunded;
    Money kept; // gross − refunded
};

// What the gates answered.
struct EntryReport
{
    struct Line
    {
        GateId gate;
        std::string gateName;
        Direction direction = Direction::Entry;
        std::optional<Reason> reason; // none: admitted
        std::int64_t scans = 0;
    };

    std::string event; // slug
    TimeWindow window; // of the scans
    std::vector<Line> lines;
    std::int64_t scans = 0;
    std::int64_t admitted = 0;
};

// Reads the record and writes nothing. Thread-safe. NotFound: there is no such event. Any call may answer
// Offline.
class Reporting
{
public:
    virtual ~Reporting() = default;
    virtual Result<SalesReport> sales(std::string_view eventSlug, const TimeWindow& window) = 0;
    virtual Result<EntryReport> entries(std::string_view eventSlug, const TimeWindow& window) = 0;
};

// RFC 4180 with a line of headings; amounts in minor units. No cell is a formula.
std::string toCsv(const SalesReport& report);
std::string toCsv(const EntryReport& report);

} // namespace ace::reporting
