// SPDX-License-Identifier: MIT
#include <ace/pdf/TicketFolder.h>

#include <ace/base/File.h>

#include <TestSupport.h>

#include <algorithm>

namespace ace::pdf {

class TicketFolderTest : public CppUnit::TestFixture
{
protected:
    std::size_t filesBelow(const std::filesystem::path& path) const
    {
        const std::filesystem::recursive_directory_iterator all(path);
        return static_cast<std::size_t>(
            std::count_if(begin(all), end(all), [](const auto& entry) { return entry.is_regular_file(); }));
    }

    test::TemporaryFolder folder_;
    std::filesystem::path inner_ = folder_.path() / "tickets" / "pdf";
};

CPPUNIT_TEST_FIXTURE(TicketFolderTest, anIdIsAFileAndAgainTheSameFile)
{
    const TicketFolder tickets = test::valueOf(TicketFolder::open(inner_));
    test::mustSucceed(tickets.store("01936f5e-7c1a", "first"));
    test::mustSucceed(tickets.store("01936f5e-7c1a", "second"));
    CPPUNIT_ASSERT_EQUAL(std::string("second"), test::valueOf(readFile(inner_ / "01936f5e-7c1a.pdf")));
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), filesBelow(folder_.path()));
}

CPPUNIT_TEST_FIXTURE(TicketFolderTest, noIdLeavesTheFolder)
{
    using namespace std::string_literals;
    const TicketFolder tickets = test::valueOf(TicketFolder::open(inner_));
    const std::vector<std::string> ids = {"",        ".", "..",    "../up", "..\\up", "/tmp/ace", "a/b",
                                          ".hidden", "ü", "a\0b"s, "a b",   "a\n",    "%2e%2e"};
    for (const std::string& id : ids)
        CPPUNIT_ASSERT_MESSAGE(id, tickets.store(id, "x").error().code == ErrorCode::Invalid);
    CPPUNIT_ASSERT(!tickets.store(std::string(121, 'a'), "x"));
    CPPUNIT_ASSERT(tickets.store(std::string(120, 'a'), "x"));
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), filesBelow(folder_.path()));
}

CPPUNIT_TEST_FIXTURE(TicketFolderTest, aFileIsNoFolder)
{
    test::mustSucceed(writeFileDurably(folder_.path() / "file", "x"));
    CPPUNIT_ASSERT(!TicketFolder::open(folder_.path() / "file"));
    CPPUNIT_ASSERT(!TicketFolder::open(folder_.path() / "file" / "below"));
}

} // namespace ace::pdf
