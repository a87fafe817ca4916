// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Result.h>
#include <ace/catalog/LocalCatalog.h>
#include <ace/server/demo/DemoPeople.h>

#include <string>
#include <string_view>

namespace ace::server::demo {

// The event of the demo as it is imported at `now`: it sells and admits from then on for 30 days.
Result<EventSetup> demoEvent(Instant now, IdSource& ids);

// The demo's event in the catalog: imported once, then kept as it is.
Result<catalog::EventPtr> ensureDemoEvent(catalog::LocalCatalog& catalog, const Clock& clock, IdSource& ids);

// What DIR/demo.json tells a tester:
//   {"base_url","event","ticket_types":[{"id","name","price","quota"}],"gates":[name],
//    "staff":[{"name","login","pin","role","password"}],"stations":[{"name","kind","code"}]}
std::string describe(const EventSetup& setup, const DemoPeople& people, std::string_view baseUrl);

} // namespace ace::server::demo
