// SPDX-License-Identifier: MIT
// How a case gets into its program. CppUnit's own macro makes the fixtures of all cases when the program
// starts: a hundred of them for the one case that ctest runs. It also names what it registers by its line, so
// that two files cannot be one translation unit. Here a fixture is made when its case runs.
#pragma once

#include <cppunit/TestCase.h>
#include <cppunit/TestFixture.h>
#include <cppunit/extensions/HelperMacros.h>

#include <memory>
#include <string>
#include <typeinfo>

namespace ace::test {

template <class Body> class Case : public CppUnit::TestCase
{
public:
    using CppUnit::TestCase::TestCase;
    void setUp() override
    {
        body_ = std::make_unique<Body>();
        fixture().setUp();
    }
    void runTest() override { body_->TestBody(); }
    void tearDown() override
    {
        if (body_)
            fixture().tearDown();
        body_.reset();
    }

private:
    CppUnit::TestFixture& fixture() { return *body_; } // whose setUp() and tearDown() are public

    std::unique_ptr<Body> body_;
};

using MakeCase = CppUnit::Test* (*)(const std::string& name);

// Adds a case to those that main() knows, by the name of its type.
bool registerCase(const std::type_info& body, MakeCase make);

} // namespace ace::test

#undef CPPUNIT_TEST_FIXTURE
#define CPPUNIT_TEST_FIXTURE(Fixture, Name)                                                                  \
    class Name : public Fixture                                                                              \
    {                                                                                                        \
    public:                                                                                                  \
        void TestBody();                                                                                     \
    };                                                                                                       \
    [[maybe_unused]] const bool registered_##Name =                                                          \
        ::ace::test::registerCase(typeid(Name), [](const std::string& name) -> CppUnit::Test* {              \
            return new ::ace::test::Case<Name>(name);                                                        \
        });                                                                                                  \
    void Name::TestBody()
