// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/catalog/SigningKey.h>
#include <ace/ticketing/Token.h>

namespace ace::ticketing {

// Ed25519 (RFC 8032) by libsodium. Both take tens of microseconds: never inside a transaction.

// The key pair of a seed.
std::array<std::uint8_t, 32> publicKeyOf(const SigningSeed& seed);

// Signs; expanding the seed costs as much as signing, so it is done once.
class Signer
{
public:
    explicit Signer(const SigningSeed& seed);
    ~Signer(); // wipes the key
    Signer(const Signer&) = delete;
    Signer& operator=(const Signer&) = delete;

    KeyId keyId() const { return keyId_; }
    void sign(Token& token) const; // sets key and signature

private:
    KeyId keyId_;
    std::array<std::uint8_t, 64> secretKey_{};
};

// True only for the one signature that RFC 8032 makes: S < L, no small-order point.
bool isSignedBy(const Token& token, const SigningKey& key);

} // namespace ace::ticketing
