// SPDX-License-Identifier: MIT
#include "RoundTrips.h"

#include "remote/RemoteDevice.h"

#include <ace/sdk/Guard.h>

#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>

namespace ace::pluginhost {

namespace {

constexpr std::size_t kPayload = 1024;
constexpr int kRounds = 5;

// A process that sends back what it gets.
class Echo
{
public:
    Echo()
    {
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends_.data()) != 0)
            throw std::runtime_error("no socketpair");
        child_ = ::fork();
        if (child_ < 0)
            throw std::runtime_error("cannot fork");
        if (child_ == 0) {
            ::close(ends_[0]);
            while (::recv(ends_[1], buffer_.data(), buffer_.size(), 0) > 0 &&
                   ::send(ends_[1], buffer_.data(), buffer_.size(), MSG_NOSIGNAL) > 0) {
            }
            _exit(0);
        }
        ::close(ends_[1]);
    }
    ~Echo()
    {
        ::close(ends_[0]);
        ::waitpid(child_, nullptr, 0);
    }
    Echo(const Echo&) = delete;
    Echo& operator=(const Echo&) = delete;

    void roundTrip()
    {
        if (::send(ends_[0], buffer_.data(), buffer_.size(), MSG_NOSIGNAL) <= 0 ||
            ::recv(ends_[0], buffer_.data(), buffer_.size(), 0) <= 0)
            throw std::runtime_error("the echo has ended");
    }

private:
    std::array<int, 2> ends_{};
    pid_t child_ = -1;
    std::array<char, kPayload> buffer_{};
};

double nanosecondsOf(int calls, const std::function<void()>& call)
{
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < calls; ++i)
        call();
    const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - start;
    return took.count() / calls;
}

ace_host quietHost(std::string& reason)
{
    ace_host host{};
    host.size = sizeof host;
    host.abi_major = ACE_ABI_MAJOR;
    host.context = &reason;
    host.log = [](const ace_host*, std::int32_t, ace_str) {};
    host.post = [](const ace_host*, const ace_event*) {};
    host.fail = [](const ace_host* self, ace_status, std::int32_t, std::int32_t, ace_str text) {
        *static_cast<std::string*>(self->context) = sdk::detail::fromAbi(text);
    };
    host.now_ns = [](const ace_host*) -> std::int64_t {
        return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
    };
    return host;
}

} // namespace

RoundTrips measureRoundTrips(const std::filesystem::path& program, const std::filesystem::path& plugin,
                             int calls)
{
    Echo echo;
    std::string reason;
    const ace_host host = quietHost(reason);
    ace_device* device = RemoteDevice::create(&host, {program, plugin, "device", Capability::Payment});
    if (!device)
        throw std::runtime_error(reason);
    const auto must = [&](ace_status status) {
        if (status != ACE_OK)
            throw std::runtime_error(reason.empty() ? "status " + std::to_string(status) : reason);
    };
    must(device->open(device->self, sdk::detail::toAbi("{}")));
    const auto& payment = *static_cast<const ace_payment_1*>(device->query(device->self, ACE_PAYMENT_1));
    const std::string page(kPayload, 'p');
    const ace_sink sink{nullptr, [](void*, const char*, std::uint64_t) {}};
    RoundTrips best{std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
    for (int round = 0; round < kRounds; ++round) {
        best.bareNs = std::min(best.bareNs, nanosecondsOf(calls, [&] { echo.roundTrip(); }));
        best.remoteNs = std::min(best.remoteNs, nanosecondsOf(calls, [&] {
                                     must(payment.changes(device->self, 0, sdk::detail::toAbi(page), sink));
                                 }));
    }
    device->destroy(device->self);
    return best;
}

} // namespace ace::pluginhost
