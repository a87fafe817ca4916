// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/sdk/Settings.h>

#include <functional>
#include <string>

using namespace ace;

class SettingsTest : public CppUnit::TestFixture
{
protected:
    // What the reading of `json` by `read` is refused with.
    static std::string refusal(const char* json, const std::function<void(sdk::Settings&)>& read)
    {
        try {
            sdk::Settings settings(json);
            read(settings);
            settings.finish();
        } catch (const sdk::DeviceError& error) {
            CPPUNIT_ASSERT_EQUAL(ace_status{ACE_ILLEGAL}, error.status());
            return error.what();
        }
        return "";
    }
};

CPPUNIT_TEST_FIXTURE(SettingsTest, givesWhatIsThereAndDefaultsForTheRest)
{
    sdk::Settings settings(R"({"name":"a","count":3,"on":true,"list":["x","y"],"mode":"fast"})");
    CPPUNIT_ASSERT_EQUAL(std::string("a"), settings.text("name", "b"));
    CPPUNIT_ASSERT_EQUAL(std::string("b"), settings.text("other", "b"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, settings.integer("count", 7, 0, 9));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, settings.integer("absent", 7, 0, 9));
    CPPUNIT_ASSERT(settings.boolean("on", false));
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, settings.texts("list").size());
    CPPUNIT_ASSERT_EQUAL(std::string("fast"), settings.oneOf("mode", {"slow", "fast"}));
    CPPUNIT_ASSERT_EQUAL(std::string("slow"), settings.oneOf("absent mode", {"slow", "fast"}));
    settings.finish();
}

CPPUNIT_TEST_FIXTURE(SettingsTest, whatIsNoObjectIsRefused)
{
    for (const char* wrong : {"", "[]", "{", "7", "null"})
        CPPUNIT_ASSERT_EQUAL(std::string("the settings are not a JSON object"), refusal(wrong, [](auto&) {}));
}

CPPUNIT_TEST_FIXTURE(SettingsTest, aWrongValueNamesItsKey)
{
    CPPUNIT_ASSERT_EQUAL(std::string("setting \"a\" must be a text"),
                         refusal(R"({"a":1})", [](auto& s) { s.text("a", ""); }));
    CPPUNIT_ASSERT_EQUAL(std::string("setting \"a\" must be a list of texts"),
                         refusal(R"({"a":["x",1]})", [](auto& s) { s.texts("a"); }));
    CPPUNIT_ASSERT_EQUAL(std::string("setting \"a\" must be true or false"),
                         refusal(R"({"a":"yes"})", [](auto& s) { s.boolean("a", true); }));
    CPPUNIT_ASSERT_EQUAL(std::string("setting \"a\" must be one of x, y"),
                         refusal(R"({"a":"z"})", [](auto& s) {
                             s.oneOf("a", {"x", "y"});
                         }));
    for (const char* wrong :
         {R"({"a":10})", R"({"a":-1})", R"({"a":1.5})", R"({"a":"1"})", R"({"a":18446744073709551615})"})
        CPPUNIT_ASSERT_EQUAL(std::string("setting \"a\" must be a whole number from 0 to 9"),
                             refusal(wrong, [](auto& s) { s.integer("a", 0, 0, 9); }));
    CPPUNIT_ASSERT(
        !refusal(R"({"a":18446744073709551615})", [](auto& s) { s.integer("a", 0, -9, 9); }).empty());
}

CPPUNIT_TEST_FIXTURE(SettingsTest, aKeyNobodyAskedForIsRefused)
{
    CPPUNIT_ASSERT_EQUAL(std::string("setting \"codez\" is not a setting of this device"),
                         refusal(R"({"codes":[],"codez":[]})", [](auto& s) { s.texts("codes"); }));
}

CPPUNIT_TEST_FIXTURE(SettingsTest, aListOfObjectsIsReadAsStrictlyAndNamesThePath)
{
    sdk::Settings settings(R"({"faults":[{"at":1},{"at":2,"do":"x"}]})");
    auto faults = settings.objects("faults");
    settings.finish();
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, faults.size());
    CPPUNIT_ASSERT_EQUAL(std::int64_t{2}, faults[1].integer("at", 0, 0, 9));
    try {
        faults[1].finish();
        CPPUNIT_FAIL("a key that nobody asked for was taken");
    } catch (const sdk::DeviceError& error) {
        CPPUNIT_ASSERT_EQUAL(std::string("setting \"faults/1/do\" is not a setting of this device"),
                             std::string(error.what()));
    }
    sdk::Settings wrong(R"({"faults":[1]})");
    CPPUNIT_ASSERT_THROW(wrong.objects("faults"), sdk::DeviceError);
}
