// SPDX-License-Identifier: MIT
#include "PutSecret.h"
#include "RunProgram.h"

#include <Builders.h>

#include <ace/base/File.h>
#include <ace/base/SystemIdSource.h>
#include <ace/runtime/Runtime.h>

#include <sqlite3.h>
#include <sys/stat.h>

#include <sstream>

namespace ace::cli {

namespace {

using test::ProgramRun;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// Backup, restore and audit of a folder that a running station holds.
class OperationsTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        test::mustSucceed(data_.prepare(ids_));
        start();
        test::mustSucceed(storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.events.insert(event_);
            access.tills.insert({till_, event_.event.id, "Till", "T1"});
            TillSession session;
            session.id = session_;
            session.till = till_;
            access.tills.openSession(session);
            for (int i = 1; i <= 3; ++i)
                access.audit.append({clock_.now(), {}, "staff.create", "staff:" + std::to_string(i), "{}"});
            return {};
        }));
        for (int i = 0; i < 3; ++i)
            sell(1);
    }
    void tearDown() override { runtime_.reset(); }

protected:
    static ProgramRun ace(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), ACE_BIN_DIR "/ace");
        return test::runProgram(arguments);
    }
    static void assertDone(const ProgramRun& run)
    {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out + run.err, 0, run.exitCode);
    }
    static void assertRefused(const ProgramRun& run, const std::string& part)
    {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out + run.err, 2, run.exitCode);
        CPPUNIT_ASSERT_MESSAGE(run.err, has(run.err, part));
        CPPUNIT_ASSERT_EQUAL(std::string(), run.out);
    }
    std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
    sdk::Storage& storage() { return runtime_->storage(); }
    void start()
    {
        auto settings = runtime::Settings::defaults(false);
        settings.outputs.clear();
        settings.payments.clear();
        runtime_ = test::valueOf(
            runtime::Runtime::startLocal(settings, data_, {log_, clock_, ids_, {ACE_PLUGIN_DIR}, false}));
    }
    sdk::OrderDraft sell(std::int32_t quantity)
    {
        auto draft = test::anOrder(event_, ids_).of("General", quantity).sold();
        draft.order.till = session_;
        const auto answer = std::move(storage().placeOrders({&draft, 1}).front());
        CPPUNIT_ASSERT(answer && std::holds_alternative<sdk::Placed>(*answer));
        return draft;
    }
    ProgramRun verify(const std::string& folder) { return ace({"audit", "verify", "--data", path(folder)}); }
    // As somebody would who has the file but not the program.
    void runBeside(const std::string& sql)
    {
        sqlite3* connection = nullptr;
        CPPUNIT_ASSERT_EQUAL(SQLITE_OK, sqlite3_open(path("data/ace.db").c_str(), &connection));
        char* message = nullptr;
        const int code = sqlite3_exec(connection, sql.c_str(), nullptr, nullptr, &message);
        sqlite3_close(connection);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(message ? message : "", SQLITE_OK, code);
    }
    void expectBroken(const std::string& sql, const std::string& row)
    {
        runBeside(sql);
        const auto run = verify("data");
        CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out + run.err, 1, run.exitCode);
        CPPUNIT_ASSERT_MESSAGE(run.out, has(run.out, "BROKEN " + row));
        CPPUNIT_ASSERT(!has(run.out, "nothing is broken"));
    }
    void write(const std::string& name, const std::string& content)
    {
        test::mustSucceed(writeFileDurably(path(name), content));
    }

    test::TemporaryFolder folder_;
    test::FakeLog log_;
    SystemClock clock_;
    SystemIdSource ids_{clock_};
    runtime::DataFolder data_{folder_.path() / "data"};
    EventSetup event_ = test::anEvent(ids_, "open-air", 1'000);
    TillId till_ = ids_.next<TillId>();
    TillSessionId session_ = ids_.next<TillSessionId>();
    std::unique_ptr<runtime::Runtime> runtime_;
};

