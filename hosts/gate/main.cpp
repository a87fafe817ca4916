// SPDX-License-Identifier: MIT
#include "presenters/GateOptions.h"
#include "presenters/GateStation.h"
#include "presenters/PairedGate.h"
#include "screens/GateWindow.h"

#include <ace/base/SystemIdSource.h>
#include <ace/kit/PairingPresenter.h>
#include <ace/kit/RemoteAdmission.h>
#include <ace/runtime/Runtime.h>

#include <wx/app.h>

#include <iostream>
#include <memory>
#include <vector>

namespace {

using namespace ace;
using namespace ace::gate;

// A demo's gate: a token instead of a pairing.
struct DemoServer
{
    DemoServer(const GateOptions& options, kit::ServerAccess access, const Clock& clock, IdSource& ids)
        : credential(options.bearer, options.bearerFile), link(clock),
          client(std::move(access), {clock, ids, credential, link}), admission(client)
    {
    }
    ~DemoServer() { client.stop(); }

    kit::BearerCredential credential;
    kit::LinkMonitor link;
    kit::RestClient client;
    kit::RemoteAdmission admission;
};

// Options → server, scanners, presenters, window. Another language, and pairing anew, make all of it again.
class GateApp : public wxApp
{
public:
    explicit GateApp(GateOptions options) : options_(std::move(options)), store_(options_.data) {}

    bool OnInit() override
    {
        if (auto ready = start(); !ready) {
            std::cerr << "ace-gate: " << ready.error().describe() << '\n';
            return false;
        }
        open();
        if (pairing_ && !options_.pair.empty())
            pairing_->submit(options_.pair);
        return true;
    }

    int OnExit() override
    {
        close(); // the event loop is over: nothing it dispatched can run any more
        runtime_.reset();
        return wxApp::OnExit();
    }

private:
    Result<void> start()
    {
        runtime::Runtime::Environment environment{log_, clock_, ids_, runtime::defaultPluginFolders()};
        environment.stationFolder = options_.data;
        auto runtime = runtime::Runtime::startStation(options_.settings, environment);
        if (!runtime)
            return failure(std::move(runtime));
        runtime_ = std::move(*runtime);
        if (!options_.paired)
            return {};
        auto identity = store_.load();
        if (!identity)
            return failure(std::move(identity));
        identity_ = std::move(*identity);
        return {};
    }

    void open()
    {
        GateWindow* before = window_;
        close();
        window_ = new GateWindow(options_.language, // wx owns it
                                 {[this](const std::string& text) { pairing_->submit(text); },
                                  [this] { CallAfter([this] { forget(); }); },
                                  [this] { CallAfter([this] { changeLanguage(); }); },
                                  [this] { paired_->logOut(); }});
        window_->bind({[this](const std::string& code) {
                           if (station_)
                               station_->presenter().readCode(code);
                       },
                       [this] {
                           if (station_)
                               station_->presenter().toggleDirection();
                       },
                       [this] { tick(); }});
        if (!options_.paired)
            openDemo();
        else if (!identity_ || !openPaired())
            openPairing();
        window_->Show();
        if (before)
            before->Destroy();
        if (!options_.windowed)
            CallAfter([this] { window_->ShowFullScreen(true); }); // only a window that is mapped can fill it
    }

    void close()
    {
        station_.reset();
        demo_.reset();
        paired_.reset();
        pairing_.reset();
        pairingRunner_.reset();
    }

    void openDemo()
    {
        auto access = kit::ServerAccess::parse(options_.serverUrl); // main() has looked at it
        access->caFile = options_.caFile;
        demo_ = std::make_unique<DemoServer>(options_, std::move(*access), clock_, ids_);
        openStation(demo_->admission, options_.gate);
    }

    bool openPaired()
    {
        auto paired = PairedGate::open(*identity_, {window_->loginPanel(), options_.language, clock_, ids_,
                                                    options_.data, dispatch(), handlers()});
        if (!paired) {
            std::cerr << "ace-gate: " << paired.error().describe() << '\n';
            return false;
        }
        paired_ = std::move(*paired);
        window_->loginPanel().bind(paired_->login());
        openStation(paired_->admission(), identity_->eventSlug + "/" + identity_->gate);
        window_->turnTo(GatePage::Login);
        paired_->start();
        return true;
    }

