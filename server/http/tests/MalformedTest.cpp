// SPDX-License-Identifier: MIT
// Requests that can be read in two ways, or in none: malformed.txt holds them.
#include "FrontFixture.h"
#include "TlsClient.h"

#include <ace/base/File.h>

#include <sstream>

namespace ace::server::http {

namespace {

struct Case
{
    std::string status;
    std::string name;
    std::string bytes;
};

std::string unescaped(const std::string& line)
{
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] != '\\' || i + 1 == line.size()) {
            text += line[i];
            continue;
        }
        const char c = line[++i];
        if (c == 'x') {
            text += static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            text += c == 'r'   ? '\r'
                    : c == 'n' ? '\n'
                    : c == 't' ? '\t'
                    : c == 'e' ? '\x1b'
                    : c == '0' ? '\0'
                               : c;
        }
    }
    return text;
}

std::vector<Case> readCases()
{
    std::istringstream lines(test::valueOf(readFile(std::string(ACE_TEST_DIR) + "/tests/malformed.txt")));
    std::vector<Case> cases;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("--- ")) {
            cases.push_back({line.substr(4, 3), line.substr(8), ""});
        } else if (!cases.empty()) {
            const bool cut = line.ends_with('\\') && !line.ends_with("\\\\");
            cases.back().bytes +=
                unescaped(cut ? line.substr(0, line.size() - 1) : line) + (cut ? "" : "\r\n");
        }
    }
    return cases;
}

class MalformedTest : public FrontFixture
{
public:
    void setUp() override
    {
        for (const char* method : {"GET", "POST"})
            serve(method, "/hit", [this](auto&, auto& response) {
                ++hits;
                send(response, 200, "text/plain", "hit");
            });
        RouteOptions shared;
        shared.shareFor = std::chrono::milliseconds(1000);
        serve(
            "GET", "/warm", [](auto&, auto& response) { send(response, 200, "text/plain", "warm"); }, shared);
        options.threads = 4;
    }

protected:
    // An answer is known by its request's bytes, and one is for a head that is too long for that.
    void warm()
    {
        for (const std::size_t length : {1, 1, 1200})
            raw("GET /warm HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: " + std::string(length, 'x') +
                "\r\n\r\n");
    }
    void checkAll(const std::function<std::string(const std::string&)>& exchange)
    {
        const auto cases = readCases();
        CPPUNIT_ASSERT(cases.size() >= 80);
        std::string wrong;
        for (const Case& one : cases) {
            warm();
            const std::string answer = exchange(one.bytes + "GET /hit HTTP/1.1\r\nHost: x\r\n\r\n");
            const bool once = test::countOf(answer, "\nDate: ") == 1;
            if (!answer.starts_with("HTTP/1.1 " + one.status) || !once ||
                answer.find("[timeout") != std::string::npos)
                wrong += one.name + ": " + answer.substr(0, 60) + "\n";
            if (hits.exchange(0) > 0)
                wrong += one.name + ": was answered by a handler\n";
        }
        CPPUNIT_ASSERT_MESSAGE(wrong, wrong.empty());
    }

    std::atomic<int> hits{0};
};

CPPUNIT_TEST_FIXTURE(MalformedTest, nothingThatCanBeReadInTwoWaysReachesAHandler)
{
    start();
    checkAll([this](const std::string& bytes) { return raw(bytes); });
}

CPPUNIT_TEST_FIXTURE(MalformedTest, norDoesItOverTls)
{
    const test::TemporaryFolder folder;
    test::makeCertificate(folder.path(), "here");
    options.tlsPort = 0;
    options.tls = TlsFiles{(folder.path() / "here.crt").string(), (folder.path() / "here.key").string()};
    start();
    checkAll([this](const std::string& bytes) { return test::exchangeTls(front->tlsPort(), bytes).answer; });
}

CPPUNIT_TEST_FIXTURE(MalformedTest, norDoesItByteByByte)
{
    start();
    checkAll([this](const std::string& bytes) {
        Poco::Net::StreamSocket socket = connect();
        socket.setNoDelay(true);
        std::string answer;
        try {
            for (const char c : bytes)
                socket.sendBytes(&c, 1);
            answer = readAll(socket);
        } catch (const Poco::TimeoutException&) {
            answer += "[timeout]";
        } catch (const Poco::Exception&) {
            return answer; // it closed while we still sent: the answer was read or lost with it
        }
        return answer;
    });
}

} // namespace

} // namespace ace::server::http
