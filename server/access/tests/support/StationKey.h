// SPDX-License-Identifier: MIT
// A station's key pair, and JWTs as a station makes them, or as nobody should.
#pragma once

#include <ace/base/Bytes.h>

#include <openssl/bio.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace ace::test {

class StationKey
{
public:
    StationKey() : StationKey(EVP_EC_gen("P-256")) {}
    static StationKey onCurve(const char* curve) { return StationKey(EVP_EC_gen(curve)); }
    static StationKey ofRsa() { return StationKey(EVP_RSA_gen(2048)); }

    std::string publicPem() const
    {
        const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), &BIO_free);
        PEM_write_bio_PUBKEY(memory.get(), key_.get());
        char* text = nullptr;
        const long length = BIO_get_mem_data(memory.get(), &text);
        return {text, static_cast<std::size_t>(length)};
    }

    // The algorithm that goes with the key: for P-256, R and S in 32 bytes each.
    std::string sign(const std::string& message) const
    {
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                              &EVP_MD_CTX_free);
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
        std::size_t length = 0;
        const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
        EVP_DigestSign(context.get(), nullptr, &length, bytes, message.size());
        std::string signature(length, '\0');
        auto* out = reinterpret_cast<unsigned char*>(signature.data());
        EVP_DigestSign(context.get(), out, &length, bytes, message.size());
        signature.resize(length);
        return EVP_PKEY_get_base_id(key_.get()) == EVP_PKEY_EC ? asHalves(signature) : signature;
    }

    std::string jwt(const std::string& header, const std::string& claims) const
    {
        const std::string text = toBase64Url(header) + "." + toBase64Url(claims);
        return text + "." + toBase64Url(sign(text));
    }

private:
    explicit StationKey(EVP_PKEY* key) : key_(key, &EVP_PKEY_free) {}

    static std::string asHalves(const std::string& der)
    {
        const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
        ECDSA_SIG* parts = d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size()));
        std::array<unsigned char, 64> halves{};
        BN_bn2binpad(ECDSA_SIG_get0_r(parts), halves.data(), 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(parts), halves.data() + 32, 32);
        ECDSA_SIG_free(parts);
        return {halves.begin(), halves.end()};
    }

    std::shared_ptr<EVP_PKEY> key_; // shared: copies are the same key
};

} // namespace ace::test