    PairedGate::Handlers handlers()
    {
        return {[this](const std::string& name) {
                    window_->showStaff(name);
                    window_->turnTo(GatePage::Gate);
                },
                [this] {
                    window_->showStaff("");
                    if (paired_->link().state != kit::LinkState::Revoked)
                        window_->turnTo(GatePage::Login);
                },
                [this](const kit::Link& link) {
                    if (link.state == kit::LinkState::Revoked)
                        window_->turnTo(GatePage::Revoked);
                }};
    }

    void openPairing()
    {
        pairingRunner_ = std::make_unique<kit::TaskRunner>("ace-gate-pair", dispatch());
        const kit::Pairing pairing({store_, clock_, ids_, options_.caFile});
        pairing_ = std::make_unique<kit::PairingPresenter>(kit::PairingPresenter::Parts{
            window_->pairingView(), kitTexts(options_.language), *pairingRunner_,
            [pairing](const kit::PairingText& text) { return pairing.pair(text, StationKind::Gate); },
            options_.serverUrl,
            [this](const kit::StationIdentity& identity) {
                identity_ = identity;
                CallAfter([this] { open(); }); // not while the presenter that says so is at work
            }});
        window_->turnTo(GatePage::Pair);
        pairing_->start();
    }

    void openStation(admission::Admission& admission, const std::string& gate)
    {
        station_ = std::make_unique<GateStation>(
            GateStation::Parts{*window_, gateTexts(options_.language), clock_, ids_, admission, dispatch()},
            gate);
        station_->presenter().start();
        for (const auto& [name, settings] : options_.settings.scanners)
            if (sdk::Scanner* scanner = runtime_->findScanner(name))
                station_->addScanner(name, *scanner);
        for (const Error& problem : runtime_->problems())
            station_->presenter().showNotice(problem.describe());
    }

    void tick()
    {
        if (station_)
            station_->presenter().tick();
        const kit::Link link = paired_ ? paired_->link() : demo_ ? demo_->link.link() : kit::Link{};
        window_->showLink(explain(link, clock_.monotonic(), kitTexts(options_.language)), link.state);
        if (paired_)
            paired_->tick();
    }

    void forget() // the key is wiped already
    {
        identity_.reset();
        open();
    }

    void changeLanguage()
    {
        options_.language =
            options_.language == kit::Language::English ? kit::Language::Spanish : kit::Language::English;
        open();
    }

    kit::TaskRunner::Dispatch dispatch()
    {
        return [this](std::function<void()> task) { CallAfter(std::move(task)); };
    }

    GateOptions options_;
    StderrLog log_;
    SystemClock clock_;
    SystemIdSource ids_{clock_};
    kit::IdentityStore store_;
    std::optional<kit::StationIdentity> identity_;
    std::unique_ptr<runtime::Runtime> runtime_;
    GateWindow* window_ = nullptr; // wx owns it
    std::unique_ptr<kit::TaskRunner> pairingRunner_;
    std::unique_ptr<kit::PairingPresenter> pairing_;
    std::unique_ptr<PairedGate> paired_;
    std::unique_ptr<DemoServer> demo_;
    std::unique_ptr<GateStation> station_;
};

int usageError(const Error& error)
{
    std::cerr << "ace-gate: " << error.describe() << "\nTry: ace-gate --help\n";
    return 2;
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    auto options = GateOptions::parse(arguments);
    if (!options)
        return usageError(options.error());
    if (options->help) {
        std::cout << kGateUsage;
        return 0;
    }
    if (!options->paired)
        if (auto access = kit::ServerAccess::parse(options->serverUrl); !access)
            return usageError(access.error());
    wxApp::SetInstance(new GateApp(std::move(*options))); // wx owns it
    int noArguments = 1;                                  // ours are not for the toolkit
    return wxEntry(noArguments, argv);
}
