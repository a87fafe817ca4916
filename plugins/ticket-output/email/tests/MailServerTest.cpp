// SPDX-License-Identifier: MIT
// Through the plugins and a mail server of Debian's, read by Python's mail library, poppler and zbar.
#include "MailTools.h"
#include "Samples.h"
#include "TestSupport.h"
#include "ThrowAwayCertificate.h"

#include <ace/base/File.h>
#include <ace/plugin-host/PluginHost.h>

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Pipe.h>
#include <Poco/Process.h>
#include <nlohmann/json.hpp>

#include <thread>

namespace ace::email {

namespace {

// python3-aiosmtpd, which puts each mail into a folder of its own.
class MailServer
{
public:
    // With STARTTLS, demanded, where there is a certificate.
    explicit MailServer(const std::filesystem::path& folder,
                        const ThrowAwayCertificate* certificate = nullptr)
        : port_(freePort()), mails_(folder / "mails"), process_(launch(certificate))
    {
        for (int i = 0; i < 1500 && !isUp(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ~MailServer()
    {
        Poco::Process::kill(process_);
        process_.wait();
    }
    std::uint16_t port() const { return port_; }
    std::vector<std::filesystem::path> mails() const
    {
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(mails_ / "new"))
            files.push_back(entry.path());
        return files;
    }

private:
    Poco::ProcessHandle launch(const ThrowAwayCertificate* certificate) const
    {
        std::vector<std::string> arguments{"-m",
                                           "aiosmtpd",
                                           "-n",
                                           "-l",
                                           "127.0.0.1:" + std::to_string(port_),
                                           "-c",
                                           "aiosmtpd.handlers.Mailbox"};
        if (certificate)
            arguments.insert(arguments.end() - 2,
                             {"--tlscert", certificate->certificateFile, "--tlskey", certificate->keyFile});
        arguments.push_back(mails_.string());
        return Poco::Process::launch("/usr/bin/python3", arguments);
    }
    static std::uint16_t freePort()
    {
        return Poco::Net::ServerSocket(Poco::Net::SocketAddress("127.0.0.1", 0)).address().port();
    }
    bool isUp() const
    {
        try {
            Poco::Net::StreamSocket(Poco::Net::SocketAddress("127.0.0.1", port_)).close();
            return true;
        } catch (const Poco::Exception&) {
            return false;
        }
    }

    const std::uint16_t port_;
    const std::filesystem::path mails_;
    Poco::ProcessHandle process_;
};

class MailServerTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        need("/usr/bin/python3 -c 'import aiosmtpd'");
        need("command -v pdftoppm");
        need("command -v zbarimg");
    }

protected:
    std::unique_ptr<sdk::TicketOutput> output(const std::string& plugin, const std::string& settings)
    {
        return test::valueOf(host_.openTicketOutput({"out", plugin, settings, std::chrono::seconds(60)}));
    }
    nlohmann::json read(const std::filesystem::path& mail) const
    {
        return nlohmann::json::parse(outputOf("/usr/bin/python3 " ACE_TEST_DIR "/tests/read-mail.py " +
                                              mail.string() + " " + folder_.path().string()));
    }

    test::TemporaryFolder folder_;
    test::FakeLog log_;
    SystemClock clock_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}};
};

CPPUNIT_TEST_FIXTURE(MailServerTest, aMailArrivesWholeAndItsCodesScan)
{
    const MailServer server(folder_.path());
    const auto mail =
        output("ticket-output-email", R"({"host":"127.0.0.1","security":"none","from":"tickets@example.org",)"
                                      R"("from_name":"Música, S.A.","port":)" +
                                          std::to_string(server.port()) + "}");
    const std::string name = "Ana \"Ñandú\" 音楽祭音楽祭音楽祭音楽祭音楽祭 Müller";
    auto pdf = test::valueOf(output("ticket-output-pdf", "{}")->render(tickets(name)));
    test::mustSucceed(
        mail->submit("K7RQ2MPX", tickets(name),
                     {name, "ana@example.org", "es", {{"entradas ñ.pdf", pdf.mime, pdf.bytes}}}));

    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, server.mails().size());
    const auto got = read(server.mails().front());
    CPPUNIT_ASSERT_EQUAL(
        std::string(R"(["multipart/mixed",["multipart/alternative","text/plain",)"
                    R"(["multipart/related","text/html","image/png","image/png"]],"application/pdf"])"),
        got.at("tree").dump());
    CPPUNIT_ASSERT_EQUAL(std::string("[]"), got.at("defects").dump());
    CPPUNIT_ASSERT_EQUAL(std::string("Sus entradas: Harbour Lights – K7RQ2MPX"),
                         got.at("subject").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(name, got.at("to").at(0).get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("ana@example.org"), got.at("to").at(1).get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("Música, S.A."), got.at("from").at(0).get<std::string>());
    CPPUNIT_ASSERT_EQUAL("<" + messageIdOf("tickets@example.org", "K7RQ2MPX", "example.org") + ">",
                         got.at("message_id").get<std::string>());
    const auto& parts = got.at("parts");
    CPPUNIT_ASSERT_EQUAL(std::string("<code1@ace-tickets>"), parts.at(2).at("id").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(kToken + "\n", codesIn(parts.at(3).at("file")));
    CPPUNIT_ASSERT_EQUAL(std::string("entradas ñ.pdf"), parts.at(4).at("name").get<std::string>());
    CPPUNIT_ASSERT(test::valueOf(readFile(parts.at(4).at("file").get<std::string>())) == pdf.bytes);
    const std::string page = (folder_.path() / "page").string();
    outputOf("pdftoppm -r 200 -png -singlefile -f 2 -l 2 " + parts.at(4).at("file").get<std::string>() + " " +
             page);
    CPPUNIT_ASSERT_EQUAL(kToken + "\n", codesIn(page + ".png"));
    CPPUNIT_ASSERT(
        test::valueOf(readFile(parts.at(0).at("file").get<std::string>())).find("Hola, " + name + ":") !=
        std::string::npos);
}

CPPUNIT_TEST_FIXTURE(MailServerTest, aMailGoesThroughStartTls)
{
    const ThrowAwayCertificate certificate(folder_.path(), "localhost");
    const MailServer server(folder_.path(), &certificate);
    const auto mail =
        output("ticket-output-email", R"({"host":"localhost","from":"tickets@example.org","ca_file":")" +
                                          certificate.certificateFile + R"(","port":)" +
                                          std::to_string(server.port()) + "}");
    test::mustSucceed(mail->submit("K7RQ2MPX", tickets(), {"Ana", "ana@example.org", "en", {}}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, server.mails().size());
}

} // namespace

} // namespace ace::email
