// SPDX-License-Identifier: MIT
// Drafts and setups as tests say them: anOrder(event, ids).of("General", 2).withKey("order-1").held(until).
#pragma once

#include <ace/base/Id.h>
#include <ace/sdk/storage/Storage.h>

#include <string>
#include <string_view>

namespace ace::test {

// Two quotas ("main" of `size`, "workshop" of 5), the types "General" (main; opens the hall), "Combined"
// (main and workshop; hall and workshop) and "Season" (main; unlimited entries), the gates "North gate" to
// the hall and "Side door" to the workshop for Combined only.
EventSetup anEvent(IdSource& ids, std::string_view slug = "open-air", std::int64_t size = 100);

SigningKey aKey(const EventSetup& event, KeyId id);

class OrderBuilder
{
public:
    OrderBuilder(const EventSetup& event, IdSource& ids);

    OrderBuilder& of(std::string_view type, std::int32_t quantity);
    OrderBuilder& withKey(std::string_view key, std::string_view body = "body",
                          std::string_view scope = "counter");
    OrderBuilder& withJob(std::string_view kind = "deliver-order");

    sdk::OrderDraft sold(); // paid in cash, with its tickets
    sdk::OrderDraft held(Instant until);

private:
    sdk::OrderDraft& price();

    const EventSetup& event_;
    IdSource& ids_;
    sdk::OrderDraft draft_;
};

inline OrderBuilder anOrder(const EventSetup& event, IdSource& ids) { return {event, ids}; }

// What pays the held order: its tickets and the confirmed payment.
sdk::OrderDraft settlementOf(const sdk::OrderDraft& held, IdSource& ids);

class ScanBuilder
{
public:
    ScanBuilder(const EventSetup& event, IdSource& ids);

    ScanBuilder& of(TicketId ticket);
    ScanBuilder& ofRaw(std::string_view raw); // a token that named none of ours
    ScanBuilder& at(std::string_view gate);
    ScanBuilder& leaving();
    ScanBuilder& withNonce(std::string_view nonce, std::string_view body = "body",
                           std::string_view scope = "gate");
    ScanBuilder& refusedFor(Reason reason);
    ScanBuilder& withoutAccess(Reason reason);
    ScanBuilder& withEntries(std::int32_t entries);
    ScanBuilder& when(Instant scannedAt);

    operator sdk::ScanDraft() const { return draft_; }

private:
    const EventSetup& event_;
    sdk::ScanDraft draft_;
};

inline ScanBuilder aScan(const EventSetup& event, IdSource& ids) { return {event, ids}; }

} // namespace ace::test
