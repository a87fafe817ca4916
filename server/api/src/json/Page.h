// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ace::server::api {

// {"items":[…],"next":…} of items that are JSON already.
std::string renderPage(const std::vector<std::string>& items, const std::optional<std::string>& next);

// {"NAME":ITEM}; the item is JSON already.
std::string renderMember(const std::string& name, const std::string& item);

} // namespace ace::server::api
