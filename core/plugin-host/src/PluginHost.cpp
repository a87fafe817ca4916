// SPDX-License-Identifier: MIT
#include <ace/plugin-host/PluginHost.h>

#include "port/Instances.h"
#include "port/PaymentPort.h"
#include "device/PluginDevice.h"
#include "library/PluginFile.h"
#include "library/PluginLibrary.h"
#include "port/ScannerPort.h"
#include "port/TicketOutputPort.h"

#include <exception>
#include <map>
#include <mutex>
#include <utility>

namespace ace::pluginhost {

namespace {

// Several of one configuration are one device: it works while one of them does.
void note(std::vector<DeviceState>& states, DeviceState state)
{
    for (DeviceState& known : states)
        if (known.name == state.name && known.capability == state.capability) {
            known.working = known.working || state.working;
            return;
        }
    states.push_back(std::move(state));
}

} // namespace

class PluginHost::Parts
{
public:
    Parts(const PluginLibrary::Environment& environment, std::vector<std::filesystem::path> folders)
        : environment_(environment), folders_(std::move(folders))
    {
    }

    Result<std::shared_ptr<PluginLibrary>> load(const std::string& plugin);
    Result<std::unique_ptr<PluginDevice>> create(const DeviceConfig& config, Capability capability);
    Result<std::unique_ptr<PluginDevice>> open(const DeviceConfig& config, Capability capability);
    void keep(std::unique_ptr<PluginDevice> device);
    std::vector<DeviceState> devices() const;
    const Clock& clock() const { return environment_.clock; }
    template <class T, class Work>
    Result<T> withStorage(const DeviceConfig& config, bool keptOpen, Work work);

private:
    const PluginLibrary::Environment environment_;
    const std::vector<std::filesystem::path> folders_;
    struct Known
    {
        std::string name;
        Capability capability;
        std::weak_ptr<const DeviceGuest> guest;
    };
    mutable std::mutex mutex_;
    std::vector<Known> known_;
    std::map<std::string, std::shared_ptr<PluginLibrary>> libraries_; // shared with their devices
    std::vector<std::unique_ptr<PluginDevice>> kept_;
};

Result<std::shared_ptr<PluginLibrary>> PluginHost::Parts::load(const std::string& plugin)
{
    const std::lock_guard lock(mutex_);
    if (const auto known = libraries_.find(plugin); known != libraries_.end())
        return known->second;
    const std::string where = "plugin " + plugin;
    auto file = findPluginFile(plugin, folders_);
    if (!file)
        return failure(file.error().code, file.error().message, where);
    if (auto whole = checkPluginFile(*file); !whole)
        return failure(whole.error().code, whole.error().message, where);
    auto library = PluginLibrary::load(plugin, *file, environment_);
    if (library)
        libraries_.emplace(plugin, *library);
    return library;
}

Result<std::unique_ptr<PluginDevice>> PluginHost::Parts::create(const DeviceConfig& config,
                                                                Capability capability)
{
    auto library = load(config.plugin);
    if (!library)
        return failure(std::move(library));
    if (capability == Capability::Storage && (*library)->manifest().find(capability))
        if (auto same = (*library)->checkBuildTag(); !same)
            return failure(std::move(same));
    if (auto started = (*library)->start(); !started)
        return failure(std::move(started));
    auto device = PluginDevice::create(*library, capability, config);
    if (device && capability != Capability::Storage) {
        const std::lock_guard lock(mutex_);
        std::erase_if(known_, [](const Known& known) { return known.guest.expired(); });
        known_.push_back({config.name, capability, (*device)->guest()});
    }
    return device;
}

std::vector<DeviceState> PluginHost::Parts::devices() const
{
    const std::lock_guard lock(mutex_);
    std::vector<DeviceState> states;
    for (const Known& known : known_)
        if (const auto guest = known.guest.lock())
            note(states, {known.name, known.capability, guest->isWorking()});
    return states;
}

Result<std::unique_ptr<PluginDevice>> PluginHost::Parts::open(const DeviceConfig& config,
                                                              Capability capability)
{
    auto device = create(config, capability);
    if (!device)
        return device;
    if (auto started = (*device)->start(); !started)
        return failure(std::move(started));
    return device;
}

void PluginHost::Parts::keep(std::unique_ptr<PluginDevice> device)
{
    const std::lock_guard lock(mutex_);
    kept_.push_back(std::move(device));
}

PluginHost::PluginHost(Log& log, const Clock& clock, std::vector<std::filesystem::path> folders)
    : parts_(std::make_unique<Parts>(PluginLibrary::Environment{log, clock}, std::move(folders)))
{
}

PluginHost::~PluginHost() = default;

Result<PluginManifest> PluginHost::inspect(const std::string& plugin)
{
    auto library = parts_->load(plugin);
    if (!library)
        return failure(std::move(library));
    return (*library)->manifest();
}

Result<std::unique_ptr<sdk::PaymentMethod>> PluginHost::openPayment(const DeviceConfig& config)
{
    auto device = parts_->open(config, Capability::Payment);
    if (!device)
        return failure(std::move(device));
    const auto usual = static_cast<const ace_payment_1*>((*device)->table())->instances;
    const std::uint32_t wanted = config.instances.value_or(usual);
    if (usual <= 1 && wanted > 1)
        return Failure((*device)->error(ErrorCode::Invalid,
                                        "is always alone, for it knows what another would not. Take "
                                        "\"instances\" out of its configuration."));
    std::vector<std::unique_ptr<PluginDevice>> devices;
    devices.push_back(std::move(*device));
    while (devices.size() < wanted) {
        device = parts_->open(config, Capability::Payment);
        if (!device)
            return failure(std::move(device));
        devices.push_back(std::move(*device));
    }
    return std::make_unique<PaymentPort>(
        std::make_unique<Instances>(std::move(devices), parts_->clock(), config.deadline));
}

Result<std::unique_ptr<sdk::TicketOutput>> PluginHost::openTicketOutput(const DeviceConfig& config)
{
    auto device = parts_->open(config, Capability::TicketOutput);
    if (!device)
        return failure(std::move(device));
    return std::make_unique<TicketOutputPort>(std::move(*device));
}

Result<std::unique_ptr<sdk::Scanner>> PluginHost::openScanner(const DeviceConfig& config)
{
    auto device = parts_->create(config, Capability::Scanner);
    if (!device)
        return failure(std::move(device));
    return std::make_unique<ScannerPort>(std::move(*device));
}

Result<std::string> PluginHost::checkHealth(const DeviceConfig& config, Capability capability)
{
    auto device = parts_->open(config, capability);
    if (!device)
        return failure(std::move(device));
    auto reply = (*device)->checkHealth();
    if (!reply)
        return failure(std::move(reply));
    return std::move(reply->out[0]);
}

std::vector<DeviceState> PluginHost::devices() const { return parts_->devices(); }

// `work` gets the plugin's factory. Its device is kept where `work` answered something that lives on.
template <class T, class Work>
Result<T> PluginHost::Parts::withStorage(const DeviceConfig& config, bool keptOpen, Work work)
{
    auto device = open(config, Capability::Storage);
    if (!device)
        return failure(std::move(device));
    // The build tag is ours, so that the factory may cross as the C++ object it is.
    auto* factory = static_cast<sdk::StorageFactory*>(const_cast<void*>((*device)->table()));
    try {
        Result<T> answer = work(*factory);
        if (answer && keptOpen)
            keep(std::move(*device));
        return answer;
    } catch (const std::exception& problem) {
        return Failure((*device)->error(ErrorCode::Unavailable, std::string("cannot be opened: ") +
                                                                    problem.what() + ". " +
                                                                    advice(ACE_FAILURE)));
    }
}

Result<std::unique_ptr<sdk::Storage>> PluginHost::openStorage(const DeviceConfig& config,
                                                              const sdk::StorageOptions& options)
{
    return parts_->withStorage<std::unique_ptr<sdk::Storage>>(
        config, true, [&](sdk::StorageFactory& factory) { return factory.open(options); });
}

Result<std::unique_ptr<sdk::Storage>> PluginHost::openStorageForReading(const DeviceConfig& config,
                                                                        const sdk::StorageOptions& options)
{
    return parts_->withStorage<std::unique_ptr<sdk::Storage>>(
        config, true, [&](sdk::StorageFactory& factory) { return factory.openForReading(options); });
}

Result<std::string> PluginHost::backUpStorage(const DeviceConfig& config, const sdk::StorageOptions& options,
                                              const std::filesystem::path& target)
{
    return parts_->withStorage<std::string>(
        config, false, [&](sdk::StorageFactory& factory) { return factory.backUp(options, target); });
}

} // namespace ace::pluginhost
