// SPDX-License-Identifier: MIT
// Who asks, by what name, and what is told about it.
#include "FrontFixture.h"

#include <ace/server/http/WholeRequest.h>

#include <mutex>

namespace ace::server::http {

namespace {

class ProxyTest : public FrontFixture
{
public:
    void setUp() override
    {
        serveUsual();
        serve("GET", "/who/{}", [](auto& request, auto& response) {
            send(response, 200, "text/plain",
                 request.clientAddress().host().toString() + (request.secure() ? " secure" : " plain") + " " +
                     requestIdOf(request) + " " + request.get("X-Forwarded-For", "none"));
        });
        options.observer = [this](const Finished& finished) {
            const std::lock_guard lock(mutex);
            seen += std::string(finished.method) + " " + std::string(finished.route) + " " +
                    std::to_string(finished.status) + "\n";
        };
    }

    void tearDown() override { front.reset(); } // before what its observer writes to

protected:
    std::string who(const test::Fields& fields)
    {
        return test::HttpClient(front->port()).get("/who/me", fields).body;
    }
    std::string whatWasSeen()
    {
        const std::lock_guard lock(mutex);
        return seen;
    }

    std::mutex mutex;
    std::string seen;
};

CPPUNIT_TEST_FIXTURE(ProxyTest, believesATrustedProxyAboutTheClient)
{
    options.trustedProxies = {"127.0.0.0/8", "10.1.0.0/16"};
    start();
    const std::string told = who({{"X-Forwarded-For", "6.6.6.6, 203.0.113.7, 10.1.2.3"},
                                  {"X-Forwarded-Proto", "https"},
                                  {"X-Request-Id", "from-the-proxy"}});
    CPPUNIT_ASSERT_EQUAL(std::string("203.0.113.7 secure from-the-proxy 6.6.6.6, 203.0.113.7, 10.1.2.3"),
                         told);
    CPPUNIT_ASSERT(who({{"X-Request-Id", "not well formed"}}).find("not well") == std::string::npos);
    for (const std::string wrong :
         {"nonsense", "unknown", "_hidden", "", "203.0.113.7, ", "[203", ":1", "1.2.3.4:5:6"})
        CPPUNIT_ASSERT_MESSAGE(wrong, who({{"X-Forwarded-For", wrong}}).starts_with("0.0.0.0 plain"));
    CPPUNIT_ASSERT(who({{"X-Forwarded-For", "6.6.6.6:1, 203.0.113.9:51234"}}).starts_with("203.0.113.9 "));
    CPPUNIT_ASSERT(who({{"X-Forwarded-For", "[2001:db8::1]:443"}}).starts_with("2001:db8::1 "));
    CPPUNIT_ASSERT(who({{"X-Forwarded-For", "[2001:db8::1]"}}).starts_with("2001:db8::1 "));
    CPPUNIT_ASSERT(who({{"X-Forwarded-For", "2001:db8::1, 10.1.2.3:80"}}).starts_with("2001:db8::1 "));
    CPPUNIT_ASSERT(who({{"X-Forwarded-For", "10.1.2.4, 10.1.2.3"}}).starts_with("10.1.2.4 "));
    CPPUNIT_ASSERT(who({}).starts_with("127.0.0.1 plain"));
}

CPPUNIT_TEST_FIXTURE(ProxyTest, whatWasHandedOnIsKnownToBe)
{
    serve("GET", "/forwarded", [](auto& request, auto& response) {
        send(response, 200, "text/plain", wasForwarded(request) ? "yes" : "no");
    });
    for (const bool trusted : {false, true}) {
        options.trustedProxies.clear();
        if (trusted)
            options.trustedProxies = {"127.0.0.1"};
        start();
        test::HttpClient client(front->port());
        CPPUNIT_ASSERT_EQUAL(std::string("no"), client.get("/forwarded").body);
        for (const char* name : {"X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"})
            CPPUNIT_ASSERT_EQUAL(std::string("yes"), client.get("/forwarded", {{name, "127.0.0.1"}}).body);
    }
    CPPUNIT_ASSERT_EQUAL(1,
                         static_cast<int>(test::countOf(log.all(), "server.trusted_proxies"))); // told once
}

CPPUNIT_TEST_FIXTURE(ProxyTest, believesNobodyElse)
{
    options.trustedProxies = {"10.0.0.0/8"};
    start();
    const std::string told = who({{"X-Forwarded-For", "203.0.113.7"}, {"X-Forwarded-Proto", "https"}});
    CPPUNIT_ASSERT_MESSAGE(told, told.starts_with("127.0.0.1 plain ") && told.ends_with(" none"));
}

CPPUNIT_TEST_FIXTURE(ProxyTest, refusesABlockThatIsNone)
{
    for (const std::string wrong : {"10.0.0.0/33", "10.0.0.x", "::1/129", "10.0.0.0/", "host/8"}) {
        options.trustedProxies = {wrong};
        const auto failed = Front::start(options, site, log);
        CPPUNIT_ASSERT_MESSAGE(wrong, !failed);
        CPPUNIT_ASSERT(failed.error().describe().find(wrong) != std::string::npos);
    }
}

CPPUNIT_TEST_FIXTURE(ProxyTest, aTrustedProxyHasNoCapOfItsOwn)
{
    options.trustedProxies = {"127.0.0.1"};
    options.connectionsPerAddressMost = 1;
    start();
    Poco::Net::StreamSocket first = connect();
    eventually("it is in", [this] { return front->figures().connections == 1; });
    CPPUNIT_ASSERT(raw("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").ends_with("hello"));
}

CPPUNIT_TEST_FIXTURE(ProxyTest, answersOnlyToItsNames)
{
    options.hosts = {"tickets.example.org", "[::1]"};
    start();
    const auto ask = [this](const std::string& host) {
        return raw("GET /hello HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").substr(9, 3);
    };
    CPPUNIT_ASSERT_EQUAL(std::string("200"), ask("tickets.example.org"));
    CPPUNIT_ASSERT_EQUAL(std::string("200"), ask("Tickets.Example.Org:8080"));
    CPPUNIT_ASSERT_EQUAL(std::string("200"), ask("[::1]:8080"));
    CPPUNIT_ASSERT_EQUAL(std::string("400"), ask("evil.example.org"));
    CPPUNIT_ASSERT_EQUAL(std::string("400"), ask("tickets.example.org.evil.org"));
}

CPPUNIT_TEST_FIXTURE(ProxyTest, anObserverSeesRoutesAndNeverAddresses)
{
    options.accessLog = true;
    start();
    who({});
    raw("GET /secret-key HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    raw("BREW /who/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const std::string expected = "GET /who/{} 200\nGET  404\nOTHER  405\n";
    eventually("three are seen", [&] { return whatWasSeen() == expected; });
    eventually("three are logged", [&] { return test::countOf(log.all(), "access: ") == 3; });
    CPPUNIT_ASSERT_MESSAGE(log.all(), log.all().find("access: GET /who/{} 200 ") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string::npos, log.all().find("secret-key"));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t(3), front->figures().requests);
}

} // namespace

} // namespace ace::server::http
