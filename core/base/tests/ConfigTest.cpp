// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/Config.h>

namespace ace {

class ConfigTest : public CppUnit::TestFixture
{
public:
    Config parsed(std::string_view toml) { return test::valueOf(Config::parse(toml, "f.toml")); }
};

CPPUNIT_TEST_FIXTURE(ConfigTest, readsValuesOfEachKind)
{
    Config config =
        parsed("a = 'x'\nn = 7\nb = true\nl = ['p', 'q']\n[t]\nz = 1\n[[row]]\nv = 1\n[[row]]\nv = 2\n");
    CPPUNIT_ASSERT_EQUAL(std::string("x"), config.text("a"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{7}, config.integer("n", {0, 9}));
    CPPUNIT_ASSERT(config.boolean("b", false));
    CPPUNIT_ASSERT(config.texts("l") == std::vector<std::string>({"p", "q"}));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, config.table("t")->integer("z", {0, 9}));
    std::int64_t sum = 0;
    for (Config& row : config.tables("row"))
        sum += row.integer("v", {0, 9});
    CPPUNIT_ASSERT_EQUAL(std::int64_t{3}, sum);
    test::mustSucceed(config.finish());
}

CPPUNIT_TEST_FIXTURE(ConfigTest, saysWhatNobodyAskedFor)
{
    Config config = parsed("a = 1\n[t]\nb = 2\n");
    config.integer("a", {0, 9});
    CPPUNIT_ASSERT_EQUAL(std::string("f.toml: t.b: no such key is known here; check its spelling"),
                         config.finish().error().describe());
}

CPPUNIT_TEST_FIXTURE(ConfigTest, saysTheFirstMistakeOnly)
{
    Config config = parsed("n = 'seven'\n");
    CPPUNIT_ASSERT_EQUAL(std::int64_t{5}, config.integer("n", 5, {0, 9}));
    config.text("missing");
    CPPUNIT_ASSERT_EQUAL(std::string("f.toml: n: must be a whole number from 0 to 9"),
                         config.finish().error().describe());
}

CPPUNIT_TEST_FIXTURE(ConfigTest, aTableTakenAsJsonIsAskedForWhole)
{
    Config config = parsed("[p.settings]\nx = 1\ny = 'z'\n[p.settings.deep]\nk = true\n");
    const std::string json = config.table("p")->table("settings")->takeAsJson();
    CPPUNIT_ASSERT(json.find("\"deep\"") != std::string::npos);
    test::mustSucceed(config.finish());
}

CPPUNIT_TEST_FIXTURE(ConfigTest, anUnknownKeyInARowIsNamedWithItsNumber)
{
    Config config = parsed("[[row]]\nv = 1\n[[row]]\nw = 2\n");
    for (Config& row : config.tables("row"))
        row.integer("v", 0, {0, 9});
    CPPUNIT_ASSERT_EQUAL(std::string("f.toml: row[2].w: no such key is known here; check its spelling"),
                         config.finish().error().describe());
}

CPPUNIT_TEST_FIXTURE(ConfigTest, aMissingFileIsSaidSo)
{
    const auto config = Config::load("/nowhere/ace.toml");
    CPPUNIT_ASSERT(!config);
    CPPUNIT_ASSERT_EQUAL(std::string("/nowhere/ace.toml: no such file"), config.error().describe());
}

CPPUNIT_TEST_FIXTURE(ConfigTest, bytesThatAreNotTextAreSaidSo)
{
    CPPUNIT_ASSERT(!Config::parse(std::string_view("\xff\xfe\0\0", 4), "f.toml"));
}

} // namespace ace
