// SPDX-License-Identifier: MIT
#include "remote/RemoteDevice.h"

#include <ace/sdk/Guard.h>

#include <sys/eventfd.h>
#include <unistd.h>

#include <utility>

namespace ace::pluginhost {

using sdk::detail::toAbi;

namespace {

using namespace std::chrono_literals;

constexpr auto kHeed = 300ms;       // what is interrupted has so long
constexpr auto kStartLimit = 10s;   // to load the plugin and make the device
constexpr auto kRestoreLimit = 10s; // each of open, claim and enable of a device that is started again
constexpr auto kDestroyLimit = 2s;
constexpr std::size_t kMessageTextsMax = 64u << 20;

constexpr char kNoAnswer[] = ", for it sent what is no answer,";
constexpr char kRests[] = "its process ended again and again, and rests: it is started again in ";

std::string inWords(std::chrono::nanoseconds time)
{
    if (time > 1min)
        return std::to_string(std::chrono::ceil<std::chrono::minutes>(time).count()) + " min";
    return std::to_string(std::chrono::ceil<std::chrono::milliseconds>(time).count()) + " ms";
}

} // namespace

// While one lives, interrupt() has somebody to interrupt.
class RemoteDevice::InCall
{
public:
    explicit InCall(RemoteDevice& device) : device_(device)
    {
        const std::lock_guard lock(device_.mutex_);
        device_.busy_ = true;
        device_.killed_ = false;
        ++device_.calls_;
    }
    ~InCall()
    {
        const std::lock_guard lock(device_.mutex_);
        device_.busy_ = false;
        device_.ended_.notify_all();
    }
    InCall(const InCall&) = delete;
    InCall& operator=(const InCall&) = delete;

    bool wasKilled() const
    {
        const std::lock_guard lock(device_.mutex_);
        return device_.killed_;
    }

private:
    RemoteDevice& device_;
};

ace_device* RemoteDevice::create(const ace_host* host, const RemotePlugin& plugin)
{
    std::unique_ptr<RemoteDevice> device(new RemoteDevice(host, plugin));
    const InCall call(*device);
    if (device->start() != ACE_OK)
        return nullptr;
    device->watcher_ = Thread("ace-remote", [watched = device.get()] { watched->watch(); });
    return &device.release()->table_; // destroy() deletes it
}

RemoteDevice::RemoteDevice(const ace_host* host, RemotePlugin plugin)
    : host_(host), plugin_(std::move(plugin)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    fillTables();
}

RemoteDevice::~RemoteDevice()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wakeWatcher();
    if (watcher_.joinable())
        watcher_.join();
    ::close(wake_);
}

ace_status RemoteDevice::call(Arguments& arguments)
{
    InCall call(*this);
    if (const auto running = process(); !running || running->isGone()) {
        if (running)
            lose("between calls");
        if (onlyUndoes(arguments)) {
            note(arguments);
            return ACE_OK;
        }
        if (const auto status = revive(); status != ACE_OK)
            return status;
    }
    ace_status status = ACE_OK;
    auto exchanged = exchange(arguments, {}, status);
    if (exchanged == Exchanged::NotSent && !call.wasKilled()) { // it had ended before, and nobody knew yet
        lose("between calls");
        if (status = revive(); status != ACE_OK)
            return status;
        exchanged = exchange(arguments, {}, status);
    }
    if (exchanged != Exchanged::Answered) {
        status = lose("in a call");
        if (onlyUndoes(arguments))
            note(arguments);
        return status;
    }
    if (status == ACE_OK || onlyUndoes(arguments))
        note(arguments);
    return status == ACE_OK && wanted_ == Stage::Enabled ? rearm() : status;
}

std::optional<ace_status> RemoteDevice::idle()
{
    const auto running = process();
    if (running && !running->isGone())
        return std::nullopt;
    const InCall call(*this);
    if (running)
        lose("between calls");
    if (wanted_ == Stage::Closed)
        return std::nullopt;
    const ace_status status = revive();
    if (status == ACE_OK)
        postPower(ACE_POWER_ONLINE);
    return status;
}

void RemoteDevice::interrupt()
{
    std::unique_lock lock(mutex_);
    if (!busy_)
        return;
    const auto call = calls_;
    if (process_)
        process_->interrupt(asked_);
    if (ended_.wait_for(lock, kHeed, [&] { return !busy_ || calls_ != call; }))
        return;
    killed_ = true;
    if (process_)
        process_->kill();
}

