// SPDX-License-Identifier: MIT
#include "presenters/GateOptions.h"
#include "presenters/GateStation.h"
#include "screens/GateWindow.h"

#include <ace/base/SystemIdSource.h>
#include <ace/kit/RemoteAdmission.h>
#include <ace/runtime/Runtime.h>

#include <wx/app.h>

#include <iostream>
#include <memory>
#include <vector>

namespace {

using namespace ace;
using namespace ace::gate;

// Options → server, scanners, presenter, window.
class GateApp : public wxApp
{
public:
    GateApp(GateOptions options, kit::ServerAccess access)
        : options_(std::move(options)), admission_(std::move(access))
    {
    }

    bool OnInit() override
    {
        auto runtime = runtime::Runtime::startStation(options_.settings,
                                                      {log_, clock_, ids_, runtime::defaultPluginFolders()});
        if (!runtime) {
            std::cerr << "ace-gate: " << runtime.error().describe() << '\n';
            return false;
        }
        runtime_ = std::move(*runtime);
        auto* window = new GateWindow(englishTexts()); // wx owns it
        station_ = std::make_unique<GateStation>(
            GateStation::Parts{*window, englishTexts(), clock_, ids_, admission_,
                               [this](std::function<void()> task) { CallAfter(std::move(task)); }},
            options_.gate);
        GatePresenter& presenter = station_->presenter();
        window->bind({[&presenter](const std::string& code) { presenter.readCode(code); },
                      [&presenter] { presenter.toggleDirection(); }, [&presenter] { presenter.tick(); }});
        presenter.start();
        addScanners();
        window->Show();
        if (!options_.windowed)
            CallAfter([window] {
                window->ShowFullScreen(true);
            }); // only a window that is mapped can fill the screen
        return true;
    }

    int OnExit() override
    {
        station_.reset(); // the event loop is over: nothing it dispatched can run any more
        runtime_.reset();
        return wxApp::OnExit();
    }

private:
    void addScanners()
    {
        for (const auto& [name, settings] : options_.settings.scanners)
            if (sdk::Scanner* scanner = runtime_->findScanner(name))
                station_->addScanner(name, *scanner);
        for (const Error& problem : runtime_->problems())
            station_->presenter().showNotice(problem.describe());
    }

    const GateOptions options_;
    StderrLog log_;
    SystemClock clock_;
    SystemIdSource ids_{clock_};
    kit::RemoteAdmission admission_;
    std::unique_ptr<runtime::Runtime> runtime_;
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
    auto access = kit::ServerAccess::parse(options->serverUrl, options->bearer);
    if (!access)
        return usageError(access.error());
    access->bearerFile = options->bearerFile;
    wxApp::SetInstance(new GateApp(std::move(*options), std::move(*access))); // wx owns it
    int noArguments = 1;                                                      // ours are not for the toolkit
    return wxEntry(noArguments, argv);
}
