// SPDX-License-Identifier: MIT
#include "Refusals.h"

namespace ace::sql {

void refuse(ErrorCode code, const std::string& why) { throw sdk::StorageError({code, why, ""}); }

void mustExist(std::int64_t changed, std::string_view what, const Uuid& id)
{
    if (changed == 0)
        refuse(ErrorCode::NotFound, "there is no " + std::string(what) + " " + id.toString());
}

void mustBeCurrent(Session& session, std::int64_t changed, std::string_view table, const Uuid& id)
{
    if (changed != 0)
        return;
    const std::string name(table);
    mustExist(Query(session, "SELECT 1 FROM " + name + " WHERE id = ?", id.bytes).next(), name, id);
    refuse(ErrorCode::Conflict,
           "the " + name + " " + id.toString() + " was changed meanwhile; load it and try again");
}

} // namespace ace::sql
