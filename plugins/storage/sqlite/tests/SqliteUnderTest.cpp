// SPDX-License-Identifier: MIT
#include <StorageUnderTest.h>
#include <TestSupport.h>

#include <ace/sqlite/SqliteFactory.h>

namespace ace::test {

namespace {

class SqliteUnderTest : public StorageUnderTest
{
public:
    SqliteUnderTest() { reopen(); }
    sdk::Storage& storage() override { return *storage_; }
    void reopen() override
    {
        storage_.reset();
        storage_ = valueOf(sqlite::SqliteFactory().open({folder_.path(), "", log_, clock_}));
    }

private:
    TemporaryFolder folder_;
    FakeLog log_;
    FakeClock clock_;
    std::unique_ptr<sdk::Storage> storage_;
};

} // namespace

std::unique_ptr<StorageUnderTest> makeStorageUnderTest() { return std::make_unique<SqliteUnderTest>(); }

} // namespace ace::test