void RemoteDevice::destroy()
{
    if (const auto running = process(); running && !running->isGone()) {
        const InCall call(*this);
        Arguments arguments;
        arguments.request.method = kDestroyMethod;
        ace_status status = ACE_OK;
        if (exchange(arguments, std::chrono::steady_clock::now() + kDestroyLimit, status) !=
            Exchanged::Answered)
            log(LogLevel::Warning, "its process did not end the device in time, and was ended itself");
    }
    setProcess(nullptr);
    delete this;
}

ace_status RemoteDevice::start()
{
    auto started = HostProcess::start(plugin_.program,
                                      {plugin_.file.string(), plugin_.deviceClass, name(plugin_.capability),
                                       std::to_string(plugin_.memoryMb), lineTag()});
    if (!started) {
        const std::lock_guard lock(mutex_);
        budget_.noteEnd(now());
        return refuse(ACE_NO_SERVICE, started.error().message);
    }
    setProcess(std::move(*started));
    Arguments arguments;
    arguments.request.method = kCreateMethod;
    return ask(arguments, kStartLimit);
}

ace_status RemoteDevice::revive()
{
    {
        const std::lock_guard lock(mutex_);
        const auto left = budget_.notBefore() - now();
        if (left > 0ns && budget_.rests())
            return refuse(ACE_NO_SERVICE, kRests + inWords(left) +
                                              ". Read in the log how it ended, repair the device or "
                                              "its settings, or tell the plugin's author.");
        if (left > 0ns)
            return refuse(ACE_OFFLINE, "its process has ended and is started again in " + inWords(left) +
                                           ". Try again then.");
    }
    auto status = start();
    if (status == ACE_OK)
        status = restore();
    if (status == ACE_OK)
        log(LogLevel::Warning, "its process was started again");
    else if (process()) // half started is not started
        log(LogLevel::Error, "its process was started again and failed: " + reason_ + "; " + putDown());
    return status;
}

ace_status RemoteDevice::restore()
{
    const auto step = [this](std::int32_t method, std::int64_t number, std::string_view text = {}) {
        Arguments arguments;
        arguments.request = {method, 0, {number}, {text}};
        return ask(arguments, kRestoreLimit);
    };
    ace_status status = ACE_OK;
    if (wanted_ >= Stage::Opened)
        status = step(methodOf<&ace_device::open>(), 0, settings_);
    if (status == ACE_OK && wanted_ >= Stage::Claimed)
        status = step(methodOf<&ace_device::claim>(), claimMs_);
    if (status == ACE_OK && wanted_ >= Stage::Enabled)
        status = step(methodOf<&ace_device::enable>(), 1);
    rearm_ = armed_;
    return status == ACE_OK && wanted_ >= Stage::Enabled ? rearm() : status;
}

ace_status RemoteDevice::rearm()
{
    if (!std::exchange(rearm_, false))
        return ACE_OK;
    Arguments arguments;
    arguments.request = {methodOf<&ace_scanner_1::set_data_events>(), 0, {1}, {}};
    return ask(arguments, kRestoreLimit);
}

ace_status RemoteDevice::ask(Arguments& arguments, std::chrono::seconds within)
{
    ace_status status = ACE_OK;
    if (exchange(arguments, std::chrono::steady_clock::now() + within, status) != Exchanged::Answered)
        return lose("while it was started");
    return status;
}

RemoteDevice::Exchanged RemoteDevice::exchange(Arguments& arguments, Line::Deadline deadline,
                                               ace_status& status)
{
    const auto running = process();
    if (!running)
        return Exchanged::Lost;
    std::size_t size = 0;
    for (const auto text : arguments.request.texts)
        size += text.size();
    if (size > kMessageTextsMax) {
        status = refuse(ACE_ILLEGAL, "cannot be given " + std::to_string(size) +
                                         " bytes at once: 64 MiB is the most that goes to another process.");
        return Exchanged::Answered;
    }
    arguments.request.number = ++requests_;
    {
        const std::lock_guard lock(mutex_);
        asked_ = requests_;
    }
    encode(arguments.request.toMessage(), bytes_);
    if (!running->calls().send(bytes_))
        return Exchanged::NotSent;
    if (bytes_.capacity() > (1u << 20))
        std::string().swap(bytes_);
    return takeAnswer(*running, arguments, deadline, status);
}

