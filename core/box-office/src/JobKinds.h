// SPDX-License-Identifier: MIT
#pragma once

namespace ace::boxoffice {

// What this component promises in the outbox, by the names of the jobs.
inline constexpr const char* kSettleOrder = "settle-order";     // an order: ask what became of its payment
inline constexpr const char* kReviewOrder = "review-order";     // an order: and of its money since
inline constexpr const char* kSettleRefund = "settle-refund";   // a refund: see Payback.h
inline constexpr const char* kDeliverNotice = "deliver-notice"; // a refund: its customer is told

} // namespace ace::boxoffice
