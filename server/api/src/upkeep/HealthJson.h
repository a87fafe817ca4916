// SPDX-License-Identifier: MIT
#pragma once

#include <ace/server/api/Readiness.h>

#include <string>
#include <vector>

namespace ace::server::api {

std::string renderReadiness(bool ready, const std::vector<Check>& checks);

} // namespace ace::server::api
