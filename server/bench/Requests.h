// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ace::server {

class SeededFolder;

// New ones at each call, as text for Connections. An order is one ticket, paid in cash; a scan is an entry of
// a ticket that is outside.
std::vector<std::string> orderRequests(SeededFolder& folder, std::size_t count);
std::vector<std::string> scanRequests(SeededFolder& folder, std::size_t count);

} // namespace ace::server
