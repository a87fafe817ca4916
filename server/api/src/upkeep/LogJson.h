// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/people/Audit.h>
#include <ace/sdk/storage/Repositories.h>

#include <string>

namespace ace::server::api {

std::string renderAuditRecord(const AuditRecord& record);
std::string renderDeadJob(const sdk::BuriedJob& buried);

} // namespace ace::server::api
