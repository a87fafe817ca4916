// SPDX-License-Identifier: MIT
// Every test program: `--list` prints its cases, a name runs that case, nothing runs all. Exit 77 is a loud
// skip.
#include "TestSupport.h"

#include <cppunit/BriefTestProgressListener.h>
#include <cppunit/CompilerOutputter.h>
#include <cppunit/TestResult.h>
#include <cppunit/TestResultCollector.h>
#include <cppunit/TestRunner.h>
#include <cppunit/extensions/TypeInfoHelper.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <stdexcept>

namespace {

std::map<std::string, ace::test::MakeCase>& cases() // by name
{
    static std::map<std::string, ace::test::MakeCase> registered;
    return registered;
}

} // namespace

namespace ace::test {

bool registerCase(const std::type_info& body, MakeCase make)
{
    const std::string name = CppUnit::TypeInfoHelper::getClassName(body) + "::TestBody";
    if (!cases().emplace(name, make).second) {
        std::cerr << "two cases have the name " << name << '\n';
        std::_Exit(2);
    }
    return true;
}

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

namespace {

// Programs and tests find helpers beside themselves; those of a build are not beside its tests. What is known
// of its plugins is one for all tests, so that each is tried once.
void setBuildEnvironment()
{
    std::error_code ignored;
    const auto tests = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
    const auto programs = tests.parent_path() / "bin";
    ::setenv("ACE_PLUGIN_SCAN", (programs / "ace-plugin-scan").c_str(), 0);
    ::setenv("ACE_PLUGIN_HOST", (programs / "ace-plugin-host").c_str(), 0);
    ::setenv("ACE_PLUGIN_STATE", (tests / "plugin-state").c_str(), 0);
}

} // namespace

int main(int argc, char** argv)
{
    setBuildEnvironment();
    const std::string wanted = argc > 1 ? argv[1] : "";
    if (wanted == "--list") {
        for (const auto& [name, make] : cases())
            std::cout << name << '\n';
        return 0;
    }
    CppUnit::TestResult events;
    CppUnit::TestResultCollector results;
    CppUnit::BriefTestProgressListener progress;
    events.addListener(&results);
    events.addListener(&progress);
    CppUnit::TestRunner runner;
    bool found = false;
    for (const auto& [name, make] : cases()) {
        if (!wanted.empty() && wanted != name && !name.ends_with("::" + wanted + "::TestBody"))
            continue;
        runner.addTest(make(name)); // the runner deletes it
        found = true;
    }
    if (!found) {
        std::cerr << "no such test: " << wanted << '\n';
        return 2;
    }
    runner.run(events);
    CppUnit::CompilerOutputter(&results, std::cerr).write();
    return results.wasSuccessful() && results.runTests() > 0 ? 0 : 1;
}
