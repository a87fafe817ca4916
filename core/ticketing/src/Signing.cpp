// SPDX-License-Identifier: MIT
#include <ace/ticketing/Signing.h>

#include <sodium.h>

namespace ace::ticketing {

std::array<std::uint8_t, 32> publicKeyOf(const SigningSeed& seed)
{
    std::array<std::uint8_t, 32> publicKey{};
    std::array<std::uint8_t, 64> secretKey{};
    crypto_sign_seed_keypair(publicKey.data(), secretKey.data(), seed.seed.data());
    sodium_memzero(secretKey.data(), secretKey.size());
    return publicKey;
}

Signer::Signer(const SigningSeed& seed) : keyId_(seed.id)
{
    std::array<std::uint8_t, 32> publicKey{};
    crypto_sign_seed_keypair(publicKey.data(), secretKey_.data(), seed.seed.data());
}

Signer::~Signer() { sodium_memzero(secretKey_.data(), secretKey_.size()); }

void Signer::sign(Token& token) const
{
    token.key = keyId_;
    const auto claim = claimOf(token);
    crypto_sign_detached(token.signature.data(), nullptr, claim.data(), claim.size(), secretKey_.data());
}

bool isSignedBy(const Token& token, const SigningKey& key)
{
    const auto claim = claimOf(token);
    return crypto_sign_verify_detached(token.signature.data(), claim.data(), claim.size(),
                                       key.publicKey.data()) == 0;
}

} // namespace ace::ticketing
