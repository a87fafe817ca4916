// SPDX-License-Identifier: MIT
#pragma once

#include "Options.h"

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/base/Log.h>
#include <ace/base/Result.h>

#include <chrono>
#include <memory>
#include <string>

namespace ace::server {

// A server from its start to its drain. Wired in this order: configuration, data, use cases, pages,
// connections.
class ServerProgram
{
public:
    // Serves when it returns. The error is one line for the operator.
    static Result<std::unique_ptr<ServerProgram>> start(const Options& options, Log& log, const Clock& clock,
                                                        IdSource& ids);
    ~ServerProgram();

    const std::string& url() const; // "http://127.0.0.1:8080"

    // Reads certificate and key again. Invalid: the old ones stay.
    Result<void> reloadCertificate();

    // False: some requests were not answered in time.
    bool drain(std::chrono::milliseconds most);

private:
    struct Parts;
    explicit ServerProgram(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace ace::server