CPPUNIT_TEST_FIXTURE(OperationsTest, backsUpAndRestoresWhileTheFolderIsHeld)
{
    const auto backup = ace({"backup", "--data", path("data"), "--to", path("backup")});
    assertDone(backup);
    CPPUNIT_ASSERT_MESSAGE(backup.out, has(backup.out, "2 files"));
    CPPUNIT_ASSERT_MESSAGE(backup.out, has(backup.out, "schema 0008_mail.sql"));
    sell(1); // not in it
    assertDone(ace({"restore", "--from", path("backup"), "--data", path("new")}));
    CPPUNIT_ASSERT(test::valueOf(readFile(path("new/ace.key"))) ==
                   test::valueOf(readFile(path("data/ace.key"))));
    const auto audit = verify("new");
    assertDone(audit);
    CPPUNIT_ASSERT_EQUAL(std::string("audit log: 3 entries\nreceipts of T1: 3\nnothing is broken\n"),
                         audit.out);
    struct stat status
    {
    };
    CPPUNIT_ASSERT_EQUAL(0, ::stat(path("new/ace.key").c_str(), &status));
    CPPUNIT_ASSERT_EQUAL(mode_t(0600), status.st_mode & 0777);
}

CPPUNIT_TEST_FIXTURE(OperationsTest, aRestoredFolderSellsOn)
{
    assertDone(ace({"backup", "--data", path("data"), "--to", path("backup")}));
    runtime_.reset();
    assertDone(ace({"restore", "--from", path("backup"), "--data", path("new")}));
    data_ = runtime::DataFolder(path("new"));
    start();
    sell(2);
    const auto audit = verify("new");
    assertDone(audit);
    CPPUNIT_ASSERT_MESSAGE(audit.out, has(audit.out, "receipts of T1: 4\n"));
}

CPPUNIT_TEST_FIXTURE(OperationsTest, takesTheConfigurationAlong)
{
    write("ace.toml", "[sales]\nhold_minutes = 5\n");
    write("data/demo.json", "{}");
    assertDone(ace({"backup", "--data", path("data"), "--to", path("backup"), "--config", path("ace.toml")}));
    assertDone(ace({"restore", "--from", path("backup"), "--data", path("new")}));
    CPPUNIT_ASSERT_EQUAL(test::valueOf(readFile(path("ace.toml"))),
                         test::valueOf(readFile(path("new/config.toml"))));
    CPPUNIT_ASSERT(std::filesystem::exists(path("new/demo.json")));
    CPPUNIT_ASSERT(!std::filesystem::exists(path("new/ace.db.lock")));
}

CPPUNIT_TEST_FIXTURE(OperationsTest, backsUpIntoANewFolderOnly)
{
    write("data/else", "");
    assertRefused(ace({"backup", "--data", path("data"), "--to", path("data")}), "not an empty folder");
    assertRefused(ace({"backup", "--data", path("none"), "--to", path("backup")}), "there is no record");
    CPPUNIT_ASSERT(!std::filesystem::exists(path("backup")));
    assertRefused(ace({"backup", "--data", path("data")}), "usage: ace backup");
    assertRefused(ace({"backup", "--data", path("data"), "--to", path("data/backups/one")}),
                  "lies within the folder that is backed up");
    CPPUNIT_ASSERT(!std::filesystem::exists(path("data/backups")));
}

CPPUNIT_TEST_FIXTURE(OperationsTest, isNoBackupWithoutTheKeyOfTheFolder)
{
    std::filesystem::create_directory(path("data/lost+found"));
    write("data/lost+found/7", "");
    assertDone(ace({"backup", "--data", path("data"), "--to", path("backup")}));
    CPPUNIT_ASSERT(!std::filesystem::exists(path("backup/lost+found")));
    std::filesystem::remove(path("data/ace.key"));
    assertRefused(ace({"backup", "--data", path("data"), "--to", path("other")}), "has no ace.key");
    CPPUNIT_ASSERT(!std::filesystem::exists(path("other/backup.toml")));
}

