// SPDX-License-Identifier: MIT
// From a paid order into the mailbox of a mail server as organisers run one, and back.
#include "EximServer.h"
#include "MailTools.h"
#include "OrderFixture.h"
#include "PutSecret.h"

#include <ace/base/File.h>
#include <ace/ticketing/Token.h>

#include <nlohmann/json.hpp>

namespace ace::email {

namespace {

class EximTest : public OrderFixture
{
public:
    void setUp() override
    {
        if (!EximServer::isInstalled())
            test::skip("not installed: exim4 (package: exim4-daemon-light)");
        server_.emplace(mailFolder_.path() / "exim");
    }

protected:
    void start(const std::string& password = "open sesame")
    {
        test::putSecret(folder_.path() / "data/secrets", "smtp", password);
        startWith("host = \"localhost\"\nuser = \"shop\"\npassword = \"secret:smtp\"\nca_file = \"" +
                  server_->caFile() + "\"\nbounce_address = \"bounces@example.org\"\nport = " +
                  std::to_string(server_->port()) + "\n");
    }
    std::filesystem::path onlyMail()
    {
        const auto mails = server_->waitForMails("customers", 1);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(log_.all() + server_->log(), std::size_t{1}, mails.size());
        return mails.front();
    }

    test::TemporaryFolder mailFolder_;
    std::optional<EximServer> server_;
};

CPPUNIT_TEST_FIXTURE(EximTest, aPaidOrderIsOneMailByTlsAndLogInWhosePdfScans)
{
    need("command -v pdftoppm");
    need("command -v zbarimg");
    start();
    sell("ana@example.org", "es");
    work(3);
    const auto got = nlohmann::json::parse(outputOf("/usr/bin/python3 " ACE_TEST_DIR "/tests/read-mail.py " +
                                                    onlyMail().string() + " " + folder_.path().string()));
    CPPUNIT_ASSERT_EQUAL(std::string("[]"), got.at("defects").dump());
    CPPUNIT_ASSERT(got.at("subject").get<std::string>().starts_with("Sus entradas: "));
    const auto& pdf = got.at("parts").back();
    CPPUNIT_ASSERT_EQUAL("tickets-" + order_.code + ".pdf", pdf.at("name").get<std::string>());
    const std::string page = (folder_.path() / "page").string();
    for (std::size_t i = 0; i < tickets_.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        outputOf("pdftoppm -r 200 -png -singlefile -f " + number + " -l " + number + " " +
                 pdf.at("file").get<std::string>() + " " + page);
        CPPUNIT_ASSERT_EQUAL(ticketing::encode(tickets_[i].token) + "\n", codesIn(page + ".png"));
    }
}

CPPUNIT_TEST_FIXTURE(EximTest, aMailboxThatIsNotThereMarksTheOrderAtOnce)
{
    start();
    sell("gone@example.org");
    work(1);
    CPPUNIT_ASSERT_MESSAGE(log_.all(), orderNow().undeliverableAt.has_value());
    resend("ana@example.org");
    work(1);
    onlyMail();
    CPPUNIT_ASSERT(!orderNow().undeliverableAt);
}

CPPUNIT_TEST_FIXTURE(EximTest, aMailThatComesBackLaterMarksItsOrder)
{
    start();
    sell("full@example.org");
    work(1);
    CPPUNIT_ASSERT(!orderNow().undeliverableAt);
    const auto bounces = server_->waitForMails("bounces", 1);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(server_->log(), std::size_t{1}, bounces.size());
    const std::string noted =
        outputOf("'" ACE_BIN_DIR "/ace' mail bounced --data '" + (folder_.path() / "data").string() + "' < " +
                 bounces.front().string());
    CPPUNIT_ASSERT_MESSAGE(noted + test::valueOf(readFile(bounces.front())), noted.starts_with("Noted: "));
    work(1);
    CPPUNIT_ASSERT(orderNow().undeliverableAt.has_value());
}

CPPUNIT_TEST_FIXTURE(EximTest, aWrongPasswordIsNamedAndTheMailGoesOutOnceItIsMended)
{
    start("open wide");
    const auto health = runtime_->findOutput("mail")->checkHealth();
    CPPUNIT_ASSERT(!health);
    CPPUNIT_ASSERT_MESSAGE(health.error().describe(),
                           health.error().describe().find("refuses the log-in of \"shop\": 535") !=
                               std::string::npos);
    sell();
    work(2);
    start();
    CPPUNIT_ASSERT(runtime_->findOutput("mail")->checkHealth());
    work(3);
    onlyMail();
}

} // namespace

} // namespace ace::email
