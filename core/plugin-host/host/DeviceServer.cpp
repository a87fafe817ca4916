// SPDX-License-Identifier: MIT
#include "DeviceServer.h"

#include "device/DeviceTables.h"
#include "library/Vetting.h"

#include <ace/sdk/Guard.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

namespace ace::pluginhost {

using sdk::detail::fromAbi;

namespace {

constexpr std::size_t kOutBytesMost = 64u << 20;     // of one answer
constexpr std::size_t kWordsMax = 4096;              // of a log line or a reason
constexpr std::size_t kEventTextMax = 64 * 1024 + 1; // one more than the host takes: it counts what is lost

} // namespace

DeviceServer::DeviceServer(int calls, int notices, Wanted wanted)
    : wanted_(std::move(wanted)), host_{sizeof(ace_host), ACE_ABI_MAJOR, ACE_ABI_MINOR, this, onLog,
                                        onPost,           onFail,        onNow},
      calls_(calls), notices_(notices)
{
}

void DeviceServer::serve()
{
    std::string_view bytes;
    while (calls_.receive(bytes) == Line::Got::Message) {
        const auto message = decode(bytes);
        if (!message)
            return;
        const auto request = Request::from(*message);
        answer(request);
        if (request.method == kDestroyMethod)
            return;
    }
}

void DeviceServer::heedInterrupts()
{
    std::string_view bytes;
    while (notices_.receive(bytes) == Line::Got::Message) {
        const auto message = decode(bytes);
        if (!message || message->what != kInterrupt)
            continue;
        const std::lock_guard lock(interrupting_);
        if (device_ && running_ == message->numbers[0])
            device_->interrupt(device_->self);
    }
}

void DeviceServer::answer(const Request& request)
{
    Answer answer;
    answer.number = request.number;
    Invocation invocation(request, kOutBytesMost);
    reason_.clear();
    extended_ = 0;
    retryable_ = false;
    {
        const std::lock_guard lock(interrupting_);
        running_ = request.number;
    }
    perform(request, answer, invocation);
    {
        const std::lock_guard lock(interrupting_);
        running_ = 0;
    }
    answer.extended = extended_;
    answer.retryable = retryable_;
    answer.reason = reason_;
    if (!invocation.overflowed)
        answer.out = {invocation.out[0], invocation.out[1]};
    {
        const std::lock_guard lock(noticing_);
        answer.notices = sent_;
    }
    std::string bytes;
    encode(answer.toMessage(), bytes);
    calls_.send(bytes);
}

// Nothing that a plugin throws through its C table leaves this.
void DeviceServer::perform(const Request& request, Answer& answer, Invocation& invocation)
{
    try {
        answer.status = run(request, answer, invocation);
        if (invocation.overflowed)
            answer.status = refuse(ACE_PLUGIN_FAULT, "it wrote more than 64 MiB into its answer");
    } catch (const std::exception& problem) {
        answer.status =
            refuse(ACE_PLUGIN_FAULT, std::string("it threw through its C table: ") + problem.what());
    } catch (...) {
        answer.status =
            refuse(ACE_PLUGIN_FAULT, "it threw through its C table: an exception that is no std::exception");
    }
}

ace_status DeviceServer::run(const Request& request, Answer& answer, Invocation& invocation)
{
    if (request.method == kCreateMethod && !device_)
        return create(answer);
    if (!device_)
        return refuse(ACE_CLOSED, "there is no device");
    if (request.method == kDestroyMethod) {
        destroy();
        return ACE_OK;
    }
    const Invoke invoke = findFunction(wanted_.capability, request.method);
    if (!invoke)
        return refuse(ACE_ILLEGAL, "there is no function " + std::to_string(request.method));
    const bool ofDevice = request.method < kCapabilityMethods;
    const auto status =
        invoke(ofDevice ? static_cast<const void*>(device_) : table_, device_->self, invocation);
    answer.numbers = invocation.numbers;
    if (request.method == methodOf<&ace_device::open>() && wanted_.capability == Capability::Payment &&
        status == ACE_OK)
        answer.numbers[0] = static_cast<const ace_payment_1*>(table_)->page_seconds(device_->self);
    return status;
}

ace_status DeviceServer::load()
{
    const auto vetted = Vetting::look(wanted_.file.stem().string(), wanted_.file);
    if (!vetted)
        return refuse(ACE_NO_SERVICE, vetted.error().message);
    auto library = PluginLibrary::load(*vetted, nullptr, {*this, clock_});
    if (!library)
        return refuse(ACE_NO_SERVICE, library.error().message);
    library_ = std::move(*library);
    const auto status = library_->entry().init(&host_);
    if (status != ACE_OK && reason_.empty())
        return refuse(status, "failed in init with status " + std::to_string(status));
    return status;
}

ace_status DeviceServer::create(Answer& answer)
{
    if (const auto status = load(); status != ACE_OK)
        return status;
    ace_device* made = library_->entry().create(&host_, wanted_.deviceClass.c_str());
    if (!made)
        return reason_.empty() ? refuse(ACE_NO_EXIST, "it makes no \"" + wanted_.deviceClass +
                                                          "\", although its manifest says so")
                               : ACE_FAILURE;
    if (!isComplete(*made))
        return refuse(ACE_ILLEGAL, "its device table leaves out a function");
    const std::string id = interfaceId(wanted_.capability);
    table_ = made->query(made->self, id.c_str());
    if (!table_)
        return refuse(ACE_DEPRECATED, "it has no " + id);
    if (!isComplete(table_, wanted_.capability))
        return refuse(ACE_ILLEGAL, "its " + id + " leaves out a function");
    if (wanted_.capability == Capability::Payment) {
        const auto& payment = *static_cast<const ace_payment_1*>(table_);
        answer.numbers = {payment.settles_at_once, payment.instances};
    }
    const std::lock_guard lock(interrupting_);
    device_ = made;
    return ACE_OK;
}

void DeviceServer::destroy()
{
    ace_device* device = nullptr;
    {
        const std::lock_guard lock(interrupting_);
        device = std::exchange(device_, nullptr);
    }
    device->destroy(device->self);
    library_->entry().deinit();
}

ace_status DeviceServer::refuse(ace_status status, const std::string& why)
{
    reason_ = why.substr(0, kWordsMax);
    return status;
}

void DeviceServer::send(const Notice& notice)
{
    std::string bytes;
    encode(notice.toMessage(), bytes);
    const std::lock_guard lock(noticing_);
    if (notices_.send(bytes))
        ++sent_;
}

void DeviceServer::write(LogLevel level, std::string_view, std::string_view message)
{
    Notice notice;
    notice.level = static_cast<std::int64_t>(level);
    notice.body = message.substr(0, kWordsMax);
    send(notice);
}

void DeviceServer::onLog(const ace_host* host, std::int32_t level, ace_str text)
{
    of(host).write(static_cast<LogLevel>(std::clamp(level, 0, 3)), {}, fromAbi(text));
}

void DeviceServer::onPost(const ace_host* host, const ace_event* event)
{
    if (!event || event->size < sizeof(ace_event))
        return;
    of(host).send({Notice::Post, event->kind, event->code, event->extended,
                   fromAbi(event->reference).substr(0, kEventTextMax),
                   fromAbi(event->type).substr(0, kEventTextMax),
                   fromAbi(event->body).substr(0, kEventTextMax)});
}

void DeviceServer::onFail(const ace_host* host, ace_status, std::int32_t extended, std::int32_t retryable,
                          ace_str text)
{
    auto& self = of(host);
    if (self.thread_ != std::this_thread::get_id())
        return;
    self.reason_ = fromAbi(text).substr(0, kWordsMax);
    self.extended_ = extended;
    self.retryable_ = retryable != 0;
}

// The host's own clock is the machine's monotonic one.
std::int64_t DeviceServer::onNow(const ace_host* host)
{
    return std::chrono::nanoseconds(of(host).clock_.monotonic().time_since_epoch()).count();
}

} // namespace ace::pluginhost
