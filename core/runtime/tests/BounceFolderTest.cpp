// SPDX-License-Identifier: MIT
#include <ace/runtime/BounceFolder.h>

#include "TestSupport.h"

#include <ace/base/File.h>
#include <ace/outbox/MailReference.h>

#include <algorithm>

namespace ace::runtime {

namespace {

class BounceFolderTest : public CppUnit::TestFixture
{
protected:
    std::string messageId()
    {
        return "<" +
               outbox::MailReference::of(ids_.next<OrderId>(), ids_.next<JobId>(), "ana@example.org").text() +
               ".0123456789ab@example.org>";
    }
    bool put(const std::string& id) { return test::valueOf(bounces_.put(id, ids_)); }
    std::size_t take()
    {
        return test::valueOf(bounces_.take([this](const std::string& messageId) -> Result<void> {
            taken_.push_back(messageId);
            return {};
        }));
    }

    test::TemporaryFolder folder_;
    test::FakeIdSource ids_;
    BounceFolder bounces_{folder_.path()};
    const std::string first_ = messageId(), second_ = messageId();
    std::vector<std::string> taken_;
};

CPPUNIT_TEST_FIXTURE(BounceFolderTest, whatOneProcessPutsAnotherTakesOnce)
{
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, take()); // no folder yet
    CPPUNIT_ASSERT(put(first_));
    CPPUNIT_ASSERT(put(second_));
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, take());
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, take());
    std::ranges::sort(taken_);
    std::vector<std::string> both{first_, second_};
    std::ranges::sort(both);
    CPPUNIT_ASSERT(taken_ == both);
}

CPPUNIT_TEST_FIXTURE(BounceFolderTest, whatIsNoMailOfAnOrderIsNotPut)
{
    CPPUNIT_ASSERT(!put("<somebody@example.org>"));
    CPPUNIT_ASSERT(!std::filesystem::exists(folder_.path() / "bounces"));
}

CPPUNIT_TEST_FIXTURE(BounceFolderTest, whatCouldNotBeUsedStays)
{
    CPPUNIT_ASSERT(put(first_));
    CPPUNIT_ASSERT(
        !bounces_.take([](const std::string&) -> Result<void> { return failure(ErrorCode::Busy, "later"); }));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, take());
}

// Not even for root.
CPPUNIT_TEST_FIXTURE(BounceFolderTest, whatCannotBeReadStaysAndHoldsUpNoOther)
{
    CPPUNIT_ASSERT(put(first_));
    const auto folder = folder_.path() / "bounces", looping = folder / "1.bounce";
    std::filesystem::create_symlink(looping, looping);
    std::filesystem::create_directory(folder / "x.bounce");
    const auto taken = bounces_.take([this](const std::string& messageId) -> Result<void> {
        taken_.push_back(messageId);
        return {};
    });
    CPPUNIT_ASSERT(!taken && taken.error().code == ErrorCode::Unavailable);
    CPPUNIT_ASSERT_MESSAGE(taken.error().describe(),
                           taken.error().describe().find("cannot be read and stays") != std::string::npos);
    CPPUNIT_ASSERT(taken_ == std::vector{first_});
    CPPUNIT_ASSERT(std::filesystem::is_symlink(looping) && std::filesystem::exists(folder / "x.bounce"));
}

CPPUNIT_TEST_FIXTURE(BounceFolderTest, aFileThatIsNoneGoesAndOthersAreLeftAlone)
{
    CPPUNIT_ASSERT(put(first_));
    test::mustSucceed(writeFileDurably(folder_.path() / "bounces" / "x.bounce", ""));
    test::mustSucceed(writeFileDurably(folder_.path() / "bounces" / "notes.txt", "mine\n"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, take());
    CPPUNIT_ASSERT(!std::filesystem::exists(folder_.path() / "bounces" / "x.bounce"));
    CPPUNIT_ASSERT(std::filesystem::exists(folder_.path() / "bounces" / "notes.txt"));
}

} // namespace

} // namespace ace::runtime
