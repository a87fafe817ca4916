// SPDX-License-Identifier: MIT
// Over TLS, with certificates that are made here.
#include "TestSupport.h"

#include <ace/base/File.h>
#include <ace/stripe/Client.h>

#include <Poco/Net/Context.h>
#include <Poco/Net/NetSSL.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <thread>

using namespace ace;
using namespace ace::stripe;
using namespace std::chrono_literals;

namespace {

std::string textOf(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

// Key and certificate of a server of that name, signed by itself.
struct Identity
{
    explicit Identity(const std::string& name)
    {
        const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> pair(EVP_EC_gen("P-256"), EVP_PKEY_free);
        const std::unique_ptr<X509, void (*)(X509*)> made(X509_new(), X509_free);
        X509_set_version(made.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
        X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
        X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
        X509_set_pubkey(made.get(), pair.get());
        X509_NAME* subject = X509_get_subject_name(made.get());
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
        X509_set_issuer_name(made.get(), subject);
        X509_EXTENSION* names =
            X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + name).c_str());
        X509_add_ext(made.get(), names, -1);
        X509_EXTENSION_free(names);
        X509_sign(made.get(), pair.get(), EVP_sha256());
        const std::unique_ptr<BIO, int (*)(BIO*)> out(BIO_new(BIO_s_mem()), BIO_free);
        PEM_write_bio_X509(out.get(), made.get());
        certificate = textOf(out.get());
        const std::unique_ptr<BIO, int (*)(BIO*)> keyOut(BIO_new(BIO_s_mem()), BIO_free);
        PEM_write_bio_PrivateKey(keyOut.get(), pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
        key = textOf(keyOut.get());
    }

    std::string certificate;
    std::string key;
};

} // namespace

class TlsTest : public CppUnit::TestFixture
{
protected:
    // One server that is called `name`, asked once as localhost by somebody who trusts `trusted`.
    Client::Answer ask(const std::string& name, bool trusted)
    {
        Poco::Net::initializeSSL();
        const Identity identity(name);
        const std::string certificate = folder_.path() / "certificate.pem", key = folder_.path() / "key.pem";
        test::mustSucceed(writeFileDurably(certificate, identity.certificate));
        test::mustSucceed(writeFileDurably(key, identity.key));
        Poco::Net::SecureServerSocket server(Poco::Net::SocketAddress("127.0.0.1", 0), 4,
                                             new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, key,
                                                                    certificate, "",
                                                                    Poco::Net::Context::VERIFY_NONE));
        std::thread serving([&] { serve(server); });
        Client client({"sk_test_key1", "https://localhost:" + std::to_string(server.address().port()),
                       trusted ? certificate : "", 2400ms, 5s},
                      clock_, ids_, [](LogLevel, const std::string&) {});
        auto answer = client.get("/v1/things");
        serving.join();
        return answer;
    }

private:
    static void serve(Poco::Net::SecureServerSocket& server)
    {
        try {
            auto connection = server.acceptConnection();
            connection.setReceiveTimeout(Poco::Timespan(10, 0));
            char buffer[4096];
            const int got = connection.receiveBytes(buffer, sizeof buffer);
            const std::string answer =
                "HTTP/1.1 200 OK\r\nContent-Length: 11\r\nConnection: close\r\n\r\n{\"id\":\"th\"}";
            if (got > 0)
                connection.sendBytes(answer.data(), static_cast<int>(answer.size()));
        } catch (const Poco::Exception&) {
            return; // whoever asked did not like the certificate
        }
    }

    const test::TemporaryFolder folder_;
    SystemClock clock_;
    test::FakeIdSource ids_;
};

CPPUNIT_TEST_FIXTURE(TlsTest, speaksToAServerWhoseCertificateIsTrustedAndNamesIt)
{
    const auto answer = ask("localhost", true);
    CPPUNIT_ASSERT_MESSAGE(answer ? "" : answer.error().describe(), answer);
    CPPUNIT_ASSERT_EQUAL(std::string("th"), (*answer)["id"].get<std::string>());
}

CPPUNIT_TEST_FIXTURE(TlsTest, anUnknownCertificateOrOneOfAnotherNameIsRefused)
{
    const auto unknown = ask("localhost", false);
    CPPUNIT_ASSERT(!unknown && unknown.error().kind == ErrorClass::Connection);
    const auto other = ask("api.stripe.com", true);
    CPPUNIT_ASSERT(!other && other.error().kind == ErrorClass::Connection);
}
