// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/storage/Storage.h>

#include <memory>

namespace ace::test {

// The engine that the contract is tried on. Each engine's test program defines makeStorageUnderTest(): an
// empty record.
class StorageUnderTest
{
public:
    virtual ~StorageUnderTest() = default;
    virtual sdk::Storage& storage() = 0;
    virtual void reopen() = 0; // close and open: what was answered is still there
};

std::unique_ptr<StorageUnderTest> makeStorageUnderTest();

} // namespace ace::test
