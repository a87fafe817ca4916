// SPDX-License-Identifier: MIT
#include "presenters/CounterOptions.h"
#include "screens/CounterWindow.h"

#include <ace/base/SystemIdSource.h>

#include <wx/app.h>

#include <iostream>
#include <memory>
#include <vector>

namespace {

using namespace ace;
using namespace ace::counter;

// Options → pairing, or the station → window. Another language, and pairing anew, make all of it again.
class CounterApp : public wxApp
{
public:
    explicit CounterApp(CounterOptions options) : options_(std::move(options)), store_(options_.data) {}

    bool OnInit() override
    {
        auto identity = store_.load();
        if (!identity) {
            std::cerr << "ace-counter: " << identity.error().describe() << '\n';
            return false;
        }
        identity_ = std::move(*identity);
        open();
        if (!identity_ && !options_.pair.empty())
            pairing_->submit(options_.pair);
        return true;
    }

    int OnExit() override
    {
        station_.reset(); // the event loop is over: nothing it dispatched can run any more
        pairing_.reset();
        pairingRunner_.reset();
        return wxApp::OnExit();
    }

private:
    void open()
    {
        const auto dispatch = [this](std::function<void()> task) { CallAfter(std::move(task)); };
        const auto later = [this](void (CounterApp::*step)()) { return [this, step] { CallAfter(step); }; };
        CounterWindow* before = window_;
        window_ = new CounterWindow(options_.language, // wx owns it
                                    {[this](const std::string& text) { pairing_->submit(text); },
                                     later(&CounterApp::forget), later(&CounterApp::otherLanguage),
                                     [this] {
                                         if (station_)
                                             station_->tick();
                                     }});
        station_.reset();
        pairing_.reset();
        pairingRunner_.reset();
        if (identity_)
            openStation(dispatch);
        if (!station_)
            openPairing(dispatch);
        window_->Show();
        if (before)
            before->Destroy();
        if (!options_.windowed)
            CallAfter([this] { window_->ShowFullScreen(true); }); // only a window that is mapped can fill it
    }

    void openStation(const kit::TaskRunner::Dispatch& dispatch)
    {
        auto station = CounterStation::open(
            *identity_, {window_->views(), options_.language, clock_, ids_, options_.data, dispatch});
        if (!station) {
            std::cerr << "ace-counter: " << station.error().describe() << '\n';
            return;
        }
        station_ = std::move(*station);
        window_->bind(*station_);
        station_->start();
    }

    void openPairing(const kit::TaskRunner::Dispatch& dispatch)
    {
        pairingRunner_ = std::make_unique<kit::TaskRunner>("ace-counter-pair", dispatch);
        const kit::Pairing pairing({store_, clock_, ids_, options_.caFile});
        pairing_ = std::make_unique<kit::PairingPresenter>(kit::PairingPresenter::Parts{
            window_->pairingView(), kitTexts(options_.language), *pairingRunner_,
            [pairing](const kit::PairingText& text) { return pairing.pair(text, StationKind::Counter); },
            options_.server,
            [this](const kit::StationIdentity& identity) {
                identity_ = identity;
                CallAfter([this] { open(); }); // not while the presenter that says so is at work
            }});
        window_->showPairing();
        pairing_->start();
    }

    void forget() // the key is wiped already
    {
        identity_.reset();
        open();
    }

    void otherLanguage()
    {
        options_.language =
            options_.language == kit::Language::English ? kit::Language::Spanish : kit::Language::English;
        open();
    }

    CounterOptions options_;
    SystemClock clock_;
    SystemIdSource ids_{clock_};
    kit::IdentityStore store_;
    std::optional<kit::StationIdentity> identity_;
    CounterWindow* window_ = nullptr; // wx owns it
    std::unique_ptr<kit::TaskRunner> pairingRunner_;
    std::unique_ptr<kit::PairingPresenter> pairing_;
    std::unique_ptr<CounterStation> station_;
};

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    auto options = CounterOptions::parse(arguments);
    if (!options) {
        std::cerr << "ace-counter: " << options.error().describe() << "\nTry: ace-counter --help\n";
        return 2;
    }
    if (options->help) {
        std::cout << kCounterUsage;
        return 0;
    }
    wxApp::SetInstance(new CounterApp(std::move(*options))); // wx owns it
    int noArguments = 1;                                     // ours are not for the toolkit
    return wxEntry(noArguments, argv);
}
