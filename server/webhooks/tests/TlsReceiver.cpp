// SPDX-License-Identifier: MIT
#include "TlsReceiver.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <atomic>

namespace ace::server::webhooks {

struct TlsReceiver::Parts
{
    Poco::Net::ServerSocket socket{Poco::Net::SocketAddress("127.0.0.1", 0)};
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    SSL_CTX* context = SSL_CTX_new(TLS_server_method());
    std::atomic<bool> stopping{false};
    std::atomic<int> answered{0};

    ~Parts()
    {
        SSL_CTX_free(context);
        X509_free(certificate);
        EVP_PKEY_free(key);
    }
    void certify(const std::string& name);
    void answer(Poco::Net::StreamSocket peer);
};

void TlsReceiver::Parts::certify(const std::string& name)
{
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* subject = X509_get_subject_name(certificate);
    const auto* text = reinterpret_cast<const unsigned char*>(name.c_str());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, text, -1, -1, 0);
    X509_set_issuer_name(certificate, subject);
    X509_EXTENSION* names =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + name).c_str());
    X509_add_ext(certificate, names, -1);
    X509_EXTENSION_free(names);
    X509_sign(certificate, key, EVP_sha256());
    SSL_CTX_use_certificate(context, certificate);
    SSL_CTX_use_PrivateKey(context, key);
}

void TlsReceiver::Parts::answer(Poco::Net::StreamSocket peer)
{
    peer.setReceiveTimeout(Poco::Timespan(5, 0));
    SSL* ssl = SSL_new(context);
    SSL_set_fd(ssl, peer.impl()->sockfd());
    std::string text;
    char buffer[4096];
    if (SSL_accept(ssl) == 1) {
        while (text.find("\r\n\r\n{}") == std::string::npos) {
            const int got = SSL_read(ssl, buffer, sizeof buffer);
            if (got <= 0)
                break;
            text.append(buffer, static_cast<std::size_t>(got));
        }
        const std::string answer = "HTTP/1.1 204 No Content\r\n\r\n";
        if (text.ends_with("{}") && SSL_write(ssl, answer.data(), static_cast<int>(answer.size())) > 0)
            ++answered;
    }
    SSL_free(ssl);
}

TlsReceiver::TlsReceiver(const std::string& name) : parts_(std::make_unique<Parts>())
{
    parts_->certify(name);
    port_ = parts_->socket.address().port();
    thread_ = Thread("tls-receiver", [parts = parts_.get()] {
        while (!parts->stopping)
            if (parts->socket.poll(Poco::Timespan(0, 20'000), Poco::Net::Socket::SELECT_READ))
                parts->answer(parts->socket.acceptConnection());
    });
}

TlsReceiver::~TlsReceiver()
{
    parts_->stopping = true;
    thread_.join();
}

void TlsReceiver::writeCertificate(const std::filesystem::path& file) const
{
    BIO* out = BIO_new_file(file.c_str(), "w");
    PEM_write_bio_X509(out, parts_->certificate);
    BIO_free(out);
}

int TlsReceiver::answered() const { return parts_->answered; }

} // namespace ace::server::webhooks
