// SPDX-License-Identifier: MIT
#pragma once

#include <ace/admission/Admission.h>
#include <ace/base/Clock.h>
#include <ace/base/Log.h>
#include <ace/base/Result.h>
#include <ace/box-office/Allotments.h>
#include <ace/box-office/BoxOffice.h>
#include <ace/box-office/Tills.h>
#include <ace/catalog/LocalCatalog.h>
#include <ace/catalog/Vouchers.h>
#include <ace/outbox/DeadLetters.h>
#include <ace/outbox/WebhookDelivery.h>
#include <ace/outbox/Webhooks.h>
#include <ace/reporting/Reporting.h>
#include <ace/runtime/DataFolder.h>
#include <ace/runtime/Settings.h>
#include <ace/sdk/port/Scanner.h>
#include <ace/sdk/port/TicketOutput.h>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ace::staffing {
struct People;
}

namespace ace::runtime {

// Configuration → plugins → use cases: every program's main() starts here.
//
// Local: opens the data folder through the storage plugin, then builds Catalog, BoxOffice and Admission over
// it. A plugin that cannot be used (missing, of another ABI, failing in init) is left out: `problems()` says
// which, why and what to do; only storage is needed. Everything stops in the destructor, in reverse order.
class Runtime
{
public:
    struct Environment
    {
        Log& log;
        const Clock& clock;
        IdSource& ids;
        std::vector<std::filesystem::path> pluginFolders; // searched in order
        bool background = true; // false: due work is done only by runDueWork(), as a test wants it
        outbox::WebhookSender* webhookSender = nullptr; // null: what is to be told waits
        // The address of an order's page in a language, for mails; none: they have no link.
        std::function<std::string(const Order&, std::string_view language)> orderLink = {};
        // Holds plugins/, what is known of plugins, and secrets/. Of what is local: its data folder. Empty:
        // no plugin is tried before it is loaded, and nothing is kept.
        std::filesystem::path stationFolder = {};
    };

    // With storage: a server, a stand-alone counter, a story.
    static Result<std::unique_ptr<Runtime>> startLocal(const Settings& settings, const DataFolder& folder,
                                                       const Environment& environment);
    // Devices only: a station whose use cases are remote.
    static Result<std::unique_ptr<Runtime>> startStation(const Settings& settings,
                                                         const Environment& environment);
    ~Runtime();

    catalog::LocalCatalog& catalog();
    boxoffice::BoxOffice& boxOffice();
    admission::Admission& admission();
    staffing::People& people(); // staff, stations, time, audit
    boxoffice::Tills& tills();
    boxoffice::Allotments& allotments();
    catalog::Vouchers& vouchers();
    reporting::Reporting& reporting();
    outbox::Webhooks& webhooks();
    outbox::DeadLetters& deadLetters();
    sdk::Storage& storage(); // for what only reads, such as a station's sync

    sdk::TicketOutput* findOutput(const std::string& name); // null: not configured, or left out
    sdk::Scanner* findScanner(const std::string& name);
    std::vector<std::string> paymentMethods() const; // the names that can be paid with
    const std::vector<Error>& problems() const;      // what this station runs without
    // By their table in the configuration, "payment.cash": whether they worked when they were last used. What
    // was left out does not.
    std::map<std::string, bool> devices() const;
    std::map<std::string, std::size_t> writesWaiting() const; // of "orders" and "scans"

    bool delivers() const; // whether paid orders go out to their customers

    // Releases holds that have run out and does the jobs that are due, deliveries and webhooks last. Four
    // times a second the threads "ace-deliveries" and "ace-webhooks" do those, "ace-background" all else.
    void runDueWork();
    Monotonic ownWorkDoneAt() const; // when all but those two was last done; the epoch: never yet

private:
    struct Parts;
    explicit Runtime(std::unique_ptr<Parts> parts);
    void startBackground();
    void runOwnWork();
    void settlePaid();
    void deliverToCustomers();
    void tellWebhooks();

    std::unique_ptr<Parts> parts_;
};

// Where plugins are: ACE_PLUGIN_PATH if set (colon-separated), else ../lib/ace/plugins beside the program.
std::vector<std::filesystem::path> defaultPluginFolders();

} // namespace ace::runtime
