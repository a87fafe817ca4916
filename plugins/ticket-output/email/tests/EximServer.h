// SPDX-License-Identifier: MIT
#pragma once

#include "ThrowAwayCertificate.h"

#include <Poco/Process.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ace::email {

// Debian's Exim on loopback, with a configuration, spool and mailboxes of its own in `folder`: STARTTLS and a
// log-in ("shop", "open sesame") demanded, all mail delivered into one Maildir. Who is "gone" it refuses at
// once; for who is "full" it takes the mail, and sends it back.
class EximServer
{
public:
    explicit EximServer(const std::filesystem::path& folder);
    ~EximServer();

    static bool isInstalled();
    std::uint16_t port() const { return port_; }
    const std::string& caFile() const { return certificate_.certificateFile; }
    // In the mailbox of customers, or in that of bounces, once there are as many; what there is after 20 s.
    std::vector<std::filesystem::path> waitForMails(const std::string& mailbox, std::size_t count) const;
    std::string log() const;

private:
    void writeConfiguration() const;
    Poco::ProcessHandle launch() const;

    const std::filesystem::path folder_;
    const ThrowAwayCertificate certificate_;
    const std::uint16_t port_;
    Poco::ProcessHandle process_;
};

} // namespace ace::email
