// SPDX-License-Identifier: MIT
#include "PortCases.h"

#include <ace/sdk/abi/plugin.h>

#include <future>
#include <sstream>
#include <thread>

namespace ace::test {

using pluginhost::Capability;
using namespace std::chrono_literals;

namespace {

struct PortRow
{
    Capability capability;
    const char* call;
    const char* asked; // as the device got it
    const char* answer;
    bool once = false; // where it is unclear whether it was done, the outcome is unknown
};

const PortRow kPortRows[] = {
    {Capability::Scanner, "set_data_events", "1", ""},
    {Capability::Scanner, "clear_input", "", ""},
    {Capability::Scanner, "trigger", "", ""},
    {Capability::Payment, "begin", "$1.00, ABCD, memo 0", "pending /pay memo 1", true},
    {Capability::Payment, "query", "$1.00, ABCD, memo 0", "failed card_declined"},
    {Capability::Payment, "cancel", "ABCD", ""},
    {Capability::Payment, "reverse", "$0.40, ABCD, memo 7", "confirmed", true},
    {Capability::Payment, "query_reversal", "$0.40, ABCD, memo 7", "pending"},
    {Capability::Payment, "notify", "x-mine, Yes, a body", "none"},
    {Capability::Payment, "changes", "7000000, page 2", "0 page 3"},
    {Capability::TicketOutput, "render", "Fair", "text/plain 4 bytes"},
    {Capability::TicketOutput, "submit", "AB12, Fair, ana@example.org", ""},
    {Capability::TicketOutput, "health", "2", "feels well"},
    {Capability::Queue, "publish", "orders, 17, 100000", ""},
    {Capability::Queue, "consume", "orders, 250", "17 4 bytes"},
    {Capability::Queue, "acknowledge", "orders, 17", ""},
    {Capability::CashDrawer, "open_drawer", "", ""},
    {Capability::CashDrawer, "is_open", "", "open"},
    {Capability::LineDisplay, "dimensions", "", "2 x 4000000000"},
    {Capability::LineDisplay, "show", "1, 3, Zoë", ""},
    {Capability::LineDisplay, "clear", "", ""},
    {Capability::GateControl, "grant", "AB12, 1500", ""},
    {Capability::GateControl, "refuse", "AB12, used already", ""},
};

constexpr Capability kPortCapabilities[] = {
    Capability::Scanner,    Capability::Payment,     Capability::TicketOutput, Capability::Queue,
    Capability::CashDrawer, Capability::LineDisplay, Capability::GateControl};

std::string bytesOf(const std::string& body)
{
    return std::to_string(body.size()) + (body == std::string("a\0b\xff", 4) ? " bytes" : " other bytes");
}

Result<std::string> done(const Result<void>& result)
{
    return result ? Result<std::string>(std::string()) : Failure(result.error());
}

template <class T, class Words> Result<std::string> inWords(const Result<T>& result, Words words)
{
    return result ? Result<std::string>(words(*result)) : Failure(result.error());
}

std::string progressWords(const sdk::PaymentProgress& progress)
{
    std::string words = name(progress.state);
    for (const auto& part : {progress.redirectUrl.value_or(""), progress.refusal, progress.memo})
        words += part.empty() ? "" : " " + part;
    return words;
}

OpenPort scannerPort(std::shared_ptr<sdk::Scanner> port, NoticeCollector& told)
{
    return {{{"set_data_events", [port] { return done(port->armDataEvents()); }},
             {"clear_input", [port] { return done(port->clearInput()); }},
             {"trigger", [port] { return done(port->trigger()); }}},
            [port, &told] {
                return port->start([&told](const sdk::ScanData& scan) {
                    told.add(scan.symbology + " " + bytesOf(scan.data));
                });
            },
            [port] { port->stop(); },
            port};
}

OpenPort paymentPort(std::shared_ptr<sdk::PaymentMethod> port)
{
    CPPUNIT_ASSERT(port->pageTime() == 77s);
    sdk::PaymentIntent intent{
        PaymentId{*Uuid::parse("01900000-0000-7000-8000-000000000001")}, {100, {}}, {100, {}}, "ABCD"};
    intent.memo = "memo 0";
    const sdk::Reversal reversal{
        intent, RefundId{*Uuid::parse("01900000-0000-7000-8000-000000000002")}, {40, {}}, {}, "memo 7"};
    return {{{"begin", [=] { return inWords(port->begin(intent), progressWords); }},
             {"query", [=] { return inWords(port->query(intent), progressWords); }},
             {"cancel", [=] { return done(port->cancel(intent)); }},
             {"reverse", [=] { return inWords(port->reverse(reversal), progressWords); }},
             {"query_reversal", [=] { return inWords(port->queryReversal(reversal), progressWords); }},
             {"notify",
              [=] {
                  return inWords(port->notify({{"X-Mine", "Yes"}}, "a body"),
                                 [](const auto& news) { return std::string(news ? "some" : "none"); });
              }},
             {"changes",
              [=] {
                  return inWords(port->changes(Instant(7s), "page 2"), [](const auto& changes) {
                      return std::to_string(changes.news.size()) + " " + changes.nextPage;
                  });
              }}},
            [] { return Result<void>(); },
            {},
            port};
}

OpenPort outputPort(std::shared_ptr<sdk::TicketOutput> port)
{
    const sdk::Document ticket{"Fair", "en", {}};
    const sdk::Delivery to{"Ana", "ana@example.org"};
    return {{{"render",
              [=] {
                  return inWords(port->render(ticket),
                                 [](const auto& file) { return file.mime + " " + bytesOf(file.bytes); });
              }},
             {"submit", [=] { return done(port->submit("AB12", ticket, to)); }},
             {"health", [=] { return port->checkHealth(); }}},
            [] { return Result<void>(); },
            {},
            port};
}

OpenPort queuePort(std::shared_ptr<sdk::MessageQueue> port)
{
    return {{{"publish", [port] { return done(port->publish("orders", "17", std::string(100'000, '\0'))); }},
             {"consume",
              [port] {
                  return inWords(port->consume("orders", 250ms), [](const auto& message) {
                      return message ? message->id + " " + bytesOf(message->body) : std::string("none");
                  });
              }},
             {"acknowledge", [port] { return done(port->acknowledge("orders", "17")); }}},
            [] { return Result<void>(); },
            {},
            port};
}

OpenPort drawerPort(std::shared_ptr<sdk::CashDrawer> port, NoticeCollector& told)
{
    return {
        {{"open_drawer", [port] { return done(port->open()); }},
         {"is_open",
          [port] {
              return inWords(port->isOpen(),
                             [](bool isOpen) { return std::string(isOpen ? "open" : "closed"); });
          }}},
        [port, &told] { return port->start([&told](bool isOpen) { told.add(isOpen ? "open" : "closed"); }); },
        [port] { port->stop(); },
        port};
}

OpenPort displayPort(std::shared_ptr<sdk::LineDisplay> port)
{
    return {{{"dimensions",
              [port] {
                  return inWords(port->dimensions(), [](const auto& has) {
                      return std::to_string(has.rows) + " x " + std::to_string(has.columns);
                  });
              }},
             {"show", [port] { return done(port->show(1, 3, "Zoë")); }},
             {"clear", [port] { return done(port->clear()); }}},
            [] { return Result<void>(); },
            {},
            port};
}

OpenPort gatePort(std::shared_ptr<sdk::GateControl> port, NoticeCollector& told)
{
    const auto tell = [&told](const sdk::GateEvent& event) {
        constexpr const char* kKinds[] = {"passed", "nobody passed", "opened", "closed", "failed"};
        std::string words = kKinds[static_cast<int>(event.kind)];
        for (const auto& part : {event.reference, event.text})
            words += part.empty() ? "" : " " + part;
        told.add(words);
    };
    return {{{"grant", [port] { return done(port->grant("AB12", 1500ms)); }},
             {"refuse", [port] { return done(port->refuse("AB12", "used already")); }}},
            [port, tell] { return port->start(tell); },
            [port] { port->stop(); },
            port};
}

std::string failing(const std::string& call, const std::string& statuses)
{
    return R"({"in":")" + call + R"(","statuses":[)" + statuses +
           R"(],"text":"the cable is out: plug it in"})";
}

} // namespace

PortCases::PortCases(bool isolated)
    : isolated_(isolated), host_(log_, clock_, {ACE_BUILD_DIR "/tests/plugins"})
{
}

OpenPort PortCases::open(Capability capability, const std::string& settings,
                         std::chrono::milliseconds deadline)
{
    pluginhost::DeviceConfig config{"dev", "Obedient", settings, deadline, 1};
    config.isolated = isolated_;
    return opened(capability, config);
}

OpenPort PortCases::opened(Capability capability, const pluginhost::DeviceConfig& config)
{
    switch (capability) {
    case Capability::Scanner:
        return scannerPort(valueOf(host_.openScanner(config)), told_);
    case Capability::Payment:
        return paymentPort(valueOf(host_.openPayment(config)));
    case Capability::TicketOutput:
        return outputPort(valueOf(host_.openTicketOutput(config)));
    case Capability::Queue:
        return queuePort(valueOf(host_.openQueue(config)));
    case Capability::CashDrawer:
        return drawerPort(valueOf(host_.openCashDrawer(config)), told_);
    case Capability::LineDisplay:
        return displayPort(valueOf(host_.openLineDisplay(config)));
    case Capability::GateControl:
        return gatePort(valueOf(host_.openGateControl(config)), told_);
    case Capability::Storage:
        break;
    }
    CPPUNIT_FAIL("no such port");
    return {};
}

std::vector<std::string> PortCases::asked() const
{
    constexpr std::string_view kMark = "asked: ";
    std::vector<std::string> calls;
    std::istringstream lines(log_.all());
    for (std::string line; std::getline(lines, line);)
        if (const auto at = line.find(kMark); at != std::string::npos)
            calls.push_back(line.substr(at + kMark.size()));
    return calls;
}

void PortCases::waitForLog(const std::string& words) const
{
    const auto until = std::chrono::steady_clock::now() + 20s;
    while (log_.all().find(words) == std::string::npos && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(5ms);
    CPPUNIT_ASSERT_MESSAGE(log_.all(), log_.all().find(words) != std::string::npos);
}

void PortCases::everyCallArrivesAndIsAnswered()
{
    for (const Capability capability : kPortCapabilities) {
        const OpenPort port = open(capability);
        mustSucceed(port.start());
        std::size_t rows = 0;
        for (const PortRow& row : kPortRows) {
            if (row.capability != capability)
                continue;
            ++rows;
            CPPUNIT_ASSERT_EQUAL_MESSAGE(row.call, std::string(row.answer),
                                         valueOf(port.calls.at(row.call)()));
            CPPUNIT_ASSERT_EQUAL(std::string(row.call) + "(" + row.asked + ")", asked().back());
        }
        CPPUNIT_ASSERT_EQUAL(port.calls.size(), rows);
    }
}

void PortCases::everyCallFailsWithItsCodeAndItsText()
{
    for (const PortRow& row : kPortRows) {
        const OpenPort port = open(row.capability, failing(row.call, "\"108\""));
        mustSucceed(port.start());
        const auto failed = port.calls.at(row.call)();
        CPPUNIT_ASSERT_MESSAGE(row.call, !failed);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(row.call, std::string(name(ErrorCode::Offline)),
                                     std::string(name(failed.error().code)));
        CPPUNIT_ASSERT_EQUAL(std::string("the cable is out: plug it in"), failed.error().message);
        CPPUNIT_ASSERT_EQUAL(std::string("device \"dev\" (plugin Obedient)"), failed.error().where);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(row.call, std::string(row.answer), valueOf(port.calls.at(row.call)()));
    }
}

void PortCases::everyStatusIsAnErrorOfItsKind()
{
    using Code = ErrorCode;
    const std::vector<std::pair<ace_status, Code>> kinds{{ACE_CLOSED, Code::Unavailable},
                                                         {ACE_CLAIMED, Code::Busy},
                                                         {ACE_NOT_CLAIMED, Code::Unavailable},
                                                         {ACE_NO_SERVICE, Code::Unavailable},
                                                         {ACE_DISABLED, Code::Unavailable},
                                                         {ACE_ILLEGAL, Code::Invalid},
                                                         {ACE_NO_HARDWARE, Code::Unavailable},
                                                         {ACE_OFFLINE, Code::Offline},
                                                         {ACE_NO_EXIST, Code::NotFound},
                                                         {ACE_EXISTS, Code::Conflict},
                                                         {ACE_FAILURE, Code::Internal},
                                                         {ACE_TIMEOUT, Code::Timeout},
                                                         {ACE_BUSY, Code::Busy},
                                                         {ACE_EXTENDED, Code::Internal},
                                                         {ACE_DEPRECATED, Code::Invalid},
                                                         {ACE_PLUGIN_FAULT, Code::Internal},
                                                         {ACE_CANCELED, Code::Timeout},
                                                         {ACE_OUTCOME_UNKNOWN, Code::OutcomeUnknown},
                                                         {4711, Code::Internal}};
    std::string statuses;
    for (const auto& [status, code] : kinds)
        statuses += (statuses.empty() ? "\"" : ",\"") + std::to_string(status) + "\"";
    const OpenPort drawer = open(Capability::CashDrawer, failing("open_drawer", statuses));
    mustSucceed(drawer.start());
    for (const auto& [status, code] : kinds) {
        const auto failed = drawer.calls.at("open_drawer")();
        CPPUNIT_ASSERT(!failed);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(std::to_string(status), std::string(name(code)),
                                     std::string(name(failed.error().code)));
    }
    // "None" is no failure of a queue; a payment that nobody knows is one.
    const OpenPort queue = open(Capability::Queue, failing("consume", "\"109\""));
    CPPUNIT_ASSERT_EQUAL(std::string("none"), valueOf(queue.calls.at("consume")()));
    const OpenPort payment = open(Capability::Payment, failing("query", "\"109\""));
    CPPUNIT_ASSERT(payment.calls.at("query")().error().code == Code::NotFound);
}

void PortCases::everyEventIsTold()
{
    const OpenPort scanner = open(Capability::Scanner);
    mustSucceed(scanner.start());
    valueOf(scanner.calls.at("set_data_events")());
    valueOf(scanner.calls.at("trigger")());
    told_.waitFor({"PDF417 4 bytes"});
    const OpenPort drawer = open(Capability::CashDrawer);
    mustSucceed(drawer.start());
    valueOf(drawer.calls.at("open_drawer")());
    told_.waitFor({"PDF417 4 bytes", "open", "closed"});
    const OpenPort gate = open(Capability::GateControl);
    mustSucceed(gate.start());
    valueOf(gate.calls.at("grant")());
    told_.waitFor({"PDF417 4 bytes", "open", "closed", "passed AB12",
                   "nobody passed AB12 nobody went through in time", "failed AB12 the arm is stuck", "opened",
                   "closed"});
    const OpenPort output = open(Capability::TicketOutput);
    valueOf(output.calls.at("submit")());
    waitForLog("event 4, code 0 about AB12: ");
    waitForLog("reports error 108 about AB12: no paper");
    waitForLog("event 2, code 24: ");
    const OpenPort payment = open(Capability::Payment);
    valueOf(payment.calls.at("begin")());
    waitForLog("event 4, code 0 about 01900000-0000-7000-8000-000000000001: ");
}

void PortCases::whatIsInterruptedIsATimeout()
{
    std::vector<OpenPort> ports;
    for (const PortRow& row : kPortRows) {
        ports.push_back(open(row.capability, R"({"in":")" + std::string(row.call) + R"(","hang":true})", 2s));
        mustSucceed(ports.back().start());
    }
    std::vector<std::future<Result<std::string>>> answers; // all at once: each waits for its deadline
    for (std::size_t i = 0; i < ports.size(); ++i)
        answers.push_back(std::async(std::launch::async, ports[i].calls.at(kPortRows[i].call)));
    for (std::size_t i = 0; i < ports.size(); ++i) {
        const PortRow& row = kPortRows[i];
        const auto failed = answers[i].get();
        CPPUNIT_ASSERT_MESSAGE(row.call, !failed);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(
            row.call, std::string(name(row.once ? ErrorCode::OutcomeUnknown : ErrorCode::Timeout)),
            std::string(name(failed.error().code)));
        CPPUNIT_ASSERT_EQUAL(std::string("it was interrupted"), failed.error().message);
    }
}

void PortCases::nothingIsCalledBeforeStartAndAfterStop()
{
    for (const Capability capability :
         {Capability::Scanner, Capability::CashDrawer, Capability::GateControl}) {
        const OpenPort port = open(capability);
        const auto mustBeClosed = [&] {
            const std::size_t before = asked().size();
            for (const auto& [call, make] : port.calls) {
                const auto refused = make();
                CPPUNIT_ASSERT_MESSAGE(call, !refused);
                CPPUNIT_ASSERT(refused.error().code == ErrorCode::Unavailable);
                CPPUNIT_ASSERT_EQUAL(std::string("is not started"), refused.error().message);
            }
            CPPUNIT_ASSERT_EQUAL(before, asked().size());
        };
        mustBeClosed();
        mustSucceed(port.start());
        port.stop();
        mustBeClosed();
        mustSucceed(port.start());
        for (const auto& [call, make] : port.calls)
            valueOf(make());
    }
}

void PortCases::aDeviceIsBroughtUpAndDownInOrder()
{
    using Calls = std::vector<std::string>;
    for (const Capability capability : kPortCapabilities) {
        const std::size_t before = asked().size();
        OpenPort port = open(capability);
        mustSucceed(port.start());
        port = {};
        const Calls all = asked();
        CPPUNIT_ASSERT((Calls{"open()", "claim()", "enable()", "disable()", "release()", "close()"} ==
                        Calls(all.begin() + static_cast<std::ptrdiff_t>(before), all.end())));
    }
}

} // namespace ace::test
