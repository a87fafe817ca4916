// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Id.h>
#include <ace/domain/catalog/EventSetup.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::server::api {

// A whole event whose parts name each other by name; all ids are new. These throw Problem `malformed`.
EventSetup parseNewEvent(std::string_view body, IdSource& ids);
Quota parseNewQuota(std::string_view body, IdSource& ids);
Zone parseNewZone(std::string_view body, IdSource& ids);
TicketType parseNewTicketType(std::string_view body, const Event& event, IdSource& ids);
Gate parseNewGate(std::string_view body, IdSource& ids);

// What the body gives becomes so, the rest stays.
void edit(Event& event, std::string_view body);
void edit(Quota& quota, std::string_view body);
void edit(Zone& zone, std::string_view body);
void edit(TicketType& type, std::string_view body);
void edit(Gate& gate, std::string_view body);

std::string renderSetup(const EventSetup& setup, const std::vector<QuotaLevel>& levels);
std::string renderKey(const SigningKey& key);

std::optional<KeyId> parseKeyId(std::string_view text); // none: not the number of any key
const char* name(KeyState state);                       // "active"

} // namespace ace::server::api
