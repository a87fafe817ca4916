// SPDX-License-Identifier: MIT
#pragma once

#include <ace/server/http/Router.h>

#include <Poco/Net/HTTPServerResponse.h>

#include <string>
#include <string_view>

namespace ace::server::web {

// GET /static/{name}: the files of server/web/static, cached by browsers for good under the address that a
// page gives.
void addStaticRoutes(http::Router& router);

// With the content's hash, so that a new version has a new address.
const std::string& stylesheetPath();

// A page, with the headers that keep it what it is: no script, no frame, nothing from elsewhere, not stored.
void sendPage(Poco::Net::HTTPServerResponse& response, int status, std::string_view html);

} // namespace ace::server::web
