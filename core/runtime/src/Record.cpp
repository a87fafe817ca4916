// SPDX-License-Identifier: MIT
#include <ace/runtime/Record.h>

#include <ace/plugin-host/PluginHost.h>

namespace ace::runtime {

struct Record::Parts
{
    explicit Parts(const Runtime::Environment& environment)
        : host(environment.log, environment.clock, environment.pluginFolders)
    {
    }

    pluginhost::PluginHost host; // first: it outlives what it opened
    std::unique_ptr<sdk::Storage> storage;
};

Record::Record(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Record::~Record() = default;

Result<std::unique_ptr<Record>> Record::openForReading(const Settings& settings, const DataFolder& folder,
                                                       const Runtime::Environment& environment)
{
    auto parts = std::make_unique<Parts>(environment);
    const DeviceSettings& wanted = settings.storage;
    auto storage = parts->host.openStorageForReading(
        {"storage", wanted.plugin, wanted.settings, wanted.deadline},
        {folder.path(), wanted.settings, environment.log, environment.clock});
    if (!storage)
        return failure(std::move(storage));
    parts->storage = std::move(*storage);
    return std::unique_ptr<Record>(new Record(std::move(parts)));
}

sdk::Storage& Record::storage() { return *parts_->storage; }

} // namespace ace::runtime
