// SPDX-License-Identifier: MIT
#pragma once

#include "Caller.h"
#include "Process.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace ace::loadtest {

// The real ace-server on a folder that outlives it. Its standard error is gathered in FOLDER.log.
class AceServer
{
public:
    struct Offer
    {
        std::string event;
        std::string plenty; // a ticket type of a million
        std::string few;    // one of exactly a hundred
        std::int64_t plentySize = 0;
        std::string gate; // opens to every type
    };

    // `environment` may carry faults; `config` is TOML for --config, empty: none.
    explicit AceServer(std::filesystem::path folder, std::string config = {});

    // False: it ended or did nothing for a long time instead of getting ready.
    bool start(const std::map<std::string, std::string>& environment = {});
    void mustStart();
    void kill();
    void signal(int number) { process_->signal(number); }
    bool waitForEnd(std::chrono::milliseconds timeout) { return process_->waitForEnd(timeout).has_value(); }
    void stop(); // with SIGTERM; must end with 0

    Site counter(std::size_t callers) const;
    Site gate(std::size_t callers) const;
    Offer offer() const; // as demo.json says
    std::string log() const;
    std::string runAce(std::vector<std::string> arguments) const; // bin/ace; must end with 0

private:
    std::filesystem::path folder_;
    std::filesystem::path logFile_;
    std::string config_;
    std::unique_ptr<Process> process_;
    std::string url_;
};

// The environment that loads the bad disk under a server with that folder.
std::map<std::string, std::string> badDisk(const std::filesystem::path& folder,
                                           std::map<std::string, std::string> faults);

} // namespace ace::loadtest
