// SPDX-License-Identifier: MIT
#pragma once

#include "TestSupport.h"

#include <ace/ticketing/Signing.h>
#include <ace/ticketing/Token.h>
#include <ace/ticketing/TokenCheck.h>

#include <sodium.h>

#include <map>

namespace ace::ticketing {

// Two events with a key each, and a token of the first.
class TokenFixture : public CppUnit::TestFixture
{
public:
    static constexpr std::uint32_t kFrom = 1'800'000'000;
    static constexpr std::uint32_t kUntil = 1'800'003'600;

    void setUp() override
    {
        CPPUNIT_ASSERT(sodium_init() >= 0);
        for (KeyId id : {101u, 202u}) {
            SigningSeed seed{id, {}};
            seed.seed.fill(static_cast<std::uint8_t>(id));
            seeds_[id] = seed;
            EventSetup& event = events_[id];
            event.event.id = EventId{Uuid{{static_cast<std::uint8_t>(id)}}};
            event.keys.push_back({id, event.event.id, KeyState::Active, publicKeyOf(seed)});
        }
        token_.ticket = TicketId{Uuid{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}}};
        token_.typeNumber = 7;
        token_.validFrom = kFrom;
        token_.validUntil = kUntil;
        Signer(seeds_[101]).sign(token_);
    }

    std::string text() const { return encode(toBytes(token_)); }

    TokenFinding check(std::string_view text, std::uint32_t second = kFrom,
                       Direction direction = Direction::Entry) const
    {
        const auto ownerOf = [this](KeyId id) {
            const auto found = events_.find(id);
            return found == events_.end() ? KeyOwner{}
                                          : KeyOwner{&found->second, &found->second.keys.front()};
        };
        return checkToken(text, ownerOf, events_.at(101).event.id, direction,
                          Instant(std::chrono::seconds(second)));
    }

    void mustRefuse(Reason reason, std::string_view text, std::uint32_t second = kFrom) const
    {
        const TokenFinding finding = check(text, second);
        CPPUNIT_ASSERT_MESSAGE("accepted: " + std::string(text), finding.refused.has_value());
        CPPUNIT_ASSERT_EQUAL(std::string(name(reason)), std::string(name(*finding.refused)));
    }

protected:
    std::map<KeyId, SigningSeed> seeds_;
    std::map<KeyId, EventSetup> events_;
    Token token_;
};

} // namespace ace::ticketing