CPPUNIT_TEST_FIXTURE(OperationsTest, restoresOnlyWhatTheManifestTellsOf)
{
    const auto restore = [&] { return ace({"restore", "--from", path("backup"), "--data", path("new")}); };
    assertDone(ace({"backup", "--data", path("data"), "--to", path("backup")}));
    const std::string key = test::valueOf(readFile(path("backup/ace.key")));
    write("backup/ace.key", std::string(key.size(), 'x'));
    assertRefused(restore(), "is not the file that backup.toml tells of");
    CPPUNIT_ASSERT(!std::filesystem::exists(path("new")) && !std::filesystem::exists(path("new.restoring")));
    write("backup/ace.key", key);
    const std::string manifest = test::valueOf(readFile(path("backup/backup.toml")));
    std::string strange = manifest;
    strange.replace(strange.find("\"ace.key\""), 9, "\"../a.key\"");
    write("backup/backup.toml", strange);
    assertRefused(restore(), "is no name within a folder");
    std::filesystem::remove(path("backup/backup.toml"));
    assertRefused(restore(), "is no backup, or one that was not finished");
    write("backup/backup.toml", manifest);
    assertDone(restore());
    assertRefused(restore(), "not an empty folder");
}

CPPUNIT_TEST_FIXTURE(OperationsTest, aRestoreThatIsCutOffLeavesNoFolder)
{
    assertDone(ace({"backup", "--data", path("data"), "--to", path("backup")}));
    const std::vector<std::string> restore{ACE_BIN_DIR "/ace", "restore", "--from",
                                           path("backup"),     "--data",  path("new") + "/"};
    std::vector<std::string> cutOff{"/bin/sh", "-c", "ulimit -f 16; exec \"$@\"", "sh"};
    cutOff.insert(cutOff.end(), restore.begin(), restore.end());
    CPPUNIT_ASSERT(test::runProgram(cutOff).exitCode != 0); // the kernel ends it within the record
    CPPUNIT_ASSERT(!std::filesystem::exists(path("new")));
    assertRefused(test::runProgram(restore), "new.restoring: is left of a restore that was cut off");
    std::filesystem::remove_all(path("new.restoring"));
    std::filesystem::create_directory(path("new"));
    assertDone(test::runProgram(restore));
    CPPUNIT_ASSERT(std::filesystem::exists(path("new/ace.key")) &&
                   !std::filesystem::exists(path("new.restoring")));
}

CPPUNIT_TEST_FIXTURE(OperationsTest, aSoundRecordIsVerifiedWhileItIsHeld)
{
    const auto run = verify("data");
    assertDone(run);
    CPPUNIT_ASSERT_EQUAL(std::string("audit log: 3 entries\nreceipts of T1: 3\nnothing is broken\n"),
                         run.out);
    assertRefused(verify("none"), "there is no record");
    assertRefused(ace({"audit", "verify", "more"}), "usage: ace audit verify");
}

CPPUNIT_TEST_FIXTURE(OperationsTest, namesTheFirstEntryThatWasChanged)
{
    expectBroken("DROP TRIGGER audit_stays; UPDATE audit SET detail = '[]' WHERE sequence = 2",
                 "audit entry 2: was changed after it was written");
}

CPPUNIT_TEST_FIXTURE(OperationsTest, namesAnEntryThatIsMissing)
{
    expectBroken("DROP TRIGGER audit_is_kept; DELETE FROM audit WHERE sequence = 2",
                 "audit entry 2: is missing");
}

CPPUNIT_TEST_FIXTURE(OperationsTest, anEntryThatWasWrittenAnewBreaksTheNextOne)
{
    // Its own hash is right again; the one after it still has the old one.
    const auto changed = [](std::int64_t sequence, const AuditRecord& record) {
        AuditEntry entry = record.entry;
        entry.subject = "staff:9";
        return std::pair(entry, sha256(canonicalForm(sequence, entry, record.previous)));
    };
    const auto records = test::valueOf(
        storage().readValue([](const sdk::ReadAccess& access) { return access.audit.list(0, 10); }));
    const auto [entry, hash] = changed(2, records[1]);
    expectBroken("DROP TRIGGER audit_stays; UPDATE audit SET subject = 'staff:9', hash = x'" + toHex(hash) +
                     "' WHERE sequence = 2",
                 "audit entry 3: does not follow the one before it");
}

