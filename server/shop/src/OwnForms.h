// SPDX-License-Identifier: MIT
#pragma once

#include "Pages.h"

namespace ace::server::shop {

// A form is taken only from a page of this shop, so that no other site fills a visitor's cart or orders in
// their name. Judged by Sec-Fetch-Site (W3C Fetch Metadata) and Origin (RFC 6454), which pages cannot forge.
// Throws Problem forbidden.
void requireOwnForm(const Services& services, const Request& request);

} // namespace ace::server::shop
