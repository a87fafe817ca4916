// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/runtime/DataFolder.h>

#include <Poco/Net/HTTPServerRequest.h>

#include <string>

namespace ace::server::api {

// Throws Problem: unauthorized without a good bearer, forbidden with one of another role.
void requireRole(const Poco::Net::HTTPServerRequest& request, const runtime::BearerCheck& bearers,
                 const Clock& clock, runtime::Role role);

// What an idempotency key or a nonce is unique in: the credential and the route. All bearers of a role are
// one credential.
std::string scopeOf(runtime::Role role, const std::string& route);

} // namespace ace::server::api
