// SPDX-License-Identifier: MIT
#pragma once

#include "PaymentWorld.h"

namespace ace::server {

// Waits until all that Stripe had to tell is told and all that the record promises is done. Nothing may have
// been given up.
void waitUntilSettled(PaymentWorld& world);

// The record against Stripe's own books and the mails that went out:
//   - what an order has paid less what went back is what Stripe has charged less what it gave back, is its
//     total where it is paid, and nothing where it is not; Stripe has charged no order twice
//   - who has paid has all tickets, valid, and one mail with them; nobody else has either
//   - quotas hold what paid and pending orders have taken, and no more
//   - what `ace audit verify` checks
void ledgerAddsUp(PaymentWorld& world);

} // namespace ace::server