CPPUNIT_TEST_FIXTURE(OperationsTest, anEntryThatWasCutOffIsSeen)
{
    expectBroken("DROP TRIGGER audit_is_kept; DELETE FROM audit WHERE sequence = 3", "counter audit");
}

CPPUNIT_TEST_FIXTURE(OperationsTest, namesTheFirstReceiptThatWasChanged)
{
    expectBroken("DROP TRIGGER receipt_stays; UPDATE receipt SET tax = tax - 1 WHERE number = 2",
                 "receipt of T1 2: was changed after it was written");
}

CPPUNIT_TEST_FIXTURE(OperationsTest, namesSumsThatDoNotAddUp)
{
    expectBroken("UPDATE quota SET sold = sold - 1 WHERE sold > 0", "quota ");
}

CPPUNIT_TEST_FIXTURE(OperationsTest, listsWhatWasSoldAndCanceledSinceABackup)
{
    const auto before = sell(1);
    auto held = test::anOrder(event_, ids_).of("General", 1).held(clock_.now());
    (void)storage().placeOrders({&held, 1});
    assertDone(ace({"backup", "--data", path("data"), "--to", path("backup")}));
    const auto since = [&] {
        return ace({"audit", "since", "--backup", path("backup"), "--data", path("data")});
    };
    CPPUNIT_ASSERT_EQUAL(std::string("0 orders sold; 0 canceled; 0 other changes; 0 scans\n"), since().out);
    const auto sold = sell(2);
    const auto settlement = test::settlementOf(held, ids_); // paid since
    (void)storage().placeOrders({&settlement, 1});
    test::mustSucceed(storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.orders.cancelPaid(before.order.id);
        return {};
    }));
    const auto run = since();
    assertDone(run);
    CPPUNIT_ASSERT_MESSAGE(run.out, has(run.out, "sold      " + sold.order.code + "  "));
    CPPUNIT_ASSERT_MESSAGE(run.out,
                           has(run.out, "2 tickets  " + sold.order.total.format() + "  cash  T1-000005"));
    CPPUNIT_ASSERT_MESSAGE(run.out, has(run.out, "sold      " + held.order.code + "  "));
    CPPUNIT_ASSERT_MESSAGE(run.out, has(run.out, "canceled  " + before.order.code + "  "));
    const Money sum = sold.order.total + held.order.total;
    CPPUNIT_ASSERT_MESSAGE(run.out, run.out.ends_with("2 orders sold, " + sum.format() +
                                                      "; 1 canceled; 0 other changes; 0 scans\n"));
    CPPUNIT_ASSERT(!has(run.out, sold.order.customer.email));
}

CPPUNIT_TEST_FIXTURE(OperationsTest, listsWhatElseARestoredFolderWouldLack)
{
    const auto sold = sell(3);
    assertDone(ace({"backup", "--data", path("data"), "--to", path("backup")}));
    auto& boxOffice = runtime_->boxOffice();
    const auto refunded = test::valueOf(
        boxOffice.refund({sold.order.code, std::nullopt, {sold.tickets[0].id}, "rain", session_, {}}));
    CPPUNIT_ASSERT(std::holds_alternative<boxoffice::Refunded>(refunded));
    (void)test::valueOf(boxOffice.setTicketBlocked(sold.tickets[1].id, true, {}));
    const sdk::ScanDraft scan = test::aScan(event_, ids_).of(sold.tickets[2].id);
    (void)storage().recordScans({&scan, 1});
    const auto run = ace({"audit", "since", "--backup", path("backup"), "--data", path("data")});
    assertDone(run);
    CPPUNIT_ASSERT_MESSAGE(run.out, has(run.out, "order.refund  order:" + sold.order.code + "  "));
    CPPUNIT_ASSERT_MESSAGE(run.out,
                           has(run.out, "ticket.block  ticket:" + sold.tickets[1].id.toString() + "  "));
    CPPUNIT_ASSERT_MESSAGE(run.out,
                           run.out.ends_with("0 orders sold; 0 canceled; 2 other changes; 1 scans\n"));
}

