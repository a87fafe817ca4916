// SPDX-License-Identifier: MIT
#include "HostLookup.h"

#include <Poco/Exception.h>
#include <Poco/Net/DNS.h>
#include <Poco/Net/HostEntry.h>

#include <utility>

namespace ace::email {

namespace {

constexpr std::size_t kAddressesMost = 8; // that are tried

Result<HostLookup::Addresses> resolve(const std::string& host)
{
    try {
        auto addresses = Poco::Net::DNS::resolve(host).addresses();
        if (addresses.size() > kAddressesMost)
            addresses.resize(kAddressesMost);
        if (!addresses.empty())
            return addresses;
    } catch (const Poco::Exception& problem) {
        return failure(ErrorCode::Offline, problem.displayText(), host);
    }
    return failure(ErrorCode::Offline, "its name has no address", host);
}

} // namespace

HostLookup::HostLookup(std::string host)
{
    Poco::Net::IPAddress literal;
    if (Poco::Net::IPAddress::tryParse(host, literal))
        found_ = Addresses{literal};
    else
        thread_ = Thread("ace-email-dns", [this, name = std::move(host)] { run(name); });
}

void HostLookup::run(const std::string& host)
{
    auto found = resolve(host);
    const std::lock_guard lock(mutex_);
    found_ = std::move(found);
    changed_.notify_all();
}

const Result<HostLookup::Addresses>* HostLookup::waitFor(std::chrono::milliseconds time)
{
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, time, [this] { return found_.has_value(); }) ? &*found_ : nullptr;
}

} // namespace ace::email
