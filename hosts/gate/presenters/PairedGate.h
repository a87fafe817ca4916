// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit/Heartbeat.h>
#include <ace/kit/LoginPresenter.h>
#include <ace/kit/RemoteAdmission.h>
#include <ace/kit/RemoteStaffing.h>
#include <ace/kit/StationCredential.h>
#include <ace/kit/TaskRunner.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace ace::gate {

// The server of a paired gate, and who is logged in at it. Its thread "ace-gate-link" logs in and out and
// asks how the link is; scans do not wait for that. Construct, use and destroy on the window's thread.
class PairedGate
{
public:
    struct Handlers // on the window's thread
    {
        std::function<void(const std::string& name)> loggedIn;
        std::function<void()> loggedOut;
        std::function<void(const kit::Link&)> linkChanged;
    };
    struct Parts
    {
        kit::LoginView& login;
        kit::Language language;
        const Clock& clock;
        IdSource& ids;
        std::filesystem::path folder; // the station's own
        kit::TaskRunner::Dispatch dispatch;
        Handlers handlers;
    };

    static Result<std::unique_ptr<PairedGate>> open(const kit::StationIdentity& identity, const Parts& parts);
    ~PairedGate(); // waits for a call that is under way

    void start(); // shows who may log in
    void logOut();
    void tick() { heartbeat_.tick(); } // about once a second

    admission::Admission& admission() { return admission_; }
    kit::LoginPresenter& login() { return login_; }
    kit::Link link() const { return link_.link(); }

private:
    PairedGate(const kit::StationIdentity& identity, kit::ServerAccess access, kit::StationKey key,
               const Parts& parts);
    void loggedIn(const staffing::LoggedIn& in);
    void ended();

    const Handlers handlers_;
    std::string bearer_; // of who is logged in; else empty
    kit::LinkMonitor link_;
    kit::IdentityStore store_;
    kit::StationCredential credential_;
    kit::RestClient client_;
    kit::RemoteAdmission admission_;
    kit::RemoteStaffing staffing_;
    kit::TaskRunner runner_; // before what its tasks come back to
    kit::Heartbeat heartbeat_;
    kit::LoginPresenter login_;
};

} // namespace ace::gate
