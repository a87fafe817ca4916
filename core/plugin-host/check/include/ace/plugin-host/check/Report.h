// SPDX-License-Identifier: MIT
#pragma once

#include <ace/plugin-host/check/PluginCheck.h>

#include <string>
#include <vector>

namespace ace::plugincheck {

std::string textLine(const Finding& finding);
std::string textSummary(const std::vector<Finding>& findings);
// {"plugin":"…","passed":true,"summary":{"Success":40,…},"results":[{"test":"…","device":"…",
//  "outcome":"Success","detail":"…","milliseconds":3}]}
std::string toJson(const std::string& plugin, const std::vector<Finding>& findings);
std::string toJUnit(const std::string& plugin, const std::vector<Finding>& findings);

} // namespace ace::plugincheck
