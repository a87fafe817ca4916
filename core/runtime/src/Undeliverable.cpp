// SPDX-License-Identifier: MIT
#include "Undeliverable.h"

namespace ace::runtime {

Result<void> markUndeliverable(sdk::Storage& storage, const Clock& clock, OrderId order,
                               const std::string& email)
{
    return storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        const auto record = access.orders.find(order);
        if (record && access.orders.setUndeliverable(order, email, clock.now()))
            access.audit.append(
                {clock.now(), {}, "order.undeliverable", "order:" + record->order.code, "{}"});
        return {};
    });
}

} // namespace ace::runtime
