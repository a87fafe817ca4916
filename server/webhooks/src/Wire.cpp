// SPDX-License-Identifier: MIT
#include "Wire.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <unistd.h>

namespace ace::server::webhooks {

namespace {

Failure offline(const std::string& what) { return failure(ErrorCode::Offline, what); }

Failure systemError(const std::string& what)
{
    return offline(what + ": " + std::strerror(errno)); // NOLINT: one thread looks at its own errno
}

std::string tlsError()
{
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    const char* reason = code ? ERR_reason_error_string(code) : nullptr;
    return reason ? reason : "the connection ended";
}

} // namespace

Wire::~Wire()
{
    ssl_.reset(); // without a farewell: nothing follows
    if (socket_ >= 0)
        ::close(socket_);
}

Result<void> Wire::connect(const sockaddr* address, socklen_t length)
{
    socket_ = ::socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket_ < 0)
        return systemError("no socket");
    if (::connect(socket_, address, length) == 0)
        return {};
    if (errno != EINPROGRESS)
        return systemError("it cannot be connected to");
    if (auto ready = waitFor(POLLOUT); !ready)
        return ready;
    int problem = 0;
    socklen_t size = sizeof problem;
    ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &problem, &size);
    errno = problem;
    return problem == 0 ? Result<void>() : systemError("it cannot be connected to");
}

Result<void> Wire::secure(SSL_CTX& context, const std::string& host)
{
    ssl_ = {SSL_new(&context), SSL_free};
    if (!ssl_ || SSL_set_fd(ssl_.get(), socket_) != 1)
        return offline("TLS cannot begin: " + tlsError());
    X509_VERIFY_PARAM* rules = SSL_get0_param(ssl_.get());
    X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    if (X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str()) != 1) { // a name
        ERR_clear_error();
        if (X509_VERIFY_PARAM_set1_host(rules, host.c_str(), host.size()) != 1 ||
            SSL_set_tlsext_host_name(ssl_.get(), host.c_str()) != 1)
            return offline("TLS cannot begin: " + tlsError());
    }
    SSL_set_verify(ssl_.get(), SSL_VERIFY_PEER, nullptr);
    for (int outcome = 0; (outcome = SSL_connect(ssl_.get())) != 1;)
        if (auto ready = waitForTls(outcome, "TLS fails"); !ready)
            return ready;
    return {};
}

Result<void> Wire::send(std::string_view text)
{
    while (!text.empty()) {
        const int size = static_cast<int>(std::min<std::size_t>(text.size(), 16'384));
        if (ssl_) {
            const int sent = SSL_write(ssl_.get(), text.data(), size);
            if (sent > 0)
                text.remove_prefix(static_cast<std::size_t>(sent));
            else if (auto ready = waitForTls(sent, "it takes nothing"); !ready)
                return ready;
            continue;
        }
        const auto sent = ::send(socket_, text.data(), static_cast<std::size_t>(size), MSG_NOSIGNAL);
        if (sent > 0)
            text.remove_prefix(static_cast<std::size_t>(sent));
        else if (errno != EAGAIN && errno != EINTR)
            return systemError("it takes nothing");
        else if (auto ready = waitFor(POLLOUT); !ready)
            return ready;
    }
    return {};
}

Result<std::string> Wire::receiveLine(std::size_t mostBytes)
{
    std::string text;
    char buffer[1024];
    while (text.size() <= mostBytes) {
        if (const std::size_t end = text.find('\n'); end != std::string::npos) {
            text.resize(end);
            if (text.ends_with('\r'))
                text.pop_back();
            return text;
        }
        if (ssl_) {
            const int got = SSL_read(ssl_.get(), buffer, sizeof buffer);
            if (got > 0)
                text.append(buffer, static_cast<std::size_t>(got));
            else if (auto ready = waitForTls(got, "it hung up"); !ready)
                return failure(std::move(ready));
            continue;
        }
        const auto got = ::recv(socket_, buffer, sizeof buffer, 0);
        if (got > 0)
            text.append(buffer, static_cast<std::size_t>(got));
        else if (got == 0)
            return offline("it hung up");
        else if (errno != EAGAIN && errno != EINTR)
            return systemError("it hung up");
        else if (auto ready = waitFor(POLLIN); !ready)
            return failure(std::move(ready));
    }
    return offline("its answer is not HTTP");
}

Result<void> Wire::waitFor(short events)
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - clock_.monotonic()).count();
    pollfd one{socket_, events, 0};
    const int ready = left <= 0 ? 0 : ::poll(&one, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
    if (ready < 0 && errno != EINTR)
        return systemError("it cannot be waited for");
    if (ready == 0)
        return failure(ErrorCode::Timeout, "it did not answer in time");
    return {};
}

Result<void> Wire::waitForTls(int outcome, const std::string& what)
{
    switch (SSL_get_error(ssl_.get(), outcome)) {
    case SSL_ERROR_WANT_READ:
        return waitFor(POLLIN);
    case SSL_ERROR_WANT_WRITE:
        return waitFor(POLLOUT);
    default:
        break;
    }
    const long verified = SSL_get_verify_result(ssl_.get());
    if (verified != X509_V_OK) {
        ERR_clear_error();
        return offline(what + ": its certificate: " + X509_verify_cert_error_string(verified));
    }
    return offline(what + ": " + tlsError());
}

} // namespace ace::server::webhooks
