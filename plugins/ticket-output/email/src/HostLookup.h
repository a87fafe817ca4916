// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/base/Thread.h>

#include <Poco/Net/IPAddress.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace ace::email {

// A host's addresses, found by a thread of its own (`ace-email-dns`): nothing can end the system's look-up.
class HostLookup
{
public:
    using Addresses = std::vector<Poco::Net::IPAddress>;

    explicit HostLookup(std::string host); // a name or an address
    // Null: not yet.
    const Result<Addresses>* waitFor(std::chrono::milliseconds time);

private:
    void run(const std::string& host);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Result<Addresses>> found_;
    Thread thread_; // last: it uses the others
};

} // namespace ace::email
