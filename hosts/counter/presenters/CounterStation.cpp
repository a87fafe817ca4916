// SPDX-License-Identifier: MIT
#include "CounterStation.h"

#include <ace/base/File.h>

namespace ace::counter {

namespace {

Result<std::string> savePdf(const std::filesystem::path& folder, const std::string& name,
                            const std::string& pdf)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return failure(ErrorCode::Internal, "cannot be made: " + error.message(), folder.string());
    const std::filesystem::path file = folder / name;
    if (auto ok = writeFileDurably(file, pdf, FileAccess::OwnerOnly); !ok)
        return failure(std::move(ok));
    return file.string();
}

} // namespace

Result<std::unique_ptr<CounterStation>> CounterStation::open(const kit::StationIdentity& identity,
                                                             const Parts& parts)
{
    auto access = kit::ServerAccess::parse(identity.serverUrl);
    if (!access)
        return failure(std::move(access));
    access->caFile = identity.caFile;
    auto key = kit::StationKey::parse(identity.privateKey);
    if (!key)
        return failure(std::move(key));
    return std::unique_ptr<CounterStation>(
        new CounterStation(identity, std::move(*access), std::move(*key), parts));
}

CounterStation::CounterStation(const kit::StationIdentity& identity, kit::ServerAccess access,
                               kit::StationKey key, const Parts& parts)
    : link_(parts.clock), store_(parts.folder),
      credential_(identity, std::move(key), parts.clock,
                  {[this, folder = parts.folder] { wipe(folder); },
                   [this] { runner_.dispatch([this] { flow_.staffEnded(); }); }}),
      client_(std::move(access), {parts.clock, parts.ids, credential_, link_}), staffing_(client_),
      tillDesk_(client_), remoteDesk_(client_), desk_(remoteDesk_, parts.folder, identity.station),
      runner_("ace-counter-work", parts.dispatch), heartbeat_(runner_, client_, parts.clock),
      login_({parts.views.login, kitTexts(parts.language), runner_, staffing_, identity.station,
              [this](const staffing::LoggedIn& in) { flow_.loggedIn(in); }}),
      shift_({parts.views.shift, counterTexts(parts.language), kitTexts(parts.language), runner_, staffing_,
              parts.clock, parts.ids, [this] { flow_.progressed(); }}),
      till_({parts.views.till, counterTexts(parts.language), kitTexts(parts.language), runner_, tillDesk_,
             parts.ids, identity.till, [this] { return sale_.currency(); }, [this] { flow_.progressed(); }}),
      sale_({parts.views.sale, counterTexts(parts.language), kitTexts(parts.language), runner_, desk_,
             parts.ids, identity.eventSlug,
             [folder = parts.folder / "tickets"](const std::string& name, const std::string& pdf) {
                 return savePdf(folder, name, pdf);
             }}),
      flow_(flowParts(parts, identity.name))
{
    link_.onChange(
        [this](const kit::Link& link) { runner_.dispatch([this, link] { flow_.linkChanged(link); }); });
}

CounterFlow::Parts CounterStation::flowParts(const Parts& parts, const std::string& name)
{
    const auto setStaff = [this](const std::string& bearer) { credential_.setStaff(bearer); };
    return {parts.views.header,
            kitTexts(parts.language),
            parts.clock,
            runner_,
            login_,
            shift_,
            till_,
            sale_,
            staffing_,
            setStaff,
            name};
}

CounterStation::~CounterStation() { client_.stop(); }

void CounterStation::start()
{
    const auto pending = desk_.takePending();
    if (!pending)
        sale_.warn(pending.error().describe());
    else if (*pending)
        sale_.resume(**pending);
    flow_.start();
    heartbeat_.tick();
}

// It was revoked: neither its key nor anybody's ticket stays on this machine.
void CounterStation::wipe(const std::filesystem::path& folder)
{
    static_cast<void>(store_.wipe()); // the server trusts the key no more anyway
    std::error_code ignored;
    std::filesystem::remove_all(folder / "tickets", ignored);
}

void CounterStation::tick()
{
    flow_.tick();
    heartbeat_.tick();
}

} // namespace ace::counter
