// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/sdk/storage/Storage.h>

namespace ace::runtime {

// Mail to that address of the order was refused for good: the order is marked, and the audit log has it,
// without the address. Nothing happens where that is known, or the order has another address by now.
Result<void> markUndeliverable(sdk::Storage& storage, const Clock& clock, OrderId order,
                               const std::string& email);

} // namespace ace::runtime
