// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/sdk/storage/Storage.h>

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace ace::server::api {

// One part of the server. `detail` is shown to everybody: no address, no path.
struct Check
{
    std::string name; // "storage", "background", "plugin:card"
    bool ok = true;
    bool needed = true; // without it the server is not ready; else it works with less
    std::string detail = {};
};

// Whether the server can work. Storage is tried by writing, at most every two seconds, however often somebody
// asks. Thread-safe.
class Readiness
{
public:
    // The checks beside storage; may be empty.
    using Others = std::function<std::vector<Check>()>;

    Readiness(sdk::Storage& storage, const Clock& clock, Others others)
        : storage_(storage), clock_(clock), others_(std::move(others))
    {
    }

    std::vector<Check> checks();

private:
    Check checkStorage();

    sdk::Storage& storage_;
    const Clock& clock_;
    const Others others_;
    std::mutex mutex_;
    std::optional<Check> known_;
    Monotonic knownAt_{};
};

} // namespace ace::server::api
