// SPDX-License-Identifier: MIT
#include "Tls.h"

#include <boost/asio/ssl/context.hpp>

#include <openssl/ssl.h>

#include <string_view>

namespace ace::server::http {

namespace {

namespace ssl = boost::asio::ssl;
using ErrorOfBoost = boost::system::error_code;

Failure wrong(const std::string& key, const std::string& file, const std::string& what)
{
    return failure(ErrorCode::Invalid, "\"" + file + "\" " + what, "server." + key);
}

int chooseProtocol(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                   unsigned int offeredLength, void*)
{
    constexpr std::string_view kOurs = "\x08http/1.1";
    unsigned char* found = nullptr;
    if (SSL_select_next_proto(&found, length, reinterpret_cast<const unsigned char*>(kOurs.data()),
                              kOurs.size(), offered, offeredLength) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL; // RFC 7301: no_application_protocol
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

void harden(ssl::context& context)
{
    SSL_CTX* const raw = context.native_handle();
    SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
    SSL_CTX_set_options(raw, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                 SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_alpn_select_cb(raw, chooseProtocol, nullptr);
    SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS); // an idle connection keeps no records' buffers
    constexpr std::string_view kSessions = "ace-http";
    SSL_CTX_set_session_id_context(raw, reinterpret_cast<const unsigned char*>(kSessions.data()),
                                   kSessions.size());
    SSL_CTX_set_num_tickets(raw, 1);
}

Result<std::shared_ptr<ssl::context>> load(const TlsFiles& files)
{
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server); // shared: see current()
    ErrorOfBoost error;
    context->use_certificate_chain_file(files.certificate, error);
    if (error)
        return wrong("tls_certificate", files.certificate,
                     "is no certificate in PEM that can be read: " + error.message());
    context->use_private_key_file(files.key, ssl::context::pem, error);
    // A key that does not fit is an error of this call, too.
    if (error || SSL_CTX_check_private_key(context->native_handle()) != 1)
        return wrong("tls_key", files.key,
                     "is not the certificate's key in PEM without a passphrase" +
                         (error ? ": " + error.message() : std::string()));
    harden(*context);
    return context;
}

} // namespace

Result<std::unique_ptr<TlsSource>> TlsSource::open(TlsFiles files)
{
    std::unique_ptr<TlsSource> source(new TlsSource(std::move(files)));
    if (auto ok = source->reload(); !ok)
        return failure(std::move(ok));
    return source;
}

Result<void> TlsSource::reload()
{
    auto loaded = load(files_);
    if (!loaded)
        return failure(std::move(loaded));
    const std::lock_guard lock(mutex_);
    context_ = std::move(*loaded);
    return {};
}

std::shared_ptr<ssl::context> TlsSource::current() const
{
    const std::lock_guard lock(mutex_);
    return context_;
}

} // namespace ace::server::http
