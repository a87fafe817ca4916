// SPDX-License-Identifier: MIT
#include <ace/plugin-host/PluginHost.h>

#include "device/PluginDevice.h"
#include "library/PluginFile.h"
#include "library/PluginLibrary.h"
#include "library/Vetting.h"
#include "port/CashDrawerPort.h"
#include "port/GateControlPort.h"
#include "port/Instances.h"
#include "port/LineDisplayPort.h"
#include "port/PaymentPort.h"
#include "port/QueuePort.h"
#include "port/ScannerPort.h"
#include "port/TicketOutputPort.h"

#include <ace/plugin-host/SettingsSchema.h>

#include <exception>
#include <map>
#include <mutex>
#include <utility>

namespace ace::pluginhost {

namespace {

constexpr std::uint32_t kInstancesMost = 64;

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
    Parts(const PluginLibrary::Environment& environment, std::vector<std::filesystem::path> folders,
          OwnFolders own)
        : environment_(environment), folders_(std::move(folders)), secrets_(std::move(own.secrets)),
          vetting_(std::move(own.state), environment.log, environment.clock)
    {
    }

    Result<std::shared_ptr<PluginLibrary>> load(const std::string& plugin, bool isolated);
    Result<PluginManifest> look(const std::string& plugin) const;
    Result<DeviceConfig> checked(const DeviceConfig& config, Capability capability,
                                 const PluginManifest& manifest) const;
    Result<std::unique_ptr<PluginDevice>> create(const DeviceConfig& config, Capability capability);
    Result<std::unique_ptr<PluginDevice>> open(const DeviceConfig& config, Capability capability);
    void keep(std::unique_ptr<PluginDevice> device);
    std::vector<DeviceState> devices() const;
    const Clock& clock() const { return environment_.clock; }
    template <class T, class Work>
    Result<T> withStorage(const DeviceConfig& config, bool keptOpen, Work work);

private:
    Result<std::shared_ptr<PluginLibrary>> start(const VettedPlugin& vetted);

