// SPDX-License-Identifier: MIT
#include "HttpClient.h"
#include "TestSupport.h"
#include "TlsClient.h"

#include <ace/base/File.h>
#include <ace/base/SystemIdSource.h>
#include <ace/runtime/DataFolder.h>

#include <Poco/Net/ServerSocket.h>
#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>
#include <Poco/StreamCopier.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <optional>
#include <thread>

namespace ace::server {

namespace {

// ace-server as a program of its own. The test's end is the program's end.
class ServerProcess
{
public:
    explicit ServerProcess(const std::vector<std::string>& arguments)
        : handle_(Poco::Process::launch(std::string(ACE_BIN_DIR) + "/ace-server", arguments, nullptr, &out_,
                                        &err_)),
          outStream_(out_), errStream_(err_)
    {
    }
    ~ServerProcess()
    {
        if (!code_) {
            ::kill(handle_.id(), SIGKILL);
            (void)wait();
        }
    }

    std::string readLine()
    {
        std::string line;
        std::getline(outStream_, line);
        return line;
    }
    void signal(int number) const { ::kill(handle_.id(), number); }
    int wait()
    {
        code_ = handle_.wait();
        return *code_;
    }
    std::string restOfOutput() { return rest(outStream_); }
    std::string errors() { return rest(errStream_); }

private:
    static std::string rest(std::istream& stream)
    {
        std::string text;
        stream.clear();
        Poco::StreamCopier::copyToString(stream, text);
        return text;
    }

    Poco::Pipe out_;
    Poco::Pipe err_;
    Poco::ProcessHandle handle_;
    Poco::PipeInputStream outStream_;
    Poco::PipeInputStream errStream_;
    std::optional<int> code_;
};

class ProcessTest : public CppUnit::TestFixture
{
public:
    void setUp() override { ::unsetenv("ACE_PLUGIN_PATH"); }

protected:
    std::string dataFolder() const { return (temporary.path() / "data").string(); }
    std::vector<std::string> demo() const { return {"--demo", "--port", "0", "--data", dataFolder()}; }
    static std::uint16_t portOf(const std::string& ready)
    {
        CPPUNIT_ASSERT_MESSAGE(ready, ready.starts_with("READY http://127.0.0.1:"));
        return static_cast<std::uint16_t>(std::stoi(ready.substr(ready.rfind(':') + 1)));
    }
    // Fails to start: exit 2 and one line.
    static std::string failureOf(const std::vector<std::string>& arguments)
    {
        ServerProcess process(arguments);
        const std::string errors = process.errors();
        CPPUNIT_ASSERT_EQUAL_MESSAGE(errors, 2, process.wait());
        CPPUNIT_ASSERT_EQUAL(std::string(), process.restOfOutput());
        CPPUNIT_ASSERT_EQUAL_MESSAGE(errors, 1, test::countOf(errors, "\n"));
        return errors;
    }

