// SPDX-License-Identifier: MIT
#include "TlsClient.h"

#include "TestSupport.h"

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

namespace ace::test {

namespace {

template <auto Free> struct Freer
{
    template <class T> void operator()(T* thing) const { Free(thing); }
};
using Context = std::unique_ptr<SSL_CTX, Freer<SSL_CTX_free>>;
using Connection = std::unique_ptr<SSL, Freer<SSL_free>>;
using Session = std::unique_ptr<SSL_SESSION, Freer<SSL_SESSION_free>>;

class Socket
{
public:
    explicit Socket(std::uint16_t port) : handle_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        CPPUNIT_ASSERT(::connect(handle_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        const timeval most{3, 0};
        ::setsockopt(handle_, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    }
    ~Socket() { ::close(handle_); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    int handle() const { return handle_; }

private:
    int handle_;
};

Connection connect(SSL_CTX* context, const Socket& socket)
{
    Connection connection(SSL_new(context));
    SSL_set_fd(connection.get(), socket.handle());
    return connection;
}

std::string readAll(SSL* connection)
{
    std::string all;
    char piece[4096];
    for (int count = SSL_read(connection, piece, sizeof piece); count > 0;
         count = SSL_read(connection, piece, sizeof piece))
        all.append(piece, static_cast<std::size_t>(count));
    return all;
}

} // namespace

void makeCertificate(const std::filesystem::path& folder, const std::string& name)
{
    constexpr long kYear = 31'536'000;
    const std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>> key(EVP_EC_gen("P-256"));
    const std::unique_ptr<X509, Freer<X509_free>> certificate(X509_new());
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kYear);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), subject);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    const std::string stem = (folder / name).string();
    using File = std::unique_ptr<std::FILE, Freer<std::fclose>>;
    const File keyFile(std::fopen((stem + ".key").c_str(), "w"));
    PEM_write_PrivateKey(keyFile.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    const File certificateFile(std::fopen((stem + ".crt").c_str(), "w"));
    PEM_write_X509(certificateFile.get(), certificate.get());
}

TlsReply exchangeTls(std::uint16_t port, const std::string& bytes, const TlsWish& wish)
{
    const Context context(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_security_level(context.get(), 0); // so that this client would speak what is too old
    SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context.get(), wish.mostVersion);
    const Socket socket(port);
    const Connection connection = connect(context.get(), socket);
    if (!wish.protocol.empty()) {
        const std::string offer = static_cast<char>(wish.protocol.size()) + wish.protocol;
        SSL_set_alpn_protos(connection.get(), reinterpret_cast<const unsigned char*>(offer.data()),
                            static_cast<unsigned>(offer.size()));
    }
    TlsReply reply;
    reply.connected = SSL_connect(connection.get()) == 1;
    if (!reply.connected)
        return reply;
    reply.version = SSL_get_version(connection.get());
    const unsigned char* chosen = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(connection.get(), &chosen, &length);
    reply.protocol.assign(reinterpret_cast<const char*>(chosen), length);
    const std::unique_ptr<X509, Freer<X509_free>> certificate(SSL_get1_peer_certificate(connection.get()));
    char subject[200];
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, subject,
                              sizeof subject);
    reply.subject = subject;
    SSL_write(connection.get(), bytes.data(), static_cast<int>(bytes.size()));
    reply.answer = readAll(connection.get());
    return reply;
}

bool resumesTls(std::uint16_t port)
{
    const Context context(SSL_CTX_new(TLS_client_method()));
    const std::string request = "GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    Session session;
    bool resumed = false;
    for (int i = 0; i < 2; ++i) {
        const Socket socket(port);
        const Connection connection = connect(context.get(), socket);
        if (session)
            SSL_set_session(connection.get(), session.get());
        if (SSL_connect(connection.get()) != 1)
            return false;
        resumed = SSL_session_reused(connection.get()) == 1;
        SSL_write(connection.get(), request.data(), static_cast<int>(request.size()));
        readAll(connection.get()); // in TLS 1.3 the ticket comes with the answer
        session.reset(SSL_get1_session(connection.get()));
        SSL_shutdown(connection.get()); // or the session counts as broken
    }
    return resumed;
}

} // namespace ace::test
