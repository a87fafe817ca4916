// SPDX-License-Identifier: MIT
// Every test program: `--list` prints its cases, a name runs that case, nothing runs all. Exit 77 is a loud
// skip.
#include "TestSupport.h"

#include <cppunit/BriefTestProgressListener.h>
#include <cppunit/CompilerOutputter.h>
#include <cppunit/TestResult.h>
#include <cppunit/TestResultCollector.h>
#include <cppunit/TestRunner.h>
#include <cppunit/extensions/TestFactoryRegistry.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <stdexcept>

namespace {

void list(CppUnit::Test& test)
{
    if (test.getChildTestCount() == 0)
        std::cout << test.getName() << '\n';
    for (int i = 0; i < test.getChildTestCount(); ++i)
        list(*test.getChildTestAt(i));
}

} // namespace

namespace ace::test {

void skip(const std::string& reason)
{
    std::cout << "SKIPPED: " << reason << std::endl;
    std::_Exit(77);
}

TemporaryFolder::TemporaryFolder()
{
    std::string pattern = (std::filesystem::temp_directory_path() / "ace-test-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        throw std::runtime_error("cannot make a temporary folder");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

} // namespace ace::test

int main(int argc, char** argv)
{
    std::unique_ptr<CppUnit::Test> root(CppUnit::TestFactoryRegistry::getRegistry().makeTest());
    const std::string wanted = argc > 1 ? argv[1] : "";
    if (wanted == "--list") {
        list(*root);
        return 0;
    }
    CppUnit::TestResult events;
    CppUnit::TestResultCollector results;
    CppUnit::BriefTestProgressListener progress;
    events.addListener(&results);
    events.addListener(&progress);
    CppUnit::TestRunner runner;
    runner.addTest(root.release()); // the runner deletes it
    try {
        runner.run(events, wanted);
    } catch (const std::invalid_argument&) {
        std::cerr << "no such test: " << wanted << '\n';
        return 2;
    }
    CppUnit::CompilerOutputter(&results, std::cerr).write();
    return results.wasSuccessful() && results.runTests() > 0 ? 0 : 1;
}