CPPUNIT_TEST_FIXTURE(OperationsTest, checksAConfigurationThatIsFine)
{
    write("ace.toml", "[server]\nport = 8443\n");
    const auto run = ace({"config", "check", path("ace.toml")});
    assertDone(run);
    CPPUNIT_ASSERT_EQUAL(path("ace.toml") + ": nothing is wrong\n", run.out);
}

CPPUNIT_TEST_FIXTURE(OperationsTest, saysWhatIsMissingBeforeCustomersCome)
{
    const auto live = [&](const std::string& toml) {
        write("ace.toml", toml);
        return ace({"config", "check", path("ace.toml"), "--live"});
    };
    const auto bare = live("[server]\nport = 8443\n");
    CPPUNIT_ASSERT_EQUAL(2, bare.exitCode);
    for (const char* line : {"MISSING  server.public_url: ", "MISSING  server.tls_port: ",
                             "MISSING  payment.card: ", "MISSING  deliver: ", "ok       payment.cash: "})
        CPPUNIT_ASSERT_MESSAGE(bare.out, has(bare.out, line));
    CPPUNIT_ASSERT_MESSAGE(bare.err, has(bare.err, "4 things are missing"));
    const auto open = live("[server]\npublic_url = \"http://tickets.example.org\"\n"
                           "trusted_proxies = [\"127.0.0.1\"]\n");
    CPPUNIT_ASSERT_MESSAGE(open.out,
                           has(open.out, "MISSING  server.public_url: is \"http://tickets.example.org\""));
    CPPUNIT_ASSERT_MESSAGE(open.out, has(open.out, "ok       server.trusted_proxies: "));
    // What a vendor would be asked with is looked at too.
    const auto keyless = live("[payment.card]\nplugin = \"payment-stripe-checkout\"\n"
                              "settings.secret_key = \"pk_live_wrong\"\n");
    CPPUNIT_ASSERT_MESSAGE(keyless.out, has(keyless.out, "MISSING  payment.card: "));
    CPPUNIT_ASSERT_MESSAGE(keyless.out, has(keyless.out, "setting /secret_key must be \"secret:NAME\""));
    CPPUNIT_ASSERT_MESSAGE(keyless.out, !has(keyless.out + keyless.err, "pk_live_wrong"));
}

CPPUNIT_TEST_FIXTURE(OperationsTest, saysOfASecretWhatIsWrongWithItAndWhatToDo)
{
    write("ace.toml", "[payment.card]\nplugin = \"payment-stripe-checkout\"\n"
                      "settings.secret_key = \"secret:stripe/key\"\n");
    const auto check = [&] { return ace({"config", "check", path("ace.toml"), "--data", path("data")}); };
    const std::string key = path("data/secrets/stripe/key");
    assertRefused(check(), "put the secret into " + key +
                               " (mode 600), or into the environment as ACE_SECRET_STRIPE_KEY");
    test::putSecret(path("data/secrets"), "stripe/key", "\n");
    assertRefused(check(), "\"secret:stripe/key\" is empty");
    test::putSecret(path("data/secrets"), "stripe/key", "sk_test_hunter2\n");
    assertDone(check());
    CPPUNIT_ASSERT_EQUAL(0, ::chmod(key.c_str(), 0640));
    const auto open = check();
    assertRefused(open, "can be read by others. Run: chmod 600 " + key);
    CPPUNIT_ASSERT_MESSAGE(open.err, !has(open.err, "hunter2"));
    assertRefused(ace({"config", "check", path("ace.toml"), "--data", path("none")}),
                  "put the secret into " + path("none/secrets/stripe/key"));
}

CPPUNIT_TEST_FIXTURE(OperationsTest, aDemoFolderIsNotReadyForCustomers)
{
    write("ace.toml", "[server]\npublic_url = \"https://tickets.example.org\"\n");
    const auto live = [&] {
        return ace({"config", "check", path("ace.toml"), "--data", path("data"), "--live"}).out;
    };
    CPPUNIT_ASSERT(!has(live(), path("data")));
    test::mustSucceed(data_.markDemo());
    CPPUNIT_ASSERT_MESSAGE(live(), has(live(), "MISSING  " + path("data") + ": holds demo data"));
}