    const PluginLibrary::Environment environment_;
    const std::vector<std::filesystem::path> folders_;
    const std::filesystem::path secrets_;
    Vetting vetting_;
    struct Known
    {
        std::string name;
        Capability capability;
        std::weak_ptr<const DeviceGuest> guest;
    };
    mutable std::mutex knownMutex_; // of its own: who asks for the devices does not wait for one that loads
    std::vector<Known> known_;
    std::mutex mutex_; // of what follows
    // By name, and whether it is isolated; shared with their devices.
    std::map<std::pair<std::string, bool>, std::shared_ptr<PluginLibrary>> libraries_;
    std::vector<std::unique_ptr<PluginDevice>> kept_;
};

Result<std::shared_ptr<PluginLibrary>> PluginHost::Parts::load(const std::string& plugin, bool isolated)
{
    const std::lock_guard lock(mutex_);
    if (const auto known = libraries_.find({plugin, isolated}); known != libraries_.end())
        return known->second;
    const auto file = findPluginFile(plugin, folders_);
    if (!file)
        return failure(file.error().code, file.error().message, "plugin " + plugin);
    const auto vetted = vetting_.vet(plugin, *file);
    if (!vetted)
        return Failure(vetted.error());
    auto library = isolated ? PluginLibrary::isolated(*vetted, environment_) : start(*vetted);
    if (library)
        libraries_.emplace(std::pair(plugin, isolated), *library);
    return library;
}

// A program that ends before this has returned ended in that plugin.
Result<std::shared_ptr<PluginLibrary>> PluginHost::Parts::start(const VettedPlugin& vetted)
{
    const auto mark = vetting_.notes().beginLoading(vetted.name, vetted.hash);
    auto library = PluginLibrary::load(vetted, mark, environment_);
    if (library)
        static_cast<void>((*library)->start()); // its answer stands, and is asked for with each device
    vetting_.notes().endLoading(*mark);
    return library;
}

Result<PluginManifest> PluginHost::Parts::look(const std::string& plugin) const
{
    const auto file = findPluginFile(plugin, folders_);
    if (!file)
        return failure(file.error().code, file.error().message, "plugin " + plugin);
    auto found = Vetting::look(plugin, *file);
    if (!found)
        return Failure(found.error());
    return std::move(found->manifest);
}

// What the plugin's schema says of its settings, and the secrets in place of their names.
Result<DeviceConfig> PluginHost::Parts::checked(const DeviceConfig& config, Capability capability,
                                                const PluginManifest& manifest) const
{
    DeviceConfig ready = config;
    const auto* device = manifest.find(capability);
    if (!device || capability == Capability::Storage)
        return ready;
    auto settings = readySettings(device->settingsSchema, config.settings, secrets_);
    if (!settings)
        return failure(settings.error().code,
                       "cannot be started: " + settings.error().message +
                           ". Check its settings in the configuration.",
                       "device \"" + config.name + "\" (plugin " + config.plugin + ")");
    ready.settings = std::move(*settings);
    return ready;
}

Result<std::unique_ptr<PluginDevice>> PluginHost::Parts::create(const DeviceConfig& config,
                                                                Capability capability)
{
    auto library = load(config.plugin, config.isolated);
    if (!library)
        return failure(std::move(library));
    if (capability == Capability::Storage && (*library)->manifest().find(capability))
        if (auto same = (*library)->checkBuildTag(); !same)
            return failure(std::move(same));
    if (auto started = (*library)->start(); !started)
        return failure(std::move(started));
    const auto ready = checked(config, capability, (*library)->manifest());
    if (!ready)
        return Failure(ready.error());
    auto device = PluginDevice::create(*library, capability, *ready);
    if (device && capability != Capability::Storage) {
        const std::lock_guard lock(knownMutex_);
        std::erase_if(known_, [](const Known& known) { return known.guest.expired(); });
        known_.push_back({config.name, capability, (*device)->guest()});
    }
    return device;
}

std::vector<DeviceState> PluginHost::Parts::devices() const
{
    const std::lock_guard lock(knownMutex_);
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

PluginHost::PluginHost(Log& log, const Clock& clock, std::vector<std::filesystem::path> folders,
                       OwnFolders own)
    : parts_(
          std::make_unique<Parts>(PluginLibrary::Environment{log, clock}, std::move(folders), std::move(own)))
{
}

PluginHost::~PluginHost() = default;

Result<PluginManifest> PluginHost::inspect(const std::string& plugin) { return parts_->look(plugin); }

Result<void> PluginHost::checkSettings(const DeviceConfig& config, Capability capability)
{
    const auto manifest = parts_->look(config.plugin);
    if (!manifest)
        return Failure(manifest.error());
    if (const auto ready = parts_->checked(config, capability, *manifest); !ready)
        return Failure(ready.error());
    return {};
}

Result<std::unique_ptr<sdk::PaymentMethod>> PluginHost::openPayment(const DeviceConfig& config)
{
    auto device = parts_->open(config, Capability::Payment);
    if (!device)
        return failure(std::move(device));
    const auto usual = static_cast<const ace_payment_1*>((*device)->table())->instances;
    if (usual > kInstancesMost)
        return Failure((*device)->error(
            ErrorCode::Corrupt, "says that " + std::to_string(usual) + " of it work side by side, and " +
                                    std::to_string(kInstancesMost) +
                                    " is the most. Report this to the plugin's author."));
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

Result<std::unique_ptr<sdk::CashDrawer>> PluginHost::openCashDrawer(const DeviceConfig& config)
{
    auto device = parts_->create(config, Capability::CashDrawer);
    if (!device)
        return failure(std::move(device));
    return std::make_unique<CashDrawerPort>(std::move(*device));
}

Result<std::unique_ptr<sdk::LineDisplay>> PluginHost::openLineDisplay(const DeviceConfig& config)
{
    auto device = parts_->open(config, Capability::LineDisplay);
    if (!device)
        return failure(std::move(device));
    return std::make_unique<LineDisplayPort>(std::move(*device));
}

Result<std::unique_ptr<sdk::GateControl>> PluginHost::openGateControl(const DeviceConfig& config)
{
    auto device = parts_->create(config, Capability::GateControl);
    if (!device)
        return failure(std::move(device));
    return std::make_unique<GateControlPort>(std::move(*device));
}

Result<std::unique_ptr<sdk::MessageQueue>> PluginHost::openQueue(const DeviceConfig& config)
{
    auto device = parts_->open(config, Capability::Queue);
    if (!device)
        return failure(std::move(device));
    return std::make_unique<QueuePort>(std::move(*device), config.deadline);
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
