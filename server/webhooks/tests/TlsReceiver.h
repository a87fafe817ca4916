// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Thread.h>

#include <filesystem>
#include <memory>
#include <string>

namespace ace::server::webhooks {

// A TLS server on loopback with a certificate of its own making, for one name; it answers 204 to each
// request.
class TlsReceiver
{
public:
    explicit TlsReceiver(const std::string& name);
    ~TlsReceiver();

    int port() const { return port_; }
    void writeCertificate(const std::filesystem::path& file) const; // PEM, to be trusted
    int answered() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
    int port_ = 0;
    Thread thread_;
};

} // namespace ace::server::webhooks
