// SPDX-License-Identifier: MIT
// Loading: each plugin that cannot be used is refused with its name, the reason and the remedy, and the
// others go on.
#include "TestSupport.h"

#include <ace/base/File.h>
#include <ace/plugin-host/PluginHost.h>

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>

using namespace ace;
using namespace std::chrono_literals;

class PluginHostTest : public CppUnit::TestFixture
{
protected:
    Error refusal(const std::string& plugin)
    {
        auto opened = host_.openScanner({"hand", plugin, "{}", 5s});
        CPPUNIT_ASSERT_MESSAGE(plugin + " was opened", !opened);
        const Error error = opened.error();
        CPPUNIT_ASSERT_MESSAGE(error.describe(), error.where.find("plugin " + plugin) != std::string::npos);
        // The station goes on: another plugin still works.
        test::valueOf(host_.openScanner({"other", "example", "{}", 5s}));
        return error;
    }
    void mustRefuse(const std::string& plugin, const std::vector<std::string>& words)
    {
        const auto error = refusal(plugin);
        for (const auto& word : words)
            CPPUNIT_ASSERT_MESSAGE(error.describe(), error.message.find(word) != std::string::npos);
    }

    test::FakeLog log_;
    test::FakeClock clock_;
    test::TemporaryFolder folder_;
    pluginhost::PluginHost host_{
        log_, clock_, {folder_.path(), ACE_BUILD_DIR "/tests/plugins", ACE_PLUGIN_DIR}};
};

