// SPDX-License-Identifier: MIT
// Stations speak to the real server by https, and to nobody whose certificate does not say who it is.
#include <ace/kit/Credential.h>
#include <ace/kit/RestClient.h>

#include "TestSupport.h"
#include "support/DemoServer.h"

#include <ace/base/SystemIdSource.h>

namespace ace::kit {

namespace {

class StationTlsTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        const auto made = test::runProgram(
            {"/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-keyout", file("server.key"), "-out", file("server.crt"), "-days", "2", "-subj",
             "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"});
        CPPUNIT_ASSERT_EQUAL_MESSAGE(made.err, 0, made.exitCode);
        port_ = Poco::Net::ServerSocket(Poco::Net::SocketAddress("127.0.0.1", 0)).address().port();
        server_ = std::make_unique<test::DemoServer>("[server]\ntls_port = " + std::to_string(port_) +
                                                     "\ntls_certificate = \"" + file("server.crt") +
                                                     "\"\ntls_key = \"" + file("server.key") + "\"\n");
    }

protected:
    std::string file(const std::string& name) const { return (folder_.path() / name).string(); }
    Result<RestAnswer> ask(const std::string& host, const std::string& caFile, int times = 1)
    {
        ServerAccess access =
            test::valueOf(ServerAccess::parse("https://" + host + ":" + std::to_string(port_)));
        access.caFile = caFile;
        NoCredential nobody;
        LinkMonitor link(clock_);
        RestClient client(access, {clock_, ids_, nobody, link});
        Result<RestAnswer> answer = failure(ErrorCode::Internal, "never asked");
        for (int i = 0; i < times; ++i)
            answer = client.send({.path = "/api/v1/events"});
        return answer;
    }

    test::TemporaryFolder folder_;
    SystemClock clock_;
    SystemIdSource ids_{clock_};
    std::uint16_t port_ = 0;
    std::unique_ptr<test::DemoServer> server_;
};

CPPUNIT_TEST_FIXTURE(StationTlsTest, asksByHttpsAgainAndAgain)
{
    const auto answer = test::valueOf(ask("localhost", file("server.crt"), 3));
    CPPUNIT_ASSERT_EQUAL(200, answer.status);
    CPPUNIT_ASSERT(answer.body.find("summer-fair") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(StationTlsTest, trustsNobodyElse)
{
    const auto unknown = ask("localhost", "");
    CPPUNIT_ASSERT(!unknown);
    const auto misnamed = ask("127.0.0.1", file("server.crt")); // the certificate is localhost's
    CPPUNIT_ASSERT(!misnamed);
    for (const auto* refused : {&unknown, &misnamed}) {
        const std::string text = refused->error().describe();
        CPPUNIT_ASSERT_MESSAGE(text, text.find("ertificate") != std::string::npos);
    }
}

} // namespace

} // namespace ace::kit
