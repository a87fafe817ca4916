// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/File.h>
#include <ace/plugin-host/PluginRecord.h>
#include <ace/plugin-host/PluginSurvey.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace ace;
using pluginhost::PluginRecord;

namespace {

constexpr uid_t kNobody = 65534;

// An operator's station belongs to a user who is not root.
class AsNobody
{
public:
    AsNobody() { CPPUNIT_ASSERT_EQUAL(0, ::seteuid(kNobody)); }
    ~AsNobody() { static_cast<void>(::seteuid(0) == 0); }
    AsNobody(const AsNobody&) = delete;
    AsNobody& operator=(const AsNobody&) = delete;
};

uid_t ownerOf(const std::filesystem::path& file)
{
    struct stat found
    {
    };
    CPPUNIT_ASSERT_EQUAL_MESSAGE(file.string(), 0, ::stat(file.c_str(), &found));
    return found.st_uid;
}

} // namespace

class PluginRecordTest : public CppUnit::TestFixture
{
protected:
    std::filesystem::path state() const { return folder_.path() / "state" / "plugins"; }
    std::filesystem::path file() const { return state() / "plugins.json"; }
    void isolateTheReader() { record_.isolate("reader-hash", {"reader", "crashed", clock_.now()}); }
    bool isReaderIsolated() { return record_.quarantine("reader-hash").has_value(); }
    void mustLog(const std::string& words) const
    {
        CPPUNIT_ASSERT_MESSAGE(log_.all(), log_.all().find(words) != std::string::npos);
    }
    void giveTheFolderToNobody() const
    {
        if (::geteuid() != 0)
            test::skip("only root can be root in the folder of another user");
        CPPUNIT_ASSERT_EQUAL(0, ::chown(folder_.path().c_str(), kNobody, kNobody));
    }

    test::TemporaryFolder folder_;
    test::FakeLog log_;
    test::FakeClock clock_;
    PluginRecord record_{state(), clock_, log_};
};

CPPUNIT_TEST_FIXTURE(PluginRecordTest, whatRootWritesBelongsToTheFoldersOwner)
{
    giveTheFolderToNobody();
    isolateTheReader();
    for (const auto& made : {state(), file(), state() / "plugins.lock"})
        CPPUNIT_ASSERT_EQUAL_MESSAGE(made.string(), kNobody, ownerOf(made));
    const AsNobody station;
    CPPUNIT_ASSERT(isReaderIsolated());
    test::mustSucceed(record_.release("reader"));
    CPPUNIT_ASSERT_EQUAL(std::string(), log_.all());
}

CPPUNIT_TEST_FIXTURE(PluginRecordTest, whatCannotBeReadIsLeftAsItIsAndSaid)
{
    giveTheFolderToNobody();
    isolateTheReader();
    CPPUNIT_ASSERT_EQUAL(0, ::chown(file().c_str(), 0, 0));
    {
        const AsNobody station;
        record_.noteLoads("other-hash");
        mustLog("cannot be read: Permission denied");
        mustLog("chown -R");
        const auto released = record_.release("reader");
        CPPUNIT_ASSERT(!released && released.error().code == ErrorCode::Unavailable);
    }
    CPPUNIT_ASSERT(isReaderIsolated());
}

CPPUNIT_TEST_FIXTURE(PluginRecordTest, withoutItsLockNothingIsWritten)
{
    isolateTheReader();
    std::filesystem::remove(state() / "plugins.lock");
    std::filesystem::create_directory(state() / "plugins.lock");
    record_.noteLoads("reader-hash");
    mustLog("plugins.lock: cannot be opened");
    CPPUNIT_ASSERT(isReaderIsolated());
    CPPUNIT_ASSERT(!record_.loads("reader-hash"));
}

CPPUNIT_TEST_FIXTURE(PluginRecordTest, whatCannotBeWrittenIsSaidOnceAndNotReleased)
{
    isolateTheReader();
    std::filesystem::create_directory(state() / "plugins.json.new"); // in the way, as a full disk is
    for (int times = 0; times < 2; ++times) {
        const auto released = record_.release("reader");
        CPPUNIT_ASSERT(!released && released.error().code == ErrorCode::Unavailable);
    }
    mustLog("free space on the disk");
    CPPUNIT_ASSERT_EQUAL(log_.all().find("free space"), log_.all().rfind("free space"));
    CPPUNIT_ASSERT(isReaderIsolated());
}

CPPUNIT_TEST_FIXTURE(PluginRecordTest, aPluginUnderNoQuarantineIsNotFound)
{
    CPPUNIT_ASSERT(record_.release("reader").error().code == ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(PluginRecordTest, aRecordWithValuesOfAnotherTypeIsMadeAnew)
{
    for (const char* content :
         {R"({"quarantine":"yes"})", R"({"quarantine":{}})", R"({"loads":"yes"})", R"({"crashes":7})",
          R"({"quarantine":{"plugin":7,"reason":"","since":0}})",
          R"({"quarantine":{"plugin":"reader","reason":"","since":"today"}})", R"({"silent":"often"})"}) {
        record_.noteLoads("other-hash");
        std::ofstream(file(), std::ios::trunc)
            << R"({"files":{},"contents":{"reader-hash":)" << content << "}}";
        CPPUNIT_ASSERT_MESSAGE(content, !isReaderIsolated());
        CPPUNIT_ASSERT_MESSAGE(content, record_.quarantines().empty());
        CPPUNIT_ASSERT_MESSAGE(content, !record_.loads("reader-hash"));
        test::mustSucceed(record_.noteEnd({}, {{"reader", "reader-hash", "SIGSEGV"}}));
    }
    CPPUNIT_ASSERT_EQUAL(std::string(), log_.all());
}

CPPUNIT_TEST_FIXTURE(PluginRecordTest, aFilesNameMayBeNoUtf8)
{
    const auto odd = folder_.path() / "\xff.so";
    std::ofstream(odd) << "content";
    const std::string hash = test::valueOf(record_.hashOf(odd));
    record_.noteLoads(hash);
    CPPUNIT_ASSERT(record_.loads(hash));
}

CPPUNIT_TEST_FIXTURE(PluginRecordTest, aFileThatNoConfigurationCanNameIsLeftOutOfTheSurvey)
{
    for (const char* name : {"\xff.so", "two words.so", "reader.so"})
        std::ofstream(folder_.path() / name) << "content";
    const auto found = pluginhost::PluginSurvey({folder_.path()}, state(), log_, clock_).list();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, found.size());
    CPPUNIT_ASSERT_EQUAL(std::string("reader"), found[0].plugin);
    mustLog("two words.so is left out");
}
