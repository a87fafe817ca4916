// SPDX-License-Identifier: MIT
#include "Options.h"
#include "TestSupport.h"

namespace ace::server {

namespace {

class OptionsTest : public CppUnit::TestFixture
{
protected:
    static Result<Options> parse(const std::vector<std::string_view>& arguments)
    {
        return Options::parse(arguments);
    }
};

CPPUNIT_TEST_FIXTURE(OptionsTest, nothingGivenIsTheDefault)
{
    const auto options = test::valueOf(parse({}));
    CPPUNIT_ASSERT(!options.demo && !options.help && !options.port && !options.config);
    CPPUNIT_ASSERT_EQUAL(std::string(".ace"), options.data.string());
}

CPPUNIT_TEST_FIXTURE(OptionsTest, readsEachOptionInBothSpellings)
{
    const auto apart = test::valueOf(parse({"--demo", "--port", "0", "--data", "d", "--config", "c.toml"}));
    CPPUNIT_ASSERT(apart.demo);
    CPPUNIT_ASSERT_EQUAL(std::uint16_t(0), *apart.port);
    CPPUNIT_ASSERT_EQUAL(std::string("d"), apart.data.string());
    CPPUNIT_ASSERT_EQUAL(std::string("c.toml"), apart.config->string());
    const auto joined = test::valueOf(parse({"--port=65535", "--data=e=f"}));
    CPPUNIT_ASSERT_EQUAL(std::uint16_t(65535), *joined.port);
    CPPUNIT_ASSERT_EQUAL(std::string("e=f"), joined.data.string());
    CPPUNIT_ASSERT(test::valueOf(parse({"--help"})).help);
}

CPPUNIT_TEST_FIXTURE(OptionsTest, refusesWhatItDoesNotKnow)
{
    for (const std::vector<std::string_view>& wrong :
         std::vector<std::vector<std::string_view>>{{"--prot", "1"},
                                                    {"serve"},
                                                    {""},
                                                    {"--port"},
                                                    {"--port", "-1"},
                                                    {"--port", "65536"},
                                                    {"--port", "8080x"},
                                                    {"--port="},
                                                    {"--data"},
                                                    {"--config="},
                                                    {"--demo=yes"}})
        CPPUNIT_ASSERT_MESSAGE(std::string(wrong.front()), !parse(wrong));
}

} // namespace

} // namespace ace::server
