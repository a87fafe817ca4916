// SPDX-License-Identifier: MIT
#include "AceServer.h"

#include <TestSupport.h>

#include <ace/base/File.h>

#include <nlohmann/json.hpp>

#include <csignal>

namespace ace::loadtest {

using namespace std::chrono_literals;

AceServer::AceServer(std::filesystem::path folder, std::string config)
    : folder_(std::move(folder)), logFile_(folder_.string() + ".log"), config_(std::move(config))
{
    std::filesystem::create_directories(folder_);
}

bool AceServer::start(const std::map<std::string, std::string>& environment)
{
    std::vector<std::string> arguments{"--demo", "--port", "0", "--data", folder_.string()};
    if (!config_.empty()) {
        const std::string file = folder_.string() + ".toml";
        test::mustSucceed(writeFileDurably(file, config_));
        arguments.insert(arguments.end(), {"--config", file});
    }
    process_ = std::make_unique<Process>(
        Process::Start{ACE_BIN_DIR "/ace-server", arguments, environment, {}, logFile_});
    const auto line = process_->readLine(30s);
    if (!line || !line->starts_with("READY http://"))
        return false;
    url_ = line->substr(6);
    return true;
}

void AceServer::mustStart() { CPPUNIT_ASSERT_MESSAGE("the server does not get ready:\n" + log(), start()); }

void AceServer::kill()
{
    process_->signal(SIGKILL);
    process_->waitForEnd(10s);
}

void AceServer::stop()
{
    process_->signal(SIGTERM);
    const auto code = process_->waitForEnd(30s);
    CPPUNIT_ASSERT_MESSAGE("the server does not stop:\n" + log(), code.has_value());
    CPPUNIT_ASSERT_EQUAL_MESSAGE(log(), 0, *code);
}

Site AceServer::counter(std::size_t callers) const
{
    return {url_, runAce({"token", "--data", folder_.string(), "counter"}), callers, 20s, 0ms};
}

Site AceServer::gate(std::size_t callers) const
{
    return {url_, runAce({"token", "--data", folder_.string(), "gate"}), callers, 20s, 0ms};
}

AceServer::Offer AceServer::offer() const
{
    const auto demo = nlohmann::json::parse(test::valueOf(readFile(folder_ / "demo.json")));
    Offer offer;
    offer.event = demo.at("event").get<std::string>();
    offer.gate = demo.at("gates").at(0).get<std::string>();
    for (const auto& type : demo.at("ticket_types")) {
        const auto quota = type.at("quota").get<std::int64_t>();
        if (quota == 100)
            offer.few = type.at("id").get<std::string>();
        if (quota >= 1'000'000 && offer.plenty.empty()) {
            offer.plenty = type.at("id").get<std::string>();
            offer.plentySize = quota;
        }
    }
    return offer;
}

std::string AceServer::log() const { return readFile(logFile_).value_or(""); }

std::string AceServer::runAce(std::vector<std::string> arguments) const
{
    Process process({ACE_BIN_DIR "/ace", std::move(arguments), {}, {}, logFile_});
    std::string output = process.readAll(30s);
    const auto code = process.waitForEnd(5s);
    CPPUNIT_ASSERT_MESSAGE("ace fails:\n" + log(), code == 0);
    while (output.ends_with('\n'))
        output.pop_back();
    return output;
}

std::map<std::string, std::string> badDisk(const std::filesystem::path& folder,
                                           std::map<std::string, std::string> faults)
{
    faults["LD_PRELOAD"] = ACE_BUILD_DIR "/lib/ace/faults/ace-faults.so";
    faults["ACE_FAULTS_DIR"] = folder.string();
    return faults;
}

} // namespace ace::loadtest
