// SPDX-License-Identifier: MIT
#include <ace/domain/people/Audit.h>

namespace ace::inline domain {

namespace {

template <class AnId> std::string textOf(const std::optional<AnId>& id) { return id ? id->toString() : ""; }

} // namespace

// The lengths keep two entries apart whose fields, run together, would read the same.
std::string canonicalForm(std::int64_t sequence, const AuditEntry& entry, const Digest& previous)
{
    std::string form;
    for (const std::string& field :
         {std::string("1"), std::to_string(sequence), std::to_string(entry.at.time_since_epoch().count()),
          textOf(entry.actor.staff), textOf(entry.actor.station), entry.action, entry.subject, entry.detail,
          toHex(previous)})
        form += std::to_string(field.size()) + ":" + field + ",";
    return form;
}

} // namespace ace::inline domain
