// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/File.h>
#include <ace/runtime/DataFolder.h>

namespace ace::runtime {

class DataFolderTest : public CppUnit::TestFixture
{
public:
    DataFolder aDemoFolder()
    {
        DataFolder folder(temporary_.path() / "data");
        test::mustSucceed(folder.prepare(ids_));
        test::mustSucceed(folder.markDemo());
        return folder;
    }
    BearerCheck checkOf(const DataFolder& folder)
    {
        return BearerCheck(test::valueOf(folder.deriveKey("bearer")));
    }

protected:
    test::TemporaryFolder temporary_;
    test::FakeIdSource ids_;
    Instant now_{std::chrono::seconds(1'800'000'000)};
};

CPPUNIT_TEST_FIXTURE(DataFolderTest, aBearerIsGoodForItsRoleForAnHour)
{
    const DataFolder folder = aDemoFolder();
    const std::string bearer = test::valueOf(folder.issueBearer(Role::Gate, now_));
    const BearerCheck check = checkOf(folder);
    CPPUNIT_ASSERT(check.verify(bearer, now_) == Role::Gate);
    CPPUNIT_ASSERT(check.verify(bearer, now_ + std::chrono::minutes(59)) == Role::Gate);
    CPPUNIT_ASSERT(!check.verify(bearer, now_ + std::chrono::hours(1)));
}

CPPUNIT_TEST_FIXTURE(DataFolderTest, aChangedBearerIsWorthless)
{
    const DataFolder folder = aDemoFolder();
    const std::string bearer = test::valueOf(folder.issueBearer(Role::Counter, now_));
    const BearerCheck check = checkOf(folder);
    for (std::size_t i = 0; i < bearer.size(); ++i) {
        std::string changed = bearer;
        changed[i] = changed[i] == 'x' ? 'y' : 'x';
        CPPUNIT_ASSERT_MESSAGE(changed, !check.verify(changed, now_));
    }
    CPPUNIT_ASSERT(!check.verify(bearer + "A", now_));
    CPPUNIT_ASSERT(!check.verify("", now_));
    CPPUNIT_ASSERT(!check.verify("ace1.", now_));
}

CPPUNIT_TEST_FIXTURE(DataFolderTest, aBearerOfAnotherFolderIsWorthless)
{
    const std::string bearer = test::valueOf(aDemoFolder().issueBearer(Role::Counter, now_));
    DataFolder other(temporary_.path() / "other");
    test::mustSucceed(other.prepare(ids_));
    CPPUNIT_ASSERT(!checkOf(other).verify(bearer, now_));
}

CPPUNIT_TEST_FIXTURE(DataFolderTest, onlyDemoDataHasBearers)
{
    DataFolder folder(temporary_.path());
    test::mustSucceed(folder.prepare(ids_));
    CPPUNIT_ASSERT(!folder.issueBearer(Role::Counter, now_));
}

CPPUNIT_TEST_FIXTURE(DataFolderTest, keepsItsKeyWhenPreparedAgain)
{
    DataFolder folder = aDemoFolder();
    const Digest before = test::valueOf(folder.deriveKey("bearer"));
    test::mustSucceed(folder.prepare(ids_));
    CPPUNIT_ASSERT(before == test::valueOf(folder.deriveKey("bearer")));
    CPPUNIT_ASSERT(before != test::valueOf(folder.deriveKey("cart")));
}

CPPUNIT_TEST_FIXTURE(DataFolderTest, makesNoNewKeyBesideARecord)
{
    DataFolder folder(temporary_.path());
    test::mustSucceed(writeFileDurably(folder.path() / "ace.db", "rows"));
    const auto prepared = folder.prepare(ids_);
    CPPUNIT_ASSERT(!prepared);
    CPPUNIT_ASSERT(prepared.error().describe().find("has a record but no ace.key") != std::string::npos);
    CPPUNIT_ASSERT(!std::filesystem::exists(folder.path() / "ace.key"));
    test::mustSucceed(writeFileDurably(folder.path() / "ace.key", std::string(32, 'k')));
    test::mustSucceed(folder.prepare(ids_));
}

CPPUNIT_TEST_FIXTURE(DataFolderTest, keepsItsKeyFromOtherUsers)
{
    DataFolder folder = aDemoFolder();
    const auto mode = std::filesystem::status(folder.path() / "ace.key").permissions();
    CPPUNIT_ASSERT(mode == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

CPPUNIT_TEST_FIXTURE(DataFolderTest, aTornKeyFileIsSaidSo)
{
    DataFolder folder = aDemoFolder();
    test::mustSucceed(writeFileDurably(folder.path() / "ace.key", "short"));
    const auto bearer = folder.issueBearer(Role::Counter, now_);
    CPPUNIT_ASSERT(!bearer);
    CPPUNIT_ASSERT(bearer.error().describe().find("ace.key: is not a key file") != std::string::npos);
}

} // namespace ace::runtime
