// SPDX-License-Identifier: MIT
#include "ServerProgram.h"

#include <ace/base/File.h>
#include <ace/runtime/Runtime.h>
#include <ace/server/api/Api.h>
#include <ace/server/api/Metrics.h>
#include <ace/server/api/UnderWay.h>
#include <ace/server/demo/Demo.h>
#include <ace/server/http/Answer.h>
#include <ace/server/http/Front.h>
#include <ace/server/shop/Shop.h>
#include <ace/server/waiting-room/Rooms.h>
#include <ace/server/webhooks/HttpWebhookSender.h>
#include <ace/server/webhooks/PaymentMessages.h>

#include <algorithm>

namespace ace::server {

namespace {

constexpr const char* kPdfOutput = "pdf";
constexpr const char* kCardMethod = "card";
constexpr const char* kDemoFile = "demo.json";
constexpr std::size_t kTextBytesMost = 1u << 18; // of what the organiser has to say

std::string cardMethodOf(const runtime::Runtime& runtime)
{
    const auto methods = runtime.paymentMethods();
    return std::ranges::find(methods, kCardMethod) == methods.end() ? "" : kCardMethod;
}

// Where a browser on this machine finds the server.
std::string localUrl(const std::string& address, std::uint16_t port)
{
    std::string host = address == "0.0.0.0" || address == "::" ? "127.0.0.1" : address;
    if (host.find(':') != std::string::npos)
        host = "[" + host + "]";
    return "http://" + host + ":" + std::to_string(port);
}

bool isLoopback(const std::string& address) { return address.starts_with("127.") || address == "::1"; }

// Its people's passwords are in demo.json and can be had by anybody who has the programs.
Result<void> refuseDemoForCustomers(const runtime::Settings::Server& server,
                                    const std::filesystem::path& folder)
{
    const bool isOpen = !isLoopback(server.address) || (server.tlsPort && !isLoopback(server.plainAddress));
    if (!isOpen && !server.publicUrl.starts_with("https://"))
        return {};
    return failure(ErrorCode::Invalid,
                   std::string("holds demo data, whose passwords are public, and [server] ") +
                       (isOpen ? "listens to other machines" : "has an https public_url") +
                       ". Give another folder with --data; a demo for others is started with --demo",
                   folder.string());
}

std::string withoutSlash(std::string url)
{
    while (url.ends_with('/'))
        url.pop_back();
    return url;
}

// Their problems are JSON; a browser's are pages.
bool isForPrograms(std::string_view path)
{
    for (const std::string_view one : {"/healthz", "/readyz", "/metrics", "/openapi.json"})
        if (path == one)
            return true;
    return path.starts_with("/api/") || path.starts_with("/webhooks/");
}

constexpr std::chrono::seconds kBackgroundSilence{120}; // a hold is three calls, and each may hang

// The parts beside storage. What a plugin's failure says is in the log: it may name paths.
std::vector<api::Check> checksOf(const runtime::Runtime& runtime, const Clock& clock)
{
    const bool alive = clock.monotonic() - runtime.ownWorkDoneAt() < kBackgroundSilence;
    const bool all = std::ranges::all_of(runtime.devices(), [](const auto& device) { return device.second; });
    return {{"background", alive, true, alive ? "" : "Holds and jobs are not looked after."},
            {"plugins", all, false, all ? "" : "Some are left out or fail; metrics and the log say which."}};
}

std::vector<api::Gauge> gaugesOf(const runtime::Runtime& runtime)
{
    std::vector<api::Gauge> gauges;
    for (const auto& [device, working] : runtime.devices())
        gauges.push_back({"ace_device_up",
                          "Whether a plugin's device worked when it was last used.",
                          {{"device", device}},
                          working ? 1.0 : 0.0});
    for (const auto& [what, count] : runtime.writesWaiting())
        gauges.push_back({"ace_writes_waiting",
                          "Sales and scans that wait to be written.",
                          {{"of", what}},
                          static_cast<double>(count)});
    return gauges;
}

} // namespace

// Built from top to bottom, taken down from bottom to top.
struct ServerProgram::Parts
{
    Parts(const Options& options, Log& logger, const Clock& time, IdSource& source)
        : log(logger), clock(time), ids(source), folder(options.data)
    {
    }

    Log& log;
    const Clock& clock;
    IdSource& ids;
    runtime::DataFolder folder;
    bool demo = false;
    runtime::Settings settings;
    std::unique_ptr<webhooks::HttpWebhookSender> sender;
    std::unique_ptr<runtime::Runtime> runtime;

    web::Templates english, spanish{web::Words::of(web::Language::Spanish)};
    std::unique_ptr<runtime::BearerCheck> bearers;
    std::unique_ptr<shop::CartCookie> cart;
    std::unique_ptr<access::RateLimiter> shopLimiter;
    std::unique_ptr<tickets::TicketPdf> pdf;
    std::unique_ptr<waitingroom::StoredRooms> roomRecord;
    std::unique_ptr<waitingroom::Rooms> rooms;
    std::unique_ptr<access::Access> access;
    api::Metrics metrics;
    api::UnderWay underWay;
    std::unique_ptr<api::Readiness> readiness;
    std::unique_ptr<api::Services> api;
    std::vector<std::unique_ptr<shop::Services>> shops; // one for each language
    http::Router router;
    std::unique_ptr<http::Site> site;
    std::unique_ptr<http::Topics> topics; // what handlers say to event streams
    std::unique_ptr<http::Front> front;
    std::string url;
    shop::Organiser organiser;

