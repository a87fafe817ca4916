// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Result.h>

#include <openssl/types.h>
#include <sys/socket.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace ace::server::webhooks {

// A connection whose every wait ends at one deadline, however slowly the other side goes on. One thread.
class Wire
{
public:
    Wire(const Clock& clock, Monotonic deadline) : clock_(clock), deadline_(deadline) {}
    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    Result<void> connect(const sockaddr* address, socklen_t length);
    // The certificate must be for `host`, a name or an address.
    Result<void> secure(SSL_CTX& context, const std::string& host);
    Result<void> send(std::string_view text);
    Result<std::string> receiveLine(std::size_t mostBytes); // without its end

private:
    Result<void> waitFor(short events);
    Result<void> waitForTls(int outcome, const std::string& what);

    const Clock& clock_;
    const Monotonic deadline_;
    int socket_ = -1;
    std::unique_ptr<SSL, void (*)(SSL*)> ssl_{nullptr, nullptr};
};

} // namespace ace::server::webhooks
