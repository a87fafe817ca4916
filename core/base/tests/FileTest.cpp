// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/File.h>

namespace ace {

class FileTest : public CppUnit::TestFixture
{
protected:
    test::TemporaryFolder folder_;
};

CPPUNIT_TEST_FIXTURE(FileTest, readsWhatWasWritten)
{
    const std::string content("a\0b\n", 4);
    test::mustSucceed(writeFileDurably(folder_.path() / "f", content));
    CPPUNIT_ASSERT_EQUAL(content, test::valueOf(readFile(folder_.path() / "f")));
}

CPPUNIT_TEST_FIXTURE(FileTest, replacesWithoutLeavingTheTemporaryFile)
{
    test::mustSucceed(writeFileDurably(folder_.path() / "f", "old"));
    test::mustSucceed(writeFileDurably(folder_.path() / "f", "new"));
    CPPUNIT_ASSERT_EQUAL(std::string("new"), test::valueOf(readFile(folder_.path() / "f")));
    CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{1},
                         std::distance(std::filesystem::directory_iterator(folder_.path()), {}));
}

CPPUNIT_TEST_FIXTURE(FileTest, refusesAFileThatIsTooLarge)
{
    test::mustSucceed(writeFileDurably(folder_.path() / "f", std::string(100, 'x')));
    CPPUNIT_ASSERT(readFile(folder_.path() / "f", 100));
    CPPUNIT_ASSERT(!readFile(folder_.path() / "f", 99));
}

CPPUNIT_TEST_FIXTURE(FileTest, aFolderIsNotAFile)
{
    CPPUNIT_ASSERT(!readFile(folder_.path()));
    CPPUNIT_ASSERT(!writeFileDurably(folder_.path() / "none" / "f", "x"));
}

} // namespace ace
