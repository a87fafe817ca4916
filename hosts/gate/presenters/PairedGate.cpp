// SPDX-License-Identifier: MIT
#include "PairedGate.h"

namespace ace::gate {

Result<std::unique_ptr<PairedGate>> PairedGate::open(const kit::StationIdentity& identity, const Parts& parts)
{
    auto access = kit::ServerAccess::parse(identity.serverUrl);
    if (!access)
        return failure(std::move(access));
    access->caFile = identity.caFile;
    auto key = kit::StationKey::parse(identity.privateKey);
    if (!key)
        return failure(std::move(key));
    return std::unique_ptr<PairedGate>(new PairedGate(identity, std::move(*access), std::move(*key), parts));
}

PairedGate::PairedGate(const kit::StationIdentity& identity, kit::ServerAccess access, kit::StationKey key,
                       const Parts& parts)
    : handlers_(parts.handlers), link_(parts.clock), store_(parts.folder),
      credential_(
          identity, std::move(key), parts.clock,
          {[this] { static_cast<void>(store_.wipe()); }, [this] { runner_.dispatch([this] { ended(); }); }}),
      client_(std::move(access), {parts.clock, parts.ids, credential_, link_}), admission_(client_),
      staffing_(client_), runner_("ace-gate-link", parts.dispatch), heartbeat_(runner_, client_, parts.clock),
      login_({parts.login, kitTexts(parts.language), runner_, staffing_, identity.station,
              [this](const staffing::LoggedIn& in) { loggedIn(in); }})
{
    link_.onChange(
        [this](const kit::Link& link) { runner_.dispatch([this, link] { handlers_.linkChanged(link); }); });
}

PairedGate::~PairedGate() { client_.stop(); }

void PairedGate::start()
{
    login_.start();
    heartbeat_.tick();
}

void PairedGate::logOut()
{
    if (bearer_.empty())
        return;
    // Where it cannot be told now, the log-in ends by itself after a while without use.
    runner_.ask([&staffing = staffing_, bearer = bearer_] { return staffing.logOut(bearer); },
                [](const Result<void>&) {});
    ended();
}

void PairedGate::loggedIn(const staffing::LoggedIn& in)
{
    bearer_ = in.bearer;
    credential_.setStaff(bearer_);
    handlers_.loggedIn(in.staff.name);
}

void PairedGate::ended()
{
    bearer_.clear();
    credential_.setStaff("");
    handlers_.loggedOut();
    login_.start();
}

} // namespace ace::gate