    Result<void> openData(const Options& options);
    Result<void> readOrganiser();
    Result<void> wirePages();
    const shop::Services& shopAt(std::string_view path) const;
    Result<void> wireApi();
    Result<void> listen();
    Result<void> tellDemo(const EventSetup& event, const std::filesystem::path& file);
};

Result<void> ServerProgram::Parts::openData(const Options& options)
{
    if (auto ok = folder.prepare(ids); !ok)
        return ok;
    if (options.demo)
        if (auto ok = folder.markDemo(); !ok)
            return ok;
    demo = folder.isDemo();
    settings = runtime::Settings::defaults(demo);
    if (options.config) {
        auto loaded = runtime::Settings::load(*options.config, demo);
        if (!loaded)
            return failure(std::move(loaded));
        settings = std::move(*loaded);
    }
    if (options.port)
        settings.server.port = *options.port;
    if (demo && !options.demo)
        if (auto ok = refuseDemoForCustomers(settings.server, folder.path()); !ok)
            return ok;
    webhooks::SenderOptions sending;
    sending.httpAllowed = settings.webhooks.httpAllowed;
    sending.privateAllowed = settings.webhooks.privateAllowed;
    sender = std::make_unique<webhooks::HttpWebhookSender>(sending, clock);
    runtime::Runtime::Environment environment{log, clock, ids, runtime::defaultPluginFolders()};
    environment.webhookSender = sender.get();
    if (const std::string publicUrl = withoutSlash(settings.server.publicUrl); !publicUrl.empty())
        environment.orderLink = [publicUrl](const Order& order, std::string_view language) {
            return shop::orderUrl(publicUrl, order, language);
        };
    else if (!settings.deliverWith.empty())
        log.warn("server", "mails have no link to the order, and nobody can ask for lost tickets: "
                           "[server] public_url is missing");
    auto started = runtime::Runtime::startLocal(settings, folder, environment);
    if (!started)
        return failure(std::move(started));
    runtime = std::move(*started);
    for (const Error& problem : runtime->problems())
        log.warn("server", "goes on without " + problem.describe());
    return {};
}

Result<void> ServerProgram::Parts::readOrganiser()
{
    organiser.name = settings.shop.name;
    for (const auto& [file, text] : {std::pair(&settings.shop.imprintFile, &organiser.imprint),
                                     std::pair(&settings.shop.termsFile, &organiser.terms)}) {
        if (file->empty())
            continue;
        auto content = readFile(*file, kTextBytesMost);
        if (!content)
            return failure(std::move(content));
        *text = shop::organisersText(*content);
    }
    return {};
}

Result<void> ServerProgram::Parts::wirePages()
{
    if (auto ok = readOrganiser(); !ok)
        return ok;
    const auto bearerKey = folder.deriveKey("bearer");
    const auto cartKey = folder.deriveKey("cart");
    const auto waitKey = folder.deriveKey("waiting-room");
    for (const auto* key : {&bearerKey, &cartKey, &waitKey})
        if (!*key)
            return Failure(key->error());
    const std::string publicUrl = withoutSlash(settings.server.publicUrl);
    bearers = std::make_unique<runtime::BearerCheck>(*bearerKey);
    cart = std::make_unique<shop::CartCookie>(*cartKey, publicUrl.starts_with("https://"));
    shopLimiter = std::make_unique<access::RateLimiter>(shop::rateLimits(), clock, ids);
    pdf = std::make_unique<tickets::TicketPdf>(runtime->catalog(), runtime->findOutput(kPdfOutput));
    roomRecord = std::make_unique<waitingroom::StoredRooms>(runtime->storage(), clock);
    rooms = std::make_unique<waitingroom::Rooms>(
        waitingroom::Rooms::Parts{*roomRecord, runtime->catalog(), clock, ids, log, *waitKey});
    topics = std::make_unique<http::Topics>(ids.nextUuid().toString());
    for (const web::Templates* pages : {&english, &spanish}) {
        shops.push_back(std::make_unique<shop::Services>(
            shop::Services{runtime->catalog(), runtime->boxOffice(), *pdf, clock, ids, *pages, *cart,
                           *shopLimiter, *rooms, publicUrl, cardMethodOf(*runtime), demo, organiser,
                           [this](EventId event, std::string_view code) {
                               return runtime->vouchers().findByCode(event, code);
                           },
                           runtime->delivers(), runtime->delivers() && !publicUrl.empty()}));
        shop::addRoutes(router, *shops.back());
    }
    webhooks::addPaymentRoute(router, runtime->boxOffice(), log);
    site = std::make_unique<http::Site>(
        router,
        [this](const auto& request, auto& response, const http::Problem& problem) {
            if (isForPrograms(http::pathOf(request)))
                http::sendProblemJson(response, problem);
            else
                shop::showProblem(shopAt(http::pathOf(request)), request, response, problem);
        },
        log);
    return {};
}

// In the language of the address.
const shop::Services& ServerProgram::Parts::shopAt(std::string_view path) const
{
    for (const auto& shop : shops) {
        const std::string_view prefix = shop->templates.words().pathPrefix();
        if (!prefix.empty() && (path == prefix || path.starts_with(std::string(prefix) + "/")))
            return *shop;
    }
    return *shops.front();
}

Result<void> ServerProgram::Parts::wireApi()
{
    auto installation = access::installationOf(folder);
    if (!installation)
        return failure(std::move(installation));
    const std::string publicUrl = withoutSlash(settings.server.publicUrl);
    access = std::make_unique<access::Access>(
        access::Access::Parts{runtime->people().staffing, runtime->people().stations,
                              demo ? bearers.get() : nullptr, clock, ids, *installation});
    readiness = std::make_unique<api::Readiness>(runtime->storage(), clock,
                                                 [this] { return checksOf(*runtime, clock); });
    api = std::make_unique<api::Services>(
        api::Services{runtime->catalog(),
                      runtime->catalog(),
                      runtime->vouchers(),
                      runtime->boxOffice(),
                      runtime->tills(),
                      runtime->allotments(),
                      runtime->admission(),
                      runtime->reporting(),
                      runtime->webhooks(),
                      runtime->deadLetters(),
                      runtime->people(),
                      runtime->storage(),
                      *pdf,
                      *access,
                      metrics,
                      *readiness,
                      underWay,
                      *rooms,
                      clock,
                      ids,
                      *installation,
                      publicUrl,
                      settings.server.metricsToken,
                      [this] { return front ? front->figures() : http::Figures{}; },
                      [this] { return gaugesOf(*runtime); }});
    api::addRoutes(router, *api);
    return {};
}

Result<void> ServerProgram::Parts::listen()
{
    http::FrontOptions options;
    options.address = settings.server.address;
    options.plainAddress = settings.server.plainAddress;
    options.port = settings.server.port;
    options.threads = settings.server.threads;
    options.slowThreads = std::max(1, settings.server.threads / 4);
    options.connectionsMost = settings.server.connections;
    options.connectionsPerAddressMost = settings.server.connectionsPerAddress;
    options.trustedProxies = settings.server.trustedProxies;
    options.hosts = settings.server.hosts;
    options.accessLog = settings.server.accessLog;
    options.observer = [this](const http::Finished& finished) { metrics.countRequest(finished); };
    options.tlsPort = settings.server.tlsPort;
    if (options.tlsPort)
        options.tls = http::TlsFiles{settings.server.tlsCertificate, settings.server.tlsKey};
    auto started = http::Front::start(options, *site, http::FrontServices{log, clock, ids, topics.get()});
    if (!started)
        return failure(std::move(started));
    front = std::move(*started);
    url = localUrl(options.tlsPort ? options.plainAddress : options.address, front->port());
    return {};
}

// It holds PINs and pairing codes.
Result<void> ServerProgram::Parts::tellDemo(const EventSetup& event, const std::filesystem::path& file)
{
    const auto people = demo::ensureDemoPeople(runtime->people(), runtime->tills(), event);
    if (!people)
        return Failure(people.error());
    return writeFileDurably(file, demo::describe(event, *people, url), FileAccess::OwnerOnly);
}

Result<std::unique_ptr<ServerProgram>> ServerProgram::start(const Options& options, Log& log,
                                                            const Clock& clock, IdSource& ids)
{
    auto parts = std::make_unique<Parts>(options, log, clock, ids);
    if (auto ok = parts->openData(options); !ok)
        return failure(std::move(ok));
    catalog::EventPtr event;
    if (options.demo) {
        auto ensured = demo::ensureDemoEvent(parts->runtime->catalog(), clock, ids);
        if (!ensured)
            return failure(std::move(ensured));
        event = std::move(*ensured);
    }
    if (auto ok = parts->wirePages(); !ok)
        return failure(std::move(ok));
    if (auto ok = parts->wireApi(); !ok)
        return failure(std::move(ok));
    if (auto ok = parts->listen(); !ok)
        return failure(std::move(ok));
    if (event)
        if (auto ok = parts->tellDemo(*event, options.data / kDemoFile); !ok)
            return failure(std::move(ok));
    return std::unique_ptr<ServerProgram>(new ServerProgram(std::move(parts)));
}

ServerProgram::ServerProgram(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ServerProgram::~ServerProgram() = default;

const std::string& ServerProgram::url() const { return parts_->url; }
Result<void> ServerProgram::reloadCertificate() { return parts_->front->reloadCertificate(); }
bool ServerProgram::drain(std::chrono::milliseconds most) { return parts_->front->drain(most); }

} // namespace ace::server
