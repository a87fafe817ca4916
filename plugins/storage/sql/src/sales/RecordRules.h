// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

#include <vector>

namespace ace::sql {

// The rows that contradict others, by the rules in the table of RecordRules.cpp.
std::vector<sdk::BrokenRule> findBrokenRules(Session& session, std::size_t mostEach);

} // namespace ace::sql
