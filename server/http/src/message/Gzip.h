// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace ace::server::http {

std::string gzip(std::string_view text); // RFC 1952

} // namespace ace::server::http
