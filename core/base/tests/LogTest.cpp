// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/File.h>
#include <ace/base/Log.h>

#include <fcntl.h>
#include <unistd.h>

#include <functional>
#include <regex>

namespace ace {

namespace {

// What the log writes on standard error meanwhile.
std::string written(const std::function<void(Log&)>& body)
{
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "err";
    const int kept = ::dup(STDERR_FILENO);
    const int caught = ::open(file.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    ::dup2(caught, STDERR_FILENO);
    StderrLog log;
    body(log);
    ::dup2(kept, STDERR_FILENO);
    ::close(kept);
    ::close(caught);
    return test::valueOf(readFile(file));
}

class LogTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(LogTest, writesALineOfNamedFieldsWithDateAndZone)
{
    const std::string line = written([](Log& log) { log.warn("outbox", "is tried again"); });
    const std::regex wanted(R"(time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z level=warning component=outbox )"
                            "message=\"is tried again\"\n");
    CPPUNIT_ASSERT_MESSAGE(line, std::regex_match(line, wanted));
}

CPPUNIT_TEST_FIXTURE(LogTest, noMessageMakesAnotherLineOrField)
{
    const std::string line =
        written([](Log& log) { log.info("shop", "a\" level=error\nb\\c\x1b[31m\xC2\x9BK\r"); });
    CPPUNIT_ASSERT_MESSAGE(line, line.ends_with("message=\"a\\\" level=error\\nb\\\\c [31m K \"\n"));
    CPPUNIT_ASSERT_EQUAL(line.size() - 1, line.find('\n'));
}

} // namespace

} // namespace ace