CPPUNIT_TEST_FIXTURE(PluginHostTest, inspectGivesTheManifest)
{
    const auto manifest = test::valueOf(host_.inspect("example"));
    CPPUNIT_ASSERT_EQUAL(std::string("org.acetickets.example"), manifest.id);
    CPPUNIT_ASSERT_EQUAL(std::string("MIT"), manifest.license);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, manifest.devices.size());
    CPPUNIT_ASSERT(manifest.find(pluginhost::Capability::Scanner));
    CPPUNIT_ASSERT(!manifest.find(pluginhost::Capability::Payment));
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, aDeviceTestsItself)
{
    using pluginhost::Capability;
    CPPUNIT_ASSERT_EQUAL(
        std::string("This device has no self-test."),
        test::valueOf(host_.checkHealth({"cash", "payment-cash", "{}", 5s}, Capability::Payment)));
    const auto refused = host_.checkHealth({"cash", "payment-cash", "{\"odd\":1}", 5s}, Capability::Payment);
    CPPUNIT_ASSERT(!refused);
    CPPUNIT_ASSERT_MESSAGE(refused.error().describe(),
                           refused.error().message.find("odd") != std::string::npos);
    const auto failing = host_.checkHealth(
        {"card", "MisbehavingPayment", "{\"do\":[\"fail in check_health\"]}", 5s}, Capability::Payment);
    CPPUNIT_ASSERT(!failing);
    CPPUNIT_ASSERT_MESSAGE(failing.error().describe(),
                           failing.error().message.find("the cable is out") != std::string::npos);
    CPPUNIT_ASSERT(host_.devices().empty()); // closed again
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, aMissingFile)
{
    mustRefuse("not-there",
               {"there is no not-there.so in ", folder_.path().string(), ACE_PLUGIN_DIR, "Build it"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, aTruncatedCopy)
{
    // Half of the file: mapping it would end this process by SIGBUS.
    const auto copy = folder_.path() / "cut.so";
    std::filesystem::copy_file(ACE_PLUGIN_DIR "/example.so", copy);
    std::filesystem::resize_file(copy, std::filesystem::file_size(copy) / 2);
    mustRefuse("cut", {copy.string(), "cut short", "Install it again"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, aFileThatIsNoLibrary)
{
    std::ofstream(folder_.path() / "text.so") << std::string(5000, '#');
    mustRefuse("text", {"is not a library", "Install it again"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, oneWhoseExportsTheLoaderDoesNotFind)
{
    // The sections, by which it is looked at, are whole; the loader's hash table is not.
    std::string file = test::valueOf(readFile(ACE_PLUGIN_DIR "/example.so"));
    Elf64_Ehdr header;
    std::memcpy(&header, file.data(), sizeof header);
    for (unsigned i = 0; i < header.e_shnum; ++i) {
        Elf64_Shdr section;
        std::memcpy(&section, file.data() + header.e_shoff + i * sizeof section, sizeof section);
        struct
        {
            std::uint32_t buckets, firstSymbol, bloomWords, bloomShift;
        } table;
        if (section.sh_type != SHT_GNU_HASH)
            continue;
        std::memcpy(&table, file.data() + section.sh_offset, sizeof table);
        std::fill_n(file.data() + section.sh_offset + sizeof table, table.bloomWords * 8, '\0');
    }
    std::ofstream(folder_.path() / "damaged.so", std::ios::binary) << file;
    mustRefuse("damaged", {"is damaged", "ace_plugin_entry_v1", "Install it again"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, aRefusedFileIsLookedAtAgain)
{
    const auto copy = folder_.path() / "again.so";
    std::ofstream(copy) << "half a download";
    refusal("again");
    std::filesystem::copy_file(ACE_PLUGIN_DIR "/example.so", copy,
                               std::filesystem::copy_options::overwrite_existing);
    test::valueOf(host_.openScanner({"hand", "again", "{}", 5s}));
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, anotherAbiBySymbol)
{
    mustRefuse("AbiTwo", {"plugin interface 2", "this host has 1", "Install the version"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, anotherAbiByNumber)
{
    mustRefuse("AbiSeven", {"plugin interface 7", "this host has 1", "Install the version"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, aWrongMagicNumber)
{
    mustRefuse("WrongMagic", {"wrong magic number", "Report this"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, anEntryThatIsTooShortOrNotWhole)
{
    mustRefuse("ShortEntry", {"8 bytes of", "Report this"});
    mustRefuse("NoInit", {"leaves out a function", "Report this"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, aManifestThatCannotBeRead)
{
    mustRefuse("BadManifest", {"manifest cannot be used", "Report this"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, aLibraryThatIsNoPlugin)
{
    mustRefuse("NotAPlugin", {"no plugin of Ace Tickets", "ace_plugin_entry_v1", "Take it out"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, aMissingLibraryIsNamed)
{
    mustRefuse("MissingLibrary", {"needs libace-test-gone.so,", "apt-file search libace-test-gone.so"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, anUndefinedSymbolIsNamed)
{
    mustRefuse("UndefinedSymbol", {"undefined symbol: ace_test_nobody_defines_this", "Install a version"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, oneThatThrowsInInit)
{
    mustRefuse("ThrowsInInit", {"failed in init", "no dongle", "Report this"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, oneThatFailsInInit)
{
    mustRefuse("FailsInInit", {"failed in init: the licence ran out: renew it."});
    mustRefuse("FailsInInit", {"the licence ran out"}); // init is not run again, its answer stands
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, oneThatHangsInInit)
{
    mustRefuse("HangsInInit", {"hung in init", "goes on without it"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, oneThatCreatesNothing)
{
    mustRefuse("CreatesNothing", {"cannot be created", "makes no \"device\"", "Install the version"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, aDeviceThatIsNotWhole)
{
    mustRefuse("HalfDevice", {"cannot be created", "leaves out a function", "Install the version"});
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, aPluginForSomethingElse)
{
    const auto error = host_.openPayment({"cash", "example", "{}", 5s}).error();
    CPPUNIT_ASSERT_EQUAL(
        std::string("device \"cash\" (plugin example): offers no payment (it offers scanner). Name another "
                    "plugin in the configuration."),
        error.describe());
}

CPPUNIT_TEST_FIXTURE(PluginHostTest, storageOfAnotherBuild)
{
    const auto error =
        host_.openStorage({"storage", "OtherBuild", "{}", 5s}, {folder_.path(), "{}", log_, clock_}).error();
    CPPUNIT_ASSERT_EQUAL(std::string("plugin OtherBuild"), error.where);
    for (const char* word : {"another build (\"none\"", "this host is \"", "Build and install it together"})
        CPPUNIT_ASSERT_MESSAGE(error.message, error.message.find(word) != std::string::npos);
}
