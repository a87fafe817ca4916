// SPDX-License-Identifier: MIT
#pragma once

#include <ace/server/http/Router.h>

#include <Poco/Net/HTTPServerResponse.h>

#include <string>
#include <string_view>

namespace ace::server::web {

// GET /static/{name}: the files of server/web/static, kept by browsers for good under the address that a page
// gives, and asked for anew (ETag) under their plain names. GET /sw.js: the service worker.
void addStaticRoutes(http::Router& router);

// "/static/ace.0123456789abcdef.css": with the content's hash, so that a new version has a new address.
// `name` is a file of server/web/static.
std::string staticPath(std::string_view name);
const std::string& stylesheetPath();

// A page, with the headers that keep it what it is: no script but ours, no frame, nothing from
// elsewhere, not stored.
// `formsGoTo`: sources of CSP's form-action. Browsers hold a form's redirects to it too.
void sendPage(Poco::Net::HTTPServerResponse& response, int status, std::string_view html,
              std::string_view formsGoTo = "'self'");

} // namespace ace::server::web
