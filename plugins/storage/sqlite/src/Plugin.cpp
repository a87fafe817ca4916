// SPDX-License-Identifier: MIT
#include <ace/sdk/Plugin.h>
#include <ace/sdk/storage/StorageDevice.h>
#include <ace/sqlite/SqliteFactory.h>

namespace ace::sqlite {

class SqliteDevice : public sdk::StorageDevice
{
public:
    static constexpr const char* kDeviceClass = "sqlite";

protected:
    sdk::StorageFactory& factory() noexcept override { return factory_; }

private:
    SqliteFactory factory_;
};

} // namespace ace::sqlite

ACE_PLUGIN(R"({"id":"org.acetickets.storage-sqlite","name":"SQLite record","version":"0.1.0",
               "vendor":"Ace Tickets","license":"MIT",
               "devices":[{"class":"sqlite","capability":"storage"}]})",
           ace::sqlite::SqliteDevice);
