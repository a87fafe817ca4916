// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/Device.h>
#include <ace/sdk/storage/Storage.h>

namespace ace::sdk {

// The device of a storage plugin: it hands out its factory, the one C++ object that crosses the line. The
// host lets it cross only where the plugin's build tag is its own. The factory lives as long as the device.
class StorageDevice : public Device
{
public:
    void open(std::string_view) final {} // settings come with StorageOptions

protected:
    virtual StorageFactory& factory() noexcept = 0;

private:
    const void* findInterface(std::string_view id) noexcept final
    {
        return id == kStorageInterface ? static_cast<const StorageFactory*>(&factory()) : nullptr;
    }
};

} // namespace ace::sdk
