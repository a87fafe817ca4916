// SPDX-License-Identifier: MIT
#include "PaymentWorld.h"

#include <ace/base/File.h>
#include <ace/base/SystemIdSource.h>
#include <ace/catalog/EventImport.h>
#include <ace/runtime/Runtime.h>

#include <Poco/Net/ServerSocket.h>

#include <sqlite3.h>

#include <thread>

namespace ace::server {

namespace {

constexpr const char* kEvent = R"(
[event]
slug = "night-market"
name = "Night Market"
time_zone = "America/New_York"
currency = "USD"
starts = "2027-06-05T10:00"
ends = "2027-06-05T23:00"
[[quota]]
name = "Hall"
size = 10
[[quota]]
name = "Guests"
size = 5
[[zone]]
name = "Hall"
[[ticket_type]]
name = "General"
price = 2500
max_per_order = 10
zones = ["Hall"]
quotas = ["Hall"]
[[ticket_type]]
name = "Guest"
price = 0
max_per_order = 5
zones = ["Hall"]
quotas = ["Guests"]
[[gate]]
name = "Gate"
zone = "Hall"
)";

std::uint16_t freePort()
{
    return Poco::Net::ServerSocket(Poco::Net::SocketAddress("127.0.0.1", 0)).address().port();
}

std::uint16_t portOf(const std::string& url)
{
    return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
}

std::string textOf(sqlite3_stmt* row, int column)
{
    const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
    return text ? text : "";
}

} // namespace

PaymentWorld::PaymentWorld(std::int64_t seats) : shopPort_(freePort())
{
    ::setenv("ACE_PLUGIN_PATH", ACE_PLUGIN_DIR, 1);
    ::setenv("ACE_SECRET_STRIPE_KEY", "sk_test_of_the_stories", 1);
    ::setenv("ACE_SECRET_STRIPE_WEBHOOK", kSecret, 1);
    stripe_ = test::valueOf(stripesimulator::HttpListener::start(
        0, [this](const auto& request) { return simulator_.handle(request); }));
    simulator_.setPublicUrl(stripe_->url());
    control("POST", "/webhook_endpoints",
            {{"url", "http://127.0.0.1:" + std::to_string(shopPort_) + "/webhooks/payment/card"},
             {"secret", kSecret}});
    config_ = writeConfig("");
    makeFolder(seats);
}

PaymentWorld::~PaymentWorld() { simulator_.release(); }

std::uint16_t PaymentWorld::stripePort() const { return portOf(stripe_->url()); }

std::filesystem::path PaymentWorld::writeConfig(const std::string& more, bool withCard)
{
    std::string text = "[server]\npublic_url = \"http://127.0.0.1:" + std::to_string(shopPort_) +
                       "\"\n[deliver]\noutput = \"mail\"\nattach = \"pdf\"\n"
                       "[output.mail]\nplugin = \"ticket-output-email\"\ndeadline_ms = 20000\n"
                       "[output.mail.settings]\nhost = \"127.0.0.1\"\nsecurity = \"none\"\nfrom = "
                       "\"tickets@example.org\"\nport = " +
                       std::to_string(mail_.port()) + "\n";
    if (withCard)
        text += "[payment.card]\nplugin = \"payment-stripe-checkout\"\ndeadline_ms = 20000\n"
                "[payment.card.settings]\nsecret_key = \"secret:stripe/key\"\nbase_url = \"" +
                stripe_->url() + "\"\nwebhook_secrets = [\"secret:stripe/webhook\"]\ntimeout_ms = 8000\n";
    const auto file = folder() / "ace.toml";
    test::mustSucceed(writeFileDurably(file, text + more));
    return file;
}

// As `ace event import` does it, with no server on the folder.
void PaymentWorld::makeFolder(std::int64_t seats)
{
    SystemIdSource ids{clock_};
    test::FakeLog log;
    runtime::DataFolder made(data());
    test::mustSucceed(made.prepare(ids));
    auto runtime = test::valueOf(runtime::Runtime::startLocal(
        runtime::Settings::defaults(false), made, {log, clock_, ids, {ACE_PLUGIN_DIR}, false, nullptr}));
    EventSetup setup = test::valueOf(catalog::parseEvent(kEvent, "event.toml", ids));
    const Instant from = std::chrono::floor<std::chrono::seconds>(clock_.now()) - std::chrono::hours(1);
    const TimeWindow window{from, from + std::chrono::days(60)};
    setup.quotas.front().size = seats;
    setup.event.sale = window;
    setup.event.startsAt = window.from;
    setup.event.endsAt = window.until;
    for (TicketType& type : setup.types)
        type.validity = window;
    event_ = *test::valueOf(runtime->catalog().importEvent(std::move(setup)));
}

