// SPDX-License-Identifier: MIT
#include "FaultCases.h"

#include <nlohmann/json.hpp>

namespace ace::test {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds kSlow{1000}, kStep{20};

std::string faults(const std::string& fault) { return R"(,"faults":[{)" + fault + "}]"; }

void mustBe(ErrorCode expected, const std::string& call, const Result<void>& result)
{
    CPPUNIT_ASSERT_MESSAGE(call + " succeeded", !result);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(call + ": " + result.error().describe(), std::string(name(expected)),
                                 std::string(name(result.error().code)));
}

} // namespace

FaultCases::FaultCases(std::string plugin, std::set<std::string> ownKinds)
    : plugin_(std::move(plugin)), ownKinds_(std::move(ownKinds))
{
}

void FaultCases::openWithFault(const Call& call, const std::string& fault)
{
    openWith(faults(R"("call":2,"of":")" + call.name + "\"," + fault));
}

void FaultCases::eachCallIsOffline()
{
    for (const Call& call : calls()) {
        openWithFault(call, R"("do":"offline")");
        mustSucceed(call.ask());
        mustBe(ErrorCode::Offline, call.name, call.ask());
        mustSucceed(call.ask());
    }
}

void FaultCases::eachCallIsSlow()
{
    for (const Call& call : calls()) {
        openWithFault(call, R"("do":"slow","ms":)" + std::to_string(kSlow.count()));
        mustSucceed(call.ask());
        const auto begun = clock_.now();
        clock_.stepBy(kStep);
        mustSucceed(call.ask());
        clock_.stepBy(Microseconds(0));
        CPPUNIT_ASSERT_MESSAGE(call.name + " was not slow", clock_.now() - begun >= kSlow);
    }
}

void FaultCases::eachCallThrows()
{
    for (const Call& call : calls()) {
        openWithFault(call, R"("do":"throw")");
        mustSucceed(call.ask());
        const auto thrown = call.ask();
        mustBe(call.once ? ErrorCode::OutcomeUnknown : ErrorCode::Internal, call.name, thrown);
        CPPUNIT_ASSERT_MESSAGE(thrown.error().message,
                               thrown.error().message.find("failed unexpectedly") != std::string::npos);
        mustSucceed(call.ask());
    }
}

void FaultCases::eachCallDisconnects()
{
    for (const Call& call : calls()) {
        openWithFault(call, R"("do":"disconnect")");
        mustSucceed(call.ask());
        mustBe(ErrorCode::Unavailable, call.name, call.ask());
        for (const Call& any : calls())
            mustBe(ErrorCode::Unavailable, any.name + " after " + call.name, any.ask());
        openWithFault(call, R"("do":"disconnect")");
        mustSucceed(call.ask());
    }
}

void FaultCases::aHangingCallIsInterrupted()
{
    deadline_ = milliseconds(1000); // of the machine's time
    const Call call = calls().front();
    openWithFault(call, R"("do":"hang")");
    mustSucceed(call.ask());
    mustBe(call.once ? ErrorCode::OutcomeUnknown : ErrorCode::Timeout, call.name, call.ask());
    mustSucceed(call.ask());
}

void FaultCases::aTimeOfFaultsPasses()
{
    const Call call = calls().front();
    openWith(faults(R"("at_ms":500,"for_ms":2000,"do":"offline")"));
    mustSucceed(call.ask());
    clock_.advance(milliseconds(500));
    mustBe(ErrorCode::Offline, call.name, call.ask());
    clock_.advance(milliseconds(1999));
    mustBe(ErrorCode::Offline, call.name, call.ask());
    clock_.advance(milliseconds(1));
    mustSucceed(call.ask());
}

std::string FaultCases::runOf(const std::string& seed)
{
    const Call call = calls().front();
    openWith(",\"seed\":" + seed + faults(R"("percent":40,"do":"offline","of":")" + call.name + "\""));
    std::string run;
    for (int i = 0; i < 50; ++i)
        run += call.ask() ? '.' : '!';
    return run;
}

void FaultCases::theSameSeedIsTheSameRun()
{
    const std::string run = runOf("7");
    CPPUNIT_ASSERT_MESSAGE(run, run.find('!') != run.npos && run.find('.') != run.npos);
    CPPUNIT_ASSERT_EQUAL(run, runOf("7"));
    CPPUNIT_ASSERT(run != runOf("8"));
}

void FaultCases::claimsWhatIsTried()
{
    const auto manifest = valueOf(host_.inspect(plugin_));
    const auto schema = nlohmann::json::parse(manifest.devices.front().settingsSchema);
    std::set<std::string> tried = {"offline", "slow", "throw", "hang", "disconnect"};
    tried.insert(ownKinds_.begin(), ownKinds_.end());
    const auto& claimed = schema["properties"]["faults"]["items"]["properties"]["do"]["enum"];
    CPPUNIT_ASSERT_EQUAL(nlohmann::json(tried).dump(),
                         nlohmann::json(claimed.get<std::set<std::string>>()).dump());
    CPPUNIT_ASSERT(manifest.simulated);
}

} // namespace ace::test
