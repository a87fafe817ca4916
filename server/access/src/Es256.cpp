// SPDX-License-Identifier: MIT
#include "Es256.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/objects.h>
#include <openssl/pem.h>

#include <array>
#include <memory>
#include <string>

namespace ace::server::access {

namespace {

template <auto Free> struct Freed
{
    void operator()(auto* object) const { Free(object); }
};
using BioPtr = std::unique_ptr<BIO, Freed<BIO_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContextPtr = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContextPtr = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using SignaturePtr = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

constexpr std::size_t kPemMost = 1024;
constexpr int kHalf = 32;

KeyPtr readP256(std::string_view pem)
{
    if (pem.size() > kPemMost)
        return nullptr;
    const BioPtr memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    KeyPtr key(memory ? PEM_read_bio_PUBKEY(memory.get(), nullptr, nullptr, nullptr) : nullptr);
    std::array<char, 32> group{};
    std::size_t length = 0;
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_EC ||
        EVP_PKEY_get_group_name(key.get(), group.data(), group.size(), &length) != 1 ||
        std::string_view(group.data(), length) != SN_X9_62_prime256v1)
        return nullptr;
    return key;
}

// OpenSSL takes signatures as DER.
std::string asDer(std::string_view signature)
{
    const auto* bytes = reinterpret_cast<const unsigned char*>(signature.data());
    const SignaturePtr parts(ECDSA_SIG_new());
    BIGNUM* r = BN_bin2bn(bytes, kHalf, nullptr);
    BIGNUM* s = BN_bin2bn(bytes + kHalf, kHalf, nullptr);
    if (!parts || !r || !s || ECDSA_SIG_set0(parts.get(), r, s) != 1) {
        BN_free(r);
        BN_free(s);
        return {};
    }
    const int length = i2d_ECDSA_SIG(parts.get(), nullptr);
    std::string der(static_cast<std::size_t>(std::max(length, 0)), '\0');
    auto* out = reinterpret_cast<unsigned char*>(der.data());
    return length > 0 && i2d_ECDSA_SIG(parts.get(), &out) == length ? der : std::string();
}

} // namespace

bool isP256PublicKey(std::string_view pem)
{
    const KeyPtr key = readP256(pem);
    const KeyContextPtr context(key ? EVP_PKEY_CTX_new(key.get(), nullptr) : nullptr);
    return context && EVP_PKEY_public_check(context.get()) == 1; // on the curve, and not at infinity
}

bool verifyEs256(std::string_view pem, std::string_view message, std::string_view signature)
{
    const KeyPtr key = readP256(pem);
    if (!key || signature.size() != 2 * kHalf)
        return false;
    const std::string der = asDer(signature);
    const DigestContextPtr context(EVP_MD_CTX_new());
    return !der.empty() && context &&
           EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(der.data()), der.size(),
                            reinterpret_cast<const unsigned char*>(message.data()), message.size()) == 1;
}

} // namespace ace::server::access
