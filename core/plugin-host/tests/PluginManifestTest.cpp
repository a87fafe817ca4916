// SPDX-License-Identifier: MIT
#include <ace/plugin-host/PluginManifest.h>

#include "TestSupport.h"

#include <ace/base/Bytes.h>

#include <nlohmann/json.hpp>

namespace ace::pluginhost {

namespace {

using ManifestJson = nlohmann::json;

class PluginManifestTest : public CppUnit::TestFixture
{
protected:
    static ManifestJson sound()
    {
        return {{"id", "org.example.reader"},
                {"name", "Lecteur \xC3\xA9tanche"},
                {"version", "1.0.0-rc.1+7"},
                {"vendor", "Example & Sons"},
                {"license", "MIT OR Apache-2.0"},
                {"devices", {{{"class", "hand_reader"}, {"capability", "scanner"}}}}};
    }
    // Refused, by a text that names the member and can be shown.
    static void refuses(const ManifestJson& manifest, const std::string& key)
    {
        const auto parsed = parseManifest(manifest.dump());
        CPPUNIT_ASSERT_MESSAGE(manifest.dump(), !parsed);
        CPPUNIT_ASSERT(parsed.error().code == ErrorCode::Invalid);
        const std::string& said = parsed.error().message;
        CPPUNIT_ASSERT_MESSAGE(said, said.find("\"" + key + "\" must be") != std::string::npos);
        CPPUNIT_ASSERT_EQUAL(cleanUtf8(said), said);
    }
    // `member` of the manifest, or of its first device.
    static ManifestJson with(const std::string& member, const std::string& value)
    {
        ManifestJson manifest = sound();
        (member == "class" ? manifest["devices"][0] : manifest)[member] = value;
        return manifest;
    }
};

CPPUNIT_TEST_FIXTURE(PluginManifestTest, readsWhatAPluginSaysOfItself)
{
    const auto manifest = test::valueOf(parseManifest(sound().dump()));
    CPPUNIT_ASSERT_EQUAL(std::string("org.example.reader"), manifest.id);
    CPPUNIT_ASSERT_EQUAL(std::string("1.0.0-rc.1+7"), manifest.version);
    CPPUNIT_ASSERT_EQUAL(std::string("Lecteur \xC3\xA9tanche"), manifest.name);
    CPPUNIT_ASSERT_EQUAL(std::string("MIT OR Apache-2.0"), manifest.license);
    CPPUNIT_ASSERT_EQUAL(std::string("hand_reader"), manifest.devices.at(0).deviceClass);
}

CPPUNIT_TEST_FIXTURE(PluginManifestTest, leavesOutWhatANewerOneOffers)
{
    ManifestJson manifest = sound();
    manifest["devices"].push_back({{"class", "scales"}, {"capability", "weighing"}});
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, test::valueOf(parseManifest(manifest.dump())).devices.size());
}

CPPUNIT_TEST_FIXTURE(PluginManifestTest, refusesNamesThatAreNotPlain)
{
    for (const std::string key : {"id", "version", "class"})
        for (const std::string value : {"", "a\x1b[2J", "a\nb", "a b", "../a", "a\"", "<a>", "\xC3\xA9",
                                        "\xC2\x9B"
                                        "2J",
                                        "\xEF\xBF\xBE"})
            refuses(with(key, value), key);
    refuses(with("id", std::string(101, 'a')), "id");
}

CPPUNIT_TEST_FIXTURE(PluginManifestTest, refusesTextThatATerminalWouldObey)
{
    for (const std::string key : {"name", "vendor", "license"}) {
        for (const std::string value : {"a\x1b[2J", "a\nb", "\x7f",
                                        "\xC2\x9B"
                                        "2J"})
            refuses(with(key, value), key);
        refuses(with(key, std::string(501, 'a')), key);
    }
}

CPPUNIT_TEST_FIXTURE(PluginManifestTest, refusesWhatIsNoManifest)
{
    for (const std::string text : {"", "{", "[]", "null", R"({"id":7})", "{\"id\":\"\x1b\"}", "\xff"}) {
        const auto parsed = parseManifest(text);
        CPPUNIT_ASSERT_MESSAGE(text, !parsed);
        CPPUNIT_ASSERT_EQUAL(cleanUtf8(parsed.error().message), parsed.error().message);
    }
}

} // namespace

} // namespace ace::pluginhost
