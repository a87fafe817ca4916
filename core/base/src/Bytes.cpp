// SPDX-License-Identifier: MIT
#include <ace/base/Bytes.h>

#include <sodium.h>

namespace ace::inline base {

namespace {

const unsigned char* raw(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

Digest sha256(std::string_view data)
{
    Digest digest;
    crypto_hash_sha256(digest.data(), raw(data), data.size());
    return digest;
}

Digest hmacSha256(std::span<const std::uint8_t, 32> key, std::string_view data)
{
    Digest digest;
    crypto_auth_hmacsha256(digest.data(), raw(data), data.size(), key.data());
    return digest;
}

Digest hmacSha256(std::string_view key, std::string_view data)
{
    Digest digest;
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, raw(key), key.size());
    crypto_auth_hmacsha256_update(&state, raw(data), data.size());
    crypto_auth_hmacsha256_final(&state, digest.data());
    return digest;
}

bool equalInConstantTime(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace ace::inline base
