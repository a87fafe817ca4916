// SPDX-License-Identifier: MIT
#include "RunProgram.h"
#include "program/Options.h"
#include "wire/Form.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>

#include <algorithm>
#include <sstream>

namespace ace::stripesimulator {

class ProgramTest : public CppUnit::TestFixture
{
protected:
    static Result<Options> parse(const std::vector<std::string_view>& arguments)
    {
        return Options::parse(arguments);
    }

    // "READY url control url"
    void waitUntilReady()
    {
        std::string ready;
        while (ready.find('\n') == std::string::npos && program_.isRunning())
            ready = program_.outSoFar();
        std::string word;
        std::istringstream(ready) >> word >> api_ >> word >> control_;
        CPPUNIT_ASSERT_MESSAGE(program_.errSoFar(), !control_.empty());
    }
    static std::string ask(const std::string& base, const std::string& method, const std::string& path,
                           const std::string& body)
    {
        const Poco::URI uri(base);
        Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
        session.setTimeout(Poco::Timespan(20, 0));
        Poco::Net::HTTPRequest request(method, path, "HTTP/1.1");
        request.set("Authorization", "Bearer sk_test_made_up");
        request.setContentType("application/x-www-form-urlencoded");
        request.setContentLength(static_cast<std::streamsize>(body.size()));
        session.sendRequest(request) << body;
        Poco::Net::HTTPResponse response;
        std::ostringstream answer;
        Poco::StreamCopier::copyStream(session.receiveResponse(response), answer);
        return std::to_string(response.getStatus()) + " " + answer.str();
    }

    test::TemporaryFolder folder_;
    test::StartedProgram program_{{ACE_BIN_DIR "/ace-stripe-simulator", "--port", "0", "--control-port", "0"},
                                  folder_.path()};
    std::string api_;
    std::string control_;
};

CPPUNIT_TEST_FIXTURE(ProgramTest, servesUntilItIsTold)
{
    waitUntilReady();
    CPPUNIT_ASSERT(ask(api_, "POST", "/v1/payment_intents", "amount=4200&currency=usd").starts_with("200 "));
    CPPUNIT_ASSERT(ask(api_, "GET", "/", "").find("SIMULATOR") != std::string::npos);
    CPPUNIT_ASSERT(ask(control_, "GET", "/requests", "").find("\"amount\": \"4200\"") != std::string::npos);
    CPPUNIT_ASSERT(ask(api_, "GET", "/requests", "").starts_with("404 "));
    CPPUNIT_ASSERT(ask(api_, "POST", "/v1/refunds", std::string(1024 * 1024 + 1, 'x')).starts_with("413 "));
    program_.signal(SIGTERM);
    CPPUNIT_ASSERT_EQUAL(0, program_.wait().exitCode);
}

CPPUNIT_TEST_FIXTURE(ProgramTest, cutsConnectionsWhenItIsAskedTo)
{
    waitUntilReady();
    for (const char* kind : {"drop_before", "drop_after"}) {
        ask(control_, "POST", "/faults", std::string("{\"kind\": \"") + kind + "\"}");
        CPPUNIT_ASSERT_THROW(ask(api_, "POST", "/v1/customers", ""), Poco::Net::NetException);
    }
    ask(control_, "POST", "/faults", "{\"kind\": \"truncated\"}");
    CPPUNIT_ASSERT(!Json::accept(ask(api_, "POST", "/v1/customers", "").substr(4)));
    ask(control_, "POST", "/faults", "{\"kind\": \"hold_after\"}");
    program_.signal(SIGINT);
    CPPUNIT_ASSERT_EQUAL(0, program_.wait().exitCode);
}

CPPUNIT_TEST_FIXTURE(ProgramTest, readsItsCommandLine)
{
    const auto options = parse({"--port", "1", "--control-port=2", "--seed", "3"});
    CPPUNIT_ASSERT(options && options->port == 1 && options->controlPort == 2 && options->seed == 3);
    CPPUNIT_ASSERT(!parse({"--port"}) && !parse({"--port", "65536"}) && !parse({"--seed", "-1"}));
    CPPUNIT_ASSERT(parse({"--sede", "1"}).error().message.find("--sede") != std::string::npos);
    const auto help = test::runProgram({ACE_BIN_DIR "/ace-stripe-simulator", "--help"});
    CPPUNIT_ASSERT(help.exitCode == 0 && help.out.find("--control-port") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(ProgramTest, aPortInUseIsOneLine)
{
    waitUntilReady();
    const std::string port = api_.substr(api_.rfind(':') + 1);
    const auto second = test::runProgram({ACE_BIN_DIR "/ace-stripe-simulator", "--port", port});
    CPPUNIT_ASSERT_EQUAL(2, second.exitCode);
    CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{1}, std::ranges::count(second.err, '\n'));
}

} // namespace ace::stripesimulator
