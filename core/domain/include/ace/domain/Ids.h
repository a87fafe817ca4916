// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Id.h>

#include <cstdint>

namespace ace::inline domain {

using EventId = Id<struct EventTag>;
using QuotaId = Id<struct QuotaTag>;
using TicketTypeId = Id<struct TicketTypeTag>;
using ZoneId = Id<struct ZoneTag>;
using GateId = Id<struct GateTag>;
using OrderId = Id<struct OrderTag>;
using TicketId = Id<struct TicketTag>;
using PaymentId = Id<struct PaymentTag>;
using ScanId = Id<struct ScanTag>;
using JobId = Id<struct JobTag>;
using VoucherId = Id<struct VoucherTag>;
using RefundId = Id<struct RefundTag>;
using TillId = Id<struct TillTag>;
using TillSessionId = Id<struct TillSessionTag>;
using AllotmentId = Id<struct AllotmentTag>;
using WebhookId = Id<struct WebhookTag>;
using StaffId = Id<struct StaffTag>;
using StationId = Id<struct StationTag>;
using TimeEntryId = Id<struct TimeEntryTag>;

using KeyId = std::uint32_t; // of a signing key; unique across events, never 0

} // namespace ace::inline domain
