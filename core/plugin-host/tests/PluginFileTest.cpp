// SPDX-License-Identifier: MIT
#include "library/PluginFile.h"
#include "TestSupport.h"

#include <elf.h>

#include <cstring>
#include <fstream>
#include <functional>
#include <iterator>

using namespace ace;
using pluginhost::checkPluginFile;

class PluginFileTest : public CppUnit::TestFixture
{
protected:
    static std::string good()
    {
        std::ifstream in(ACE_PLUGIN_DIR "/example.so", std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    Result<void> check(const std::string& content)
    {
        std::ofstream(file_, std::ios::binary | std::ios::trunc) << content;
        return checkPluginFile(file_);
    }
    // The good plugin with its header changed.
    Result<void> checkWith(const std::function<void(Elf64_Ehdr&)>& change)
    {
        std::string content = good();
        Elf64_Ehdr header;
        std::memcpy(&header, content.data(), sizeof header);
        change(header);
        std::memcpy(content.data(), &header, sizeof header);
        return check(content);
    }
    static void mustSay(const std::string& words, const Result<void>& result)
    {
        CPPUNIT_ASSERT(!result);
        CPPUNIT_ASSERT_MESSAGE(result.error().message,
                               result.error().message.find(words) != std::string::npos);
    }

    test::TemporaryFolder folder_;
    const std::filesystem::path file_ = folder_.path() / "plugin.so";
};

CPPUNIT_TEST_FIXTURE(PluginFileTest, aWholePluginPasses) { test::mustSucceed(check(good())); }

CPPUNIT_TEST_FIXTURE(PluginFileTest, oneThatIsCutShortAnywhereIsRefused)
{
    const std::string whole = good();
    for (std::size_t kept = 0; kept < whole.size(); kept += whole.size() / 97)
        CPPUNIT_ASSERT_MESSAGE(std::to_string(kept), !check(whole.substr(0, kept)));
    mustSay("is cut short", check(whole.substr(0, whole.size() - 1)));
    mustSay("is too short", check(whole.substr(0, 63)));
    mustSay("is too short", check(""));
}

CPPUNIT_TEST_FIXTURE(PluginFileTest, whatIsNoLibraryOfThisMachineIsRefused)
{
    mustSay("no ELF header", check(std::string(1000, 'x')));
    mustSay("another machine", checkWith([](auto& h) { h.e_machine = EM_SPARC; }));
    mustSay("another machine", checkWith([](auto& h) { h.e_ident[EI_CLASS] = ELFCLASS32; }));
    mustSay("not a shared library", checkWith([](auto& h) { h.e_type = ET_REL; }));
    mustSay("not a shared library", checkWith([](auto& h) { h.e_phnum = 0; }));
    std::filesystem::create_directory(folder_.path() / "folder.so");
    mustSay("not a regular file", checkPluginFile(folder_.path() / "folder.so"));
    std::filesystem::create_symlink("nowhere", folder_.path() / "link.so");
    mustSay("not a regular file", checkPluginFile(folder_.path() / "link.so"));
}

CPPUNIT_TEST_FIXTURE(PluginFileTest, headersThatPointBeyondTheEndAreRefused)
{
    for (const std::uint64_t offset : {std::uint64_t{1} << 40, ~std::uint64_t{0}, ~std::uint64_t{0} - 55}) {
        mustSay("is cut short", checkWith([&](auto& h) { h.e_phoff = offset; }));
        mustSay("is cut short", checkWith([&](auto& h) { h.e_shoff = offset; }));
    }
    std::string content = good();
    Elf64_Ehdr header;
    std::memcpy(&header, content.data(), sizeof header);
    for (unsigned i = 0; i < header.e_phnum; ++i) {
        Elf64_Phdr segment;
        char* at = content.data() + header.e_phoff + i * sizeof segment;
        std::memcpy(&segment, at, sizeof segment);
        if (segment.p_type != PT_LOAD || segment.p_offset == 0)
            continue;
        segment.p_filesz = ~std::uint64_t{0} - segment.p_offset + 1; // the sum wraps to nothing
        std::memcpy(at, &segment, sizeof segment);
        break;
    }
    mustSay("is cut short", check(content));
}

CPPUNIT_TEST_FIXTURE(PluginFileTest, aNameThatCouldLeaveTheFoldersIsRefused)
{
    for (const char* name : {"", "../plugin", "/plugin", "a/b", ".hidden", "..", "a b", "a\nb"})
        CPPUNIT_ASSERT_MESSAGE(name, pluginhost::findPluginFile(name, {folder_.path()}).error().code ==
                                         ErrorCode::Invalid);
    CPPUNIT_ASSERT(!pluginhost::findPluginFile(std::string(65, 'a'), {folder_.path()}));
}

CPPUNIT_TEST_FIXTURE(PluginFileTest, theFirstFolderThatHasItWins)
{
    const auto first = folder_.path() / "first", second = folder_.path() / "second";
    for (const auto& folder : {first, second}) {
        std::filesystem::create_directory(folder);
        std::ofstream(folder / "plugin.so") << "x";
    }
    CPPUNIT_ASSERT(test::valueOf(pluginhost::findPluginFile(
                       "plugin", {folder_.path() / "none", second, first})) == second / "plugin.so");
}

CPPUNIT_TEST_FIXTURE(PluginFileTest, aMissingFileNamesTheFoldersAndTheRemedy)
{
    const auto error = pluginhost::findPluginFile("plugin", {"/one", "/two"}).error();
    CPPUNIT_ASSERT(error.code == ErrorCode::NotFound);
    CPPUNIT_ASSERT_EQUAL(
        std::string("there is no plugin.so in /one, /two. Build it (./ace build), copy it there, or name "
                    "its folder in ACE_PLUGIN_PATH."),
        error.message);
}
