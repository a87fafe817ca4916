// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/kit/StationIdentity.h>

#include <string>
#include <string_view>

namespace ace::kit {

// What somebody typed or scanned to pair a station: the address that a pairing QR code holds (the code after
// '#', or as ?code=), or the code alone where the server is known.
struct PairingText
{
    std::string serverUrl;
    std::string code;

    // Invalid: no code, or no server, or another one than `knownServer`, where one is known.
    static Result<PairingText> parse(std::string_view text, const std::string& knownServer);
};

// Makes a machine a station: shows the server the public half of the key that waits in `store`, and keeps
// what the server answers there. Once a call; asks for as long as ServerAccess says.
class Pairing
{
public:
    struct Parts
    {
        const IdentityStore& store;
        const Clock& clock;
        IdSource& ids;
        std::string caFile; // for https; empty: what this machine trusts
    };

    explicit Pairing(const Parts& parts) : parts_(parts) {}

    // Invalid: the server does not know the code (any more), or it is for another kind of station and stays
    // good, or this machine is paired with another server. After a lost answer the same text pairs.
    Result<StationIdentity> pair(const PairingText& text, StationKind wanted) const;

private:
    Parts parts_;
};

} // namespace ace::kit