std::map<std::string, std::vector<std::string>> PaymentWorld::mails() const
{
    constexpr std::string_view kFile = "filename=\"tickets-", kId = "\r\nMessage-ID: ";
    std::map<std::string, std::vector<std::string>> byOrder;
    for (const std::string& mail : mail_.mails()) {
        const std::size_t file = mail.find(kFile), id = mail.find(kId);
        CPPUNIT_ASSERT_MESSAGE(mail, id != std::string::npos);
        if (file == std::string::npos)
            continue; // a letter
        const std::size_t code = file + kFile.size(), idBegins = id + kId.size();
        byOrder[mail.substr(code, mail.find('.', code) - code)].push_back(
            mail.substr(idBegins, mail.find("\r\n", idBegins) - idBegins));
    }
    return byOrder;
}

std::size_t PaymentWorld::lettersOf(const std::string& order) const
{
    std::size_t letters = 0;
    for (const std::string& mail : mail_.mails())
        letters +=
            mail.find("filename=\"tickets-") == std::string::npos && mail.find(order) != std::string::npos;
    return letters;
}

Json PaymentWorld::stripe(const std::string& path, const std::string& query)
{
    const auto answer =
        simulator_.handle({"GET", path, query, {{"authorization", "Bearer sk_test_of_the_stories"}}, ""});
    CPPUNIT_ASSERT_EQUAL_MESSAGE(path + ": " + answer.body, 200, answer.status);
    return Json::parse(answer.body);
}

Json PaymentWorld::list(const std::string& path)
{
    Json all = Json::array();
    for (std::string after;;) {
        const Json page = stripe(path, "limit=100" + (after.empty() ? "" : "&starting_after=" + after));
        for (const Json& one : page.at("data"))
            all.push_back(one);
        if (!page.at("has_more").get<bool>())
            return all;
        after = all.back().at("id");
    }
}

Json PaymentWorld::control(const std::string& method, const std::string& path, const Json& body)
{
    const auto answer =
        simulator_.control({method, path, "", {}, body.is_null() ? std::string() : body.dump()});
    CPPUNIT_ASSERT_EQUAL_MESSAGE(path + ": " + answer.body, 200, answer.status);
    return Json::parse(answer.body);
}

std::size_t PaymentWorld::asked(const std::string& method, const std::string& path)
{
    std::size_t count = 0;
    const Json answer = control("GET", "/requests");
    for (const Json& request : answer.at("requests"))
        count += request.value("method", "") == method && request.value("path", "") == path ? 1 : 0;
    return count;
}

std::vector<std::vector<std::string>> PaymentWorld::rows(const std::string& sql) const
{
    sqlite3* database = nullptr;
    sqlite3_stmt* row = nullptr;
    std::vector<std::vector<std::string>> all;
    const std::string file = (data() / "ace.db").string();
    CPPUNIT_ASSERT_EQUAL(SQLITE_OK, sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READONLY, nullptr));
    sqlite3_busy_timeout(database, 10'000);
    const int prepared = sqlite3_prepare_v2(database, sql.c_str(), -1, &row, nullptr);
    while (prepared == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW) {
        std::vector<std::string> columns;
        for (int i = 0; i < sqlite3_column_count(row); ++i)
            columns.push_back(textOf(row, i));
        all.push_back(std::move(columns));
    }
    const std::string problem = sqlite3_errmsg(database);
    const int ended = sqlite3_finalize(row);
    sqlite3_close(database);
    CPPUNIT_ASSERT_MESSAGE(problem + ": " + sql, prepared == SQLITE_OK && ended == SQLITE_OK);
    return all;
}

std::string PaymentWorld::one(const std::string& sql) const
{
    const auto found = rows(sql);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(sql, std::size_t{1}, found.size());
    return found.front().front();
}

std::string PaymentWorld::stateOf(const std::string& order) const
{
    return one("SELECT state FROM orders WHERE code = '" + order + "'");
}

void waitUntil(const std::string& what, const std::function<bool()>& isSo, std::chrono::seconds most)
{
    const auto until = std::chrono::steady_clock::now() + most;
    while (!isSo()) {
        CPPUNIT_ASSERT_MESSAGE("waited in vain: " + what, std::chrono::steady_clock::now() < until);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

} // namespace ace::server