    const SystemClock clock;
    test::TemporaryFolder temporary;
};

CPPUNIT_TEST_FIXTURE(ProcessTest, saysReadyAloneAndEndsWithZeroOnEitherSignal)
{
    for (const int number : {SIGTERM, SIGINT}) {
        ServerProcess process(demo());
        const std::string ready = process.readLine();
        CPPUNIT_ASSERT_EQUAL(200, test::HttpClient(portOf(ready)).get("/healthz").status);
        process.signal(number);
        CPPUNIT_ASSERT_EQUAL(0, process.wait());
        CPPUNIT_ASSERT_EQUAL(std::string(), process.restOfOutput());
    }
}

CPPUNIT_TEST_FIXTURE(ProcessTest, takesARenewedCertificateOnHangup)
{
    test::makeCertificate(temporary.path(), "first");
    const auto file = [this](const std::string& name) { return (temporary.path() / name).string(); };
    const std::uint16_t tlsPort =
        Poco::Net::ServerSocket(Poco::Net::SocketAddress("127.0.0.1", 0)).address().port();
    std::ofstream(file("ace.toml")) << "[server]\ntls_port = " << tlsPort << "\ntls_certificate = \""
                                    << file("first.crt") << "\"\ntls_key = \"" << file("first.key") << "\"\n";
    auto arguments = demo();
    arguments.insert(arguments.end(), {"--config", file("ace.toml")});
    ServerProcess process(arguments);
    CPPUNIT_ASSERT(process.readLine().starts_with("READY http://"));
    const std::string request = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    const auto reply = test::exchangeTls(tlsPort, request);
    CPPUNIT_ASSERT_MESSAGE(reply.answer, reply.answer.starts_with("HTTP/1.1 200"));
    CPPUNIT_ASSERT_EQUAL(std::string("first"), reply.subject);
    test::makeCertificate(temporary.path(), "second");
    for (const std::string ending : {".crt", ".key"})
        std::filesystem::rename(file("second" + ending), file("first" + ending));
    process.signal(SIGHUP);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (test::exchangeTls(tlsPort, request).subject != "second")
        CPPUNIT_ASSERT(std::chrono::steady_clock::now() < until);
    process.signal(SIGTERM);
    CPPUNIT_ASSERT_EQUAL(0, process.wait());
}

CPPUNIT_TEST_FIXTURE(ProcessTest, aKeyThatDoesNotFitIsOneLine)
{
    for (const std::string name : {"one", "other"})
        test::makeCertificate(temporary.path(), name);
    const std::string config = (temporary.path() / "ace.toml").string();
    std::ofstream(config) << "[server]\ntls_port = 0\ntls_certificate = \"" << temporary.path().string()
                          << "/one.crt\"\ntls_key = \"" << temporary.path().string() << "/other.key\"\n";
    auto arguments = demo();
    arguments.insert(arguments.end(), {"--config", config});
    const std::string line = failureOf(arguments);
    CPPUNIT_ASSERT_MESSAGE(line, line.find("server.tls_key: ") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(ProcessTest, theDemoFileIsThereWhenItSaysReady)
{
    ServerProcess process(demo());
    const std::string ready = process.readLine();
    const std::string file = test::valueOf(readFile(temporary.path() / "data" / "demo.json"));
    CPPUNIT_ASSERT_MESSAGE(file, file.find(ready.substr(6)) != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(ProcessTest, wrongInputIsOneLineAndExitTwo)
{
    CPPUNIT_ASSERT(failureOf({"--frobnicate"}).find("--frobnicate") != std::string::npos);
    CPPUNIT_ASSERT(failureOf({"--port", "x"}).find("--port") != std::string::npos);
    CPPUNIT_ASSERT(failureOf({"--data", "/proc/nothing"}).find("/proc/nothing") != std::string::npos);
    const std::string config = (temporary.path() / "server.toml").string();
    CPPUNIT_ASSERT(failureOf({"--data", dataFolder(), "--config", config}).find("server.toml") !=
                   std::string::npos);
    std::ofstream(config) << "[server]\nprot = 1\n";
    const std::string unknown = failureOf({"--data", dataFolder(), "--config", config});
    CPPUNIT_ASSERT_MESSAGE(unknown, unknown.find("server.toml") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(unknown, unknown.find("server.prot") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(ProcessTest, twoServersOnOneFolderOrOnePortAreRefused)
{
    ServerProcess process(demo());
    const std::uint16_t port = portOf(process.readLine());
    CPPUNIT_ASSERT(failureOf(demo()).find(dataFolder()) != std::string::npos);
    const std::string other = (temporary.path() / "other").string();
    const std::string taken = failureOf({"--port", std::to_string(port), "--data", other});
    CPPUNIT_ASSERT_MESSAGE(taken, taken.find(std::to_string(port)) != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(ProcessTest, aDemoFolderIsNotOpenedForCustomers)
{
    SystemIdSource ids{clock};
    runtime::DataFolder folder(dataFolder());
    test::mustSucceed(folder.prepare(ids));
    test::mustSucceed(folder.markDemo());
    const std::string config = (temporary.path() / "ace.toml").string();
    std::vector<std::string> arguments{"--port", "0", "--data", dataFolder(), "--config", config};
    for (const char* server : {"public_url = \"https://tickets.example.org\"", "address = \"0.0.0.0\""}) {
        std::ofstream(config) << "[server]\n" << server << "\n";
        const std::string refused = failureOf(arguments);
        CPPUNIT_ASSERT_MESSAGE(refused,
                               refused.find(dataFolder() + ": holds demo data") != std::string::npos);
    }
    arguments.push_back("--demo"); // who says so knows it
    ServerProcess process(arguments);
    CPPUNIT_ASSERT(process.readLine().starts_with("READY "));
}

CPPUNIT_TEST_FIXTURE(ProcessTest, helpIsOnOutputAndExitZero)
{
    ServerProcess process({"--help"});
    CPPUNIT_ASSERT(process.restOfOutput().find("--data DIR") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(0, process.wait());
}

CPPUNIT_TEST_FIXTURE(ProcessTest, aFolderThatIsNoDemoTakesNoSimulatedPayments)
{
    ServerProcess process({"--port", "0", "--data", dataFolder()});
    test::HttpClient client(portOf(process.readLine()));
    CPPUNIT_ASSERT_EQUAL(404, client.get("/pay/test/019e0000-0000-7000-8000-000000000001").status);
    CPPUNIT_ASSERT(client.get("/").body.find("No events yet") != std::string::npos);
}

// Callers sell all the time while the server is told to stop: whoever was answered was answered in full, and
// what was acknowledged is there when it comes back.
CPPUNIT_TEST_FIXTURE(ProcessTest, drainsSalesUnderWay)
{
    std::atomic<int> acknowledged{0};
    std::atomic<int> broken{0};
    {
        ServerProcess process(demo());
        const std::uint16_t port = portOf(process.readLine());
        const std::string bearer = test::valueOf(
            runtime::DataFolder(temporary.path() / "data").issueBearer(runtime::Role::Counter, clock.now()));
        const std::string event = test::HttpClient(port).get("/api/v1/events/summer-fair").body;
        const std::string type = event.substr(event.find("\"ticket_types\":[{\"id\":\"") + 23, 36);
        std::vector<std::jthread> callers;
        for (int caller = 0; caller < 8; ++caller)
            callers.emplace_back([&, caller] {
                for (int i = 0; i < 100'000; ++i) {
                    try {
                        test::HttpClient client(port);
                        const auto reply = client.post(
                            "/api/v1/orders",
                            R"({"event":"summer-fair","items":[{"ticket_type":")" + type +
                                R"(","quantity":1}],"payment":{"method":"cash","tendered":2500}})",
                            {{"Authorization", "Bearer " + bearer},
                             {"Idempotency-Key", std::to_string(caller) + "-" + std::to_string(i)}});
                        if (reply.status == 201 && reply.body.ends_with("}]}"))
                            ++acknowledged;
                        else
                            ++broken;
                    } catch (const Poco::Exception&) {
                        return; // the server takes nothing new
                    }
                }
            });
        while (acknowledged < 20)
            std::this_thread::yield();
        process.signal(SIGTERM);
        CPPUNIT_ASSERT_EQUAL(0, process.wait());
    }
    CPPUNIT_ASSERT_EQUAL(0, broken.load());
    ServerProcess again(demo());
    const std::string event =
        test::HttpClient(portOf(again.readLine())).get("/api/v1/events/summer-fair").body;
    const std::size_t at = event.find("\"available\":") + 12;
    const int sold = 1'000'000 - std::stoi(event.substr(at));
    CPPUNIT_ASSERT_MESSAGE(std::to_string(sold), sold >= acknowledged && sold <= acknowledged + 8);
}

} // namespace

} // namespace ace::server
