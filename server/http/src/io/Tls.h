// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/server/http/Front.h>

#include <memory>
#include <mutex>

namespace boost::asio::ssl {
class context;
}

namespace ace::server::http {

// The certificate that new connections show. TLS 1.2 and 1.3, HTTP/1.1 alone by ALPN, sessions are resumed by
// tickets, so that a client that comes back costs no new handshake. Thread-safe.
class TlsSource
{
public:
    // Invalid: one line that names the file and what is wrong with it.
    static Result<std::unique_ptr<TlsSource>> open(TlsFiles files);

    Result<void> reload();                                      // Invalid: what it had stays
    std::shared_ptr<boost::asio::ssl::context> current() const; // shared with the handshakes under way

private:
    explicit TlsSource(TlsFiles files) : files_(std::move(files)) {}

    const TlsFiles files_;
    mutable std::mutex mutex_;
    std::shared_ptr<boost::asio::ssl::context> context_;
};

} // namespace ace::server::http