CPPUNIT_TEST_FIXTURE(OperationsTest, theTemplateIsAConfigurationThatOnlyLacksItsSecrets)
{
    const auto printed = ace({"config", "template"});
    assertDone(printed);
    write("live.toml", printed.out);
    const auto settings = runtime::Settings::load(path("live.toml"), false);
    CPPUNIT_ASSERT_MESSAGE(settings ? "" : settings.error().describe(), settings.has_value());
    CPPUNIT_ASSERT_EQUAL(std::string("mail"), settings->deliverWith);
    const auto live = ace({"config", "check", path("live.toml"), "--live"});
    CPPUNIT_ASSERT_EQUAL(2, live.exitCode);
    for (const char* place : {"server.tls_key: ", "payment.card: ", "output.mail: "})
        CPPUNIT_ASSERT_MESSAGE(live.out, has(live.out, std::string("MISSING  ") + place));
    assertRefused(ace({"config", "template", "more"}), "usage: ace config template");
}

// As an operator does it who copies its commands.
CPPUNIT_TEST_FIXTURE(OperationsTest, theTemplatesCommandsPutItsSecretsWhereTheyAreFound)
{
    const auto printed = ace({"config", "template"});
    write("live.toml", printed.out);
    const auto problems = [&] {
        return ace({"config", "check", path("live.toml"), "--data", path("data")}).err;
    };
    CPPUNIT_ASSERT_MESSAGE(problems(), has(problems(), "payment.card: ") && has(problems(), "output.mail: "));
    int commands = 0;
    std::istringstream lines(printed.out);
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("#     (umask "))
            continue;
        ++commands;
        for (auto at = line.find("my-data"); at != std::string::npos; at = line.find("my-data", at))
            line.replace(at, 7, path("data"));
        const std::string secret = has(line, "webhook") ? "whsec_1" : "sk_test_1";
        assertDone(test::runProgram({"sh", "-c", "echo " + secret + " | " + line.substr(1)}));
    }
    CPPUNIT_ASSERT_EQUAL(3, commands);
    CPPUNIT_ASSERT_MESSAGE(problems(),
                           !has(problems(), "payment.card: ") && !has(problems(), "output.mail: "));
}

CPPUNIT_TEST_FIXTURE(OperationsTest, saysWhatIsWrongWithAConfiguration)
{
    const auto check = [&](const std::string& toml) {
        write("ace.toml", toml);
        return ace({"config", "check", path("ace.toml"), "--data", path("data")});
    };
    assertRefused(check("[sever]\n"), "sever");
    assertRefused(check("[output.paper]\nplugin = \"no-such-plugin\"\n"), "output.paper: ");
    assertRefused(check("[payment.odd]\nplugin = \"ticket-output-pdf\"\n"), "has no payment");
    assertRefused(check("[payment.card]\nplugin = \"simulated-payment\"\n"), "only pretends to take money");
    const auto both = check("[payment.card]\nplugin = \"simulated-payment\"\n[storage]\nplugin = \"none\"\n");
    CPPUNIT_ASSERT_MESSAGE(both.err, has(both.err, "payment.card: ") && has(both.err, ": storage: "));
    assertRefused(check("[storage]\nsettings.bogus = 1\n"), "bogus: is not a setting of storage-sqlite");
    assertRefused(check("[scanner.hand]\nplugin = \"example\"\nsettings.cod = \"A\"\n"),
                  "setting /cod is not a setting of this device");
    assertRefused(
        check("[server]\ntls_port = 8443\ntls_certificate = \"/no/c.pem\"\ntls_key = \"/no/k.pem\"\n"),
        "server.tls_certificate: \"/no/c.pem\" cannot be read");
    assertRefused(ace({"config", "check"}), "usage: ace config check");
    assertRefused(ace({"config", "check", path("absent.toml")}), "absent.toml");
    test::mustSucceed(data_.markDemo());
    assertDone(check("[payment.card]\nplugin = \"simulated-payment\"\n"));
}

} // namespace

} // namespace ace::cli
