// SPDX-License-Identifier: MIT
// The little that a plugin's own test needs of a test library.
#pragma once

#include <exception>
#include <initializer_list>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace ace::sdk::testing {

struct CheckFailed : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

inline void check(bool holds, const std::string& what, const char* file, int line)
{
    if (!holds)
        throw CheckFailed(std::string(file) + ":" + std::to_string(line) + ": " + what);
}

template <class Expected, class Actual>
void checkEqual(const Expected& expected, const Actual& actual, const char* file, int line)
{
    std::ostringstream text;
    text << "expected \"" << expected << "\", it is \"" << actual << '"';
    check(expected == actual, text.str(), file, line);
}

struct Test
{
    const char* name;
    void (*run)(const char* plugin); // the path of the plugin's file
};

// For main(): runs each on the plugin that the first argument names, and prints how it went. 0: all hold.
inline int runTests(int argc, char** argv, std::initializer_list<Test> tests)
{
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " PLUGIN.so\n";
        return 2;
    }
    int failed = 0;
    for (const Test& test : tests) {
        try {
            test.run(argv[1]);
            std::cout << "ok     " << test.name << std::endl;
        } catch (const std::exception& problem) {
            std::cout << "FAILED " << test.name << "\n       " << problem.what() << std::endl;
            ++failed;
        }
    }
    return failed == 0 ? 0 : 1;
}

} // namespace ace::sdk::testing

// End the test that they stand in when they do not hold.
#define ACE_CHECK(condition)                                                                                 \
    ::ace::sdk::testing::check(static_cast<bool>(condition), "not so: " #condition, __FILE__, __LINE__)
#define ACE_CHECK_EQUAL(expected, actual)                                                                    \
    ::ace::sdk::testing::checkEqual((expected), (actual), __FILE__, __LINE__)