RemoteDevice::Exchanged RemoteDevice::takeAnswer(HostProcess& process, Arguments& arguments,
                                                 Line::Deadline deadline, ace_status& status)
{
    std::string_view bytes;
    const auto got = process.calls().receive(bytes, deadline);
    if (got != Line::Got::Message) {
        if (got != Line::Got::Closed)
            process.kill(got == Line::Got::Broken ? kNoAnswer : ", for it gave no answer,");
        return Exchanged::Lost;
    }
    const auto message = decode(bytes);
    const auto answer = message ? Answer::from(*message) : Answer{};
    if (answer.number != arguments.request.number) {
        process.kill(kNoAnswer);
        return Exchanged::Lost;
    }
    process.drainNotices(answer.notices, [this](std::string_view notice) { return takeNotice(notice); });
    arguments.deliver(answer);
    status = answer.status;
    if (status != ACE_OK)
        reason_ = answer.reason.empty() ? "status " + std::to_string(status) : std::string(answer.reason);
    if (status != ACE_OK && !answer.reason.empty())
        host_->fail(host_, status, answer.extended, answer.retryable ? 1 : 0, toAbi(answer.reason));
    if (arguments.request.method == kCreateMethod) {
        payment_.settles_at_once = static_cast<std::int32_t>(answer.numbers[0]);
        payment_.instances = static_cast<std::uint32_t>(answer.numbers[1]);
    }
    if (arguments.request.method == methodOf<&ace_device::open>())
        pageSeconds_ = static_cast<std::uint32_t>(answer.numbers[0]);
    return Exchanged::Answered;
}

ace_status RemoteDevice::lose(const std::string& during)
{
    const auto lost = process();
    if (!lost)
        return ACE_PLUGIN_FAULT;
    const std::string how = lost->end();
    bool killed = false;
    {
        const std::lock_guard lock(mutex_);
        killed = killed_;
    }
    const std::string next = putDown();
    const std::string what =
        killed ? "gave no answer in time and did not heed an interrupt; its process was ended"
               : "its process " + how + " " + during;
    log(LogLevel::Error, what + "; " + next);
    if (killed)
        return refuse(ACE_TIMEOUT, what + ", " + next + ".");
    return refuse(ACE_PLUGIN_FAULT, what + "; " + next);
}

std::string RemoteDevice::putDown()
{
    if (const auto last = process()) {
        last->end();
        static_cast<void>(last->drainNotices([this](std::string_view notice) { return takeNotice(notice); }));
    }
    setProcess(nullptr);
    const std::lock_guard lock(mutex_);
    budget_.noteEnd(now());
    const auto left = budget_.notBefore() - now();
    if (budget_.rests())
        return kRests + inWords(left);
    return left > 0ns ? "it is started again in " + inWords(left) : "it is started again";
}

bool RemoteDevice::onlyUndoes(const Arguments& arguments) const
{
    const auto method = arguments.request.method;
    return method == methodOf<&ace_device::close>() || method == methodOf<&ace_device::release>() ||
           (method == methodOf<&ace_device::enable>() && arguments.request.numbers[0] == 0) ||
           (method == methodOf<&ace_scanner_1::set_data_events>() &&
            plugin_.capability == Capability::Scanner && arguments.request.numbers[0] == 0);
}

// What the device is now, so that it can be brought there again.
void RemoteDevice::note(const Arguments& arguments)
{
    const Request& request = arguments.request;
    if (request.method == methodOf<&ace_device::open>()) {
        settings_ = request.texts[0];
        wanted_ = Stage::Opened;
    } else if (request.method == methodOf<&ace_device::claim>()) {
        claimMs_ = request.numbers[0];
        wanted_ = Stage::Claimed;
    } else if (request.method == methodOf<&ace_device::enable>()) {
        wanted_ = request.numbers[0] != 0 ? Stage::Enabled : Stage::Claimed;
    } else if (request.method == methodOf<&ace_device::release>()) {
        wanted_ = Stage::Opened;
    } else if (request.method == methodOf<&ace_device::close>()) {
        wanted_ = Stage::Closed;
        settings_.clear();
        armed_ = false;
    } else if (plugin_.capability == Capability::Scanner &&
               request.method == methodOf<&ace_scanner_1::set_data_events>()) {
        armed_ = request.numbers[0] != 0;
    } else {
        return;
    }
    const std::lock_guard lock(mutex_);
    enabled_ = wanted_ == Stage::Enabled;
}

} // namespace ace::pluginhost
