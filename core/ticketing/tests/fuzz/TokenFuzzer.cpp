// SPDX-License-Identifier: MIT
// libFuzzer on what a gate reads. Whatever comes in: no crash, one spelling for each token, and nothing is
// accepted that this program did not sign itself. The first byte picks what the rest is: raw text, or an edit
// of a good token.
#include <ace/ticketing/Signing.h>
#include <ace/ticketing/Token.h>
#include <ace/ticketing/TokenCheck.h>

#include <cstdlib>
#include <set>
#include <string>

using namespace ace;
using namespace ace::ticketing;

namespace {

struct World
{
    World()
    {
        for (KeyId id : {7u, 8u}) {
            SigningSeed seed{id, {}};
            seed.seed.fill(static_cast<std::uint8_t>(id));
            EventSetup& event = events[id - 7];
            event.event.id = EventId{Uuid{{static_cast<std::uint8_t>(id)}}};
            event.keys.push_back({id, event.event.id, KeyState::Active, publicKeyOf(seed)});
            for (std::uint8_t n = 0; n < 16; ++n) {
                Token token;
                token.ticket = TicketId{Uuid{{n}}};
                token.validFrom = 1000;
                token.validUntil = 2000;
                Signer(seed).sign(token);
                good.push_back(encode(toBytes(token)));
            }
        }
    }

    KeyOwner ownerOf(KeyId id) const
    {
        for (const EventSetup& event : events)
            if (event.keys.front().id == id)
                return {&event, &event.keys.front()};
        return {};
    }

    EventSetup events[2];
    std::vector<std::string> good;
};

void require(bool condition)
{
    if (!condition)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const World world;
    if (size == 0)
        return 0;
    std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (data[0] & 1) { // (position, character) pairs over a good token
        std::string edited = world.good[(data[0] >> 1) % world.good.size()];
        for (std::size_t i = 0; i + 1 < text.size(); i += 2)
            edited[static_cast<std::uint8_t>(text[i]) % edited.size()] = text[i + 1];
        text = std::move(edited);
    }
    const auto bytes = decode(text);
    require(!bytes || encode(*bytes) == text);
    const auto ownerOf = [](KeyId id) { return world.ownerOf(id); };
    const auto finding = checkToken(text, ownerOf, world.events[0].event.id, Direction::Entry,
                                    Instant(std::chrono::seconds(1500)));
    const bool ours = std::find(world.good.begin(), world.good.end(), text) != world.good.end();
    require(finding.token.has_value() == ours);
    require(ours || finding.refused.has_value());
    return 0;
}
