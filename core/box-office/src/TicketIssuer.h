// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Id.h>
#include <ace/domain/catalog/EventSetup.h>
#include <ace/domain/sales/OrderRecord.h>
#include <ace/sdk/storage/Storage.h>
#include <ace/ticketing/Signing.h>

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace ace::boxoffice {

// Makes the signed tickets of an order. Keeps the expanded signing keys that it has used. Thread-safe.
class TicketIssuer
{
public:
    TicketIssuer(sdk::Storage& storage, IdSource& ids) : storage_(storage), ids_(ids) {}

    // One ticket for each piece of each line, in their order.
    Result<std::vector<Ticket>> issue(const EventSetup& setup, const Order& order);
    // Of one type, of no order yet.
    Result<std::vector<Ticket>> issueFor(const EventSetup& setup, TicketTypeId type, std::int32_t count);

private:
    Result<std::shared_ptr<const ticketing::Signer>> signerOf(const EventSetup& setup);

    sdk::Storage& storage_;
    IdSource& ids_;
    std::mutex mutex_;
    std::map<KeyId, std::shared_ptr<const ticketing::Signer>>
        signers_; // shared with the calls that sign with it
};

} // namespace ace::boxoffice
