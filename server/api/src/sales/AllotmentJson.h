// SPDX-License-Identifier: MIT
#pragma once

#include <ace/box-office/Allotments.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ace::server::api {

struct LeaseBody
{
    TicketTypeId type;
    std::int32_t quantity = 0;
};
struct WriteOffBody
{
    std::vector<TicketId> tickets; // empty: all that are still leased
    std::string reason;
};

LeaseBody parseLease(std::string_view body); // throws Problem `malformed`, as the others
std::vector<TicketId> parseLeasedChoice(std::string_view body);
WriteOffBody parseWriteOff(std::string_view body);
std::string renderAllotment(const Allotment& allotment);
std::string renderAllotmentSummary(const boxoffice::AllotmentSummary& allotment);

} // namespace ace::server::api
