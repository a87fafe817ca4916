// SPDX-License-Identifier: MIT
#pragma once

#include "CounterFlow.h"

#include <ace/kit/Heartbeat.h>
#include <ace/kit/RememberingSalesDesk.h>
#include <ace/kit/RemoteSalesDesk.h>
#include <ace/kit/RemoteStaffing.h>
#include <ace/kit/RemoteTillDesk.h>
#include <ace/kit/StationCredential.h>
#include <ace/kit/TaskRunner.h>

#include <filesystem>
#include <memory>

namespace ace::counter {

// A paired counter, wired: its server, the thread "ace-counter-work" that asks it, and its presenters.
// Construct, use and destroy on the window's thread.
class CounterStation
{
public:
    struct Views
    {
        HeaderView& header;
        kit::LoginView& login;
        ShiftView& shift;
        TillView& till;
        SaleView& sale;
    };
    struct Parts
    {
        Views views;
        kit::Language language;
        const Clock& clock;
        IdSource& ids;
        std::filesystem::path folder; // the station's own
        kit::TaskRunner::Dispatch dispatch;
    };

    static Result<std::unique_ptr<CounterStation>> open(const kit::StationIdentity& identity,
                                                        const Parts& parts);
    ~CounterStation(); // waits for a call that is under way

    void start();
    void tick(); // about once a second

    kit::LoginPresenter& login() { return login_; }
    ShiftPresenter& shift() { return shift_; }
    TillPresenter& till() { return till_; }
    SalePresenter& sale() { return sale_; }
    CounterFlow& flow() { return flow_; }

private:
    CounterStation(const kit::StationIdentity& identity, kit::ServerAccess access, kit::StationKey key,
                   const Parts& parts);
    void wipe(const std::filesystem::path& folder);
    CounterFlow::Parts flowParts(const Parts& parts, const std::string& name);

    kit::LinkMonitor link_;
    kit::IdentityStore store_;
    kit::StationCredential credential_;
    kit::RestClient client_;
    kit::RemoteStaffing staffing_;
    kit::RemoteTillDesk tillDesk_;
    kit::RemoteSalesDesk remoteDesk_;
    kit::RememberingSalesDesk desk_;
    kit::TaskRunner runner_; // before the presenters: none of its tasks comes to them once they are gone
    kit::Heartbeat heartbeat_;
    kit::LoginPresenter login_;
    ShiftPresenter shift_;
    TillPresenter till_;
    SalePresenter sale_;
    CounterFlow flow_;
};

} // namespace ace::counter
