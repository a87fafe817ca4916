// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/domain/catalog/EventSetup.h>
#include <ace/domain/people/Role.h>
#include <ace/domain/people/Station.h>

#include <string>
#include <vector>

namespace ace::boxoffice {
class Tills;
}
namespace ace::staffing {
struct People;
}

namespace ace::server::demo {

// Who works at the demo, with the PINs that everybody may know: only a folder that is marked demo has them.
struct DemoPerson
{
    std::string name;
    std::string login;
    std::string pin;
    Role role = Role::Cashier;
    std::string password; // of the back office; empty: none
};

// A station of the demo, with a pairing code that is good for 15 minutes.
struct DemoStation
{
    std::string name;
    StationKind kind = StationKind::Counter;
    std::string code;
};

struct DemoPeople
{
    std::vector<DemoPerson> staff;
    std::vector<DemoStation> stations;
};

// Staff, a till, a counter and a gate at the demo's event: made once. The stations get a new code each time;
// one that is paired stays so until its code is used.
Result<DemoPeople> ensureDemoPeople(staffing::People& people, boxoffice::Tills& tills,
                                    const EventSetup& setup);

} // namespace ace::server::demo
