// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Log.h>
#include <ace/box-office/BoxOffice.h>
#include <ace/server/http/Router.h>

namespace ace::server::webhooks {

// POST /webhooks/payment/{method}: what the vendor of a way to pay tells us, as it came, up to 1 MiB.
//   200  what it means for an order of ours is promised on record; or it is about none of ours
//   400  it is not what it claims to be: its signature is wrong
//   404  there is no such way to pay
//   5xx  it is not kept: to be sent again
// The router, the box office and the log outlive each other's use.
void addPaymentRoute(http::Router& router, boxoffice::BoxOffice& boxOffice, Log& log);

} // namespace ace::server::webhooks
