// SPDX-License-Identifier: MIT
#pragma once

#include <Builders.h>
#include <TestSupport.h>

#include <ace/base/File.h>
#include <ace/sqlite/SqliteFactory.h>

#include <sqlite3.h>

namespace ace::test {

// A record in a temporary folder, and SQL beside our own sessions, as an audit or an attacker would run it.
class RecordBeside : public CppUnit::TestFixture
{
protected:
    using Opened = Result<std::unique_ptr<sdk::Storage>>;

    sdk::StorageOptions options() { return {folder_.path(), "", log_, clock_}; }
    Opened open(const std::string& vfs = {}) { return sqlite::SqliteFactory(vfs).open(options()); }
    std::filesystem::path file() const { return folder_.path() / "ace.db"; }

    // The first column of the first row; the engine's message where it fails.
    std::string runBeside(const std::string& sql, const std::filesystem::path& database)
    {
        sqlite3* connection = nullptr;
        CPPUNIT_ASSERT_EQUAL(SQLITE_OK, sqlite3_open(database.c_str(), &connection));
        std::string first;
        const auto take = [](void* into, int count, char** columns, char**) {
            auto& text = *static_cast<std::string*>(into);
            if (text.empty() && count > 0 && columns[0])
                text = columns[0];
            return 0;
        };
        const int code = sqlite3_exec(connection, sql.c_str(), take, &first, nullptr);
        if (code != SQLITE_OK)
            first = std::string("failed: ") + sqlite3_errmsg(connection);
        sqlite3_close(connection);
        return first;
    }
    std::string runBeside(const std::string& sql) { return runBeside(sql, file()); }

    template <class Work> static void write(sdk::Storage& storage, Work work)
    {
        mustSucceed(storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
            work(access);
            return {};
        }));
    }
    template <class Work> static auto look(sdk::Storage& storage, Work work)
    {
        return valueOf(storage.readValue([&](const sdk::ReadAccess& access) { return work(access); }));
    }
    static sdk::Placed place(sdk::Storage& storage, const sdk::OrderDraft& draft)
    {
        const auto outcome = valueOf(std::move(storage.placeOrders({&draft, 1}).front()));
        CPPUNIT_ASSERT(std::holds_alternative<sdk::Placed>(outcome));
        return std::get<sdk::Placed>(outcome);
    }
    static void expectRefusal(const Error& error, ErrorCode code, std::string_view part)
    {
        CPPUNIT_ASSERT_EQUAL(std::string(name(code)), std::string(name(error.code)));
        CPPUNIT_ASSERT_MESSAGE(error.describe(), error.describe().find(part) != std::string::npos);
    }

    TemporaryFolder folder_;
    FakeLog log_;
    FakeClock clock_;
    FakeIdSource ids_;
};

} // namespace ace::test
