// SPDX-License-Identifier: MIT
#include "ThrowAwayCertificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace ace::email {

namespace {

template <auto Free> struct Freer
{
    template <class T> void operator()(T* thing) const { Free(thing); }
};

void extend(X509* certificate, int kind, const std::string& value)
{
    const std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str()));
    X509_add_ext(certificate, extension.get(), -1);
}

template <class Write> void writePem(const std::string& file, Write write)
{
    std::FILE* out = std::fopen(file.c_str(), "wb");
    if (!out || write(out) != 1 || std::fclose(out) != 0)
        throw std::runtime_error("cannot write " + file);
}

} // namespace

ThrowAwayCertificate::ThrowAwayCertificate(const std::filesystem::path& folder, const std::string& host)
    : certificateFile(folder / (host + ".crt")), keyFile(folder / (host + ".key"))
{
    const std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>> key(EVP_EC_gen("P-256"));
    const std::unique_ptr<X509, Freer<X509_free>> made(X509_new());
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
    X509_set_pubkey(made.get(), key.get());
    X509_NAME* name = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(host.c_str()),
                               -1, -1, 0);
    X509_set_issuer_name(made.get(), name);
    extend(made.get(), NID_basic_constraints, "critical,CA:TRUE");
    extend(made.get(), NID_subject_alt_name, "DNS:" + host);
    X509_sign(made.get(), key.get(), EVP_sha256());
    writePem(certificateFile, [&](std::FILE* out) { return PEM_write_X509(out, made.get()); });
    writePem(keyFile, [&](std::FILE* out) {
        return PEM_write_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
}

} // namespace ace::email
