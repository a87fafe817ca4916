// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/server/http/Problem.h>
#include <ace/server/http/Router.h>

#include <set>

namespace ace::server::http {

namespace {

class NoHandler : public Poco::Net::HTTPRequestHandler
{
public:
    void handleRequest(Poco::Net::HTTPServerRequest&, Poco::Net::HTTPServerResponse&) override {}
};

class RouterTest : public CppUnit::TestFixture
{
protected:
    void add(const std::string& method, const std::string& pattern)
    {
        router.add(method, pattern, [this, pattern](const PathValues& values) {
            found = pattern;
            for (const auto& value : values)
                found += "|" + value;
            return std::make_unique<NoHandler>();
        });
    }
    std::string find(const std::string& method, const std::string& path)
    {
        found.clear();
        (void)router.find(method, path);
        return found;
    }
    std::string problem(const std::string& method, const std::string& path)
    {
        try {
            (void)router.find(method, path);
        } catch (const Problem& refused) {
            std::string text(refused.kind().code);
            for (const auto& [name, value] : refused.headers())
                text += "|" + name + ": " + value;
            return text;
        }
        return "found";
    }

    Router router;
    std::string found;
};

#define SAME(expected, actual) CPPUNIT_ASSERT_EQUAL(std::string(expected), std::string(actual))

CPPUNIT_TEST_FIXTURE(RouterTest, findsAFixedPathAndPathValues)
{
    add("GET", "/");
    add("GET", "/orders/{}/tickets/{}.pdf");
    add("GET", "/orders/{}");
    SAME("/", find("GET", "/"));
    SAME("/orders/{}|A-1", find("GET", "/orders/A-1"));
    SAME("/orders/{}/tickets/{}.pdf|A|b", find("GET", "/orders/A/tickets/b.pdf"));
}

CPPUNIT_TEST_FIXTURE(RouterTest, decodesPathValues)
{
    add("GET", "/events/{}");
    SAME("/events/{}|a b", find("GET", "/events/a%20b"));
    SAME("/events/{}|a/b", find("GET", "/events/a%2Fb"));
}

CPPUNIT_TEST_FIXTURE(RouterTest, refusesAPathThatIsNotText)
{
    add("GET", "/events/{}");
    SAME("malformed", problem("GET", "/events/%zz"));
    SAME("malformed", problem("GET", "/events/%00"));
    SAME("malformed", problem("GET", "/events/%ff"));
    SAME("malformed", problem("GET", "http://elsewhere/"));
    SAME("malformed", problem("GET", ""));
}

CPPUNIT_TEST_FIXTURE(RouterTest, doesNotFindWhatIsMissingOrEmpty)
{
    add("GET", "/events/{}");
    add("GET", "/t/{}.pdf");
    SAME("not_found", problem("GET", "/events/"));
    SAME("not_found", problem("GET", "/events/a/"));
    SAME("not_found", problem("GET", "//events/a"));
    SAME("not_found", problem("GET", "/t/.pdf"));
    SAME("not_found", problem("GET", "/t/a.png"));
}

CPPUNIT_TEST_FIXTURE(RouterTest, namesTheMethodsThatAnAddressKnows)
{
    add("GET", "/cart");
    add("POST", "/cart");
    SAME("method_not_allowed|Allow: GET, HEAD, POST", problem("DELETE", "/cart"));
    SAME("/cart", find("HEAD", "/cart"));
}

CPPUNIT_TEST_FIXTURE(RouterTest, everyProblemHasACodeOfItsOwnAndAnErrorStatus)
{
    std::set<std::string_view> codes;
    for (const ProblemKind& kind : problemKinds()) {
        CPPUNIT_ASSERT_MESSAGE(std::string(kind.code), codes.insert(kind.code).second);
        CPPUNIT_ASSERT(kind.status >= 400 && kind.status <= 505);
        CPPUNIT_ASSERT(!kind.title.empty() && !kind.meaning.empty());
    }
    CPPUNIT_ASSERT(!findProblemKind("no_such_code"));
}

} // namespace

} // namespace ace::server::http
